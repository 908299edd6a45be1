package io.github.assetpaysim.contract.http;

import java.util.Locale;
import java.util.Set;

/** The hosts where real users trade real skins. */
public final class Production {
    private static final Set<String> HOSTS = Set.of("api.assetpay.co", "api.assetpay.gg");

    private Production() {}

    /** Whether a URL leads there. */
    public static boolean is(HttpUrl url) {
        return HOSTS.contains(url.host().toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""));
    }
}
