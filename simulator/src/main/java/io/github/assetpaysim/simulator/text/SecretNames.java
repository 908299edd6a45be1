package io.github.assetpaysim.simulator.text;

/** What the names of headers, parameters and members have in them that hold a secret. */
public final class SecretNames {
    /** To be part of a pattern that ignores case; some name ends with each alternative. */
    public static final String PATTERN =
            "key|secret|token|auth(?:orization)?|cookie|passw(?:d|or[dt])?|pwd|credentials?|sig(?:nature)?|code|jwt";

    private SecretNames() {}
}
