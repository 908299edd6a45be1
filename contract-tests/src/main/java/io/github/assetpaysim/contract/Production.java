package io.github.assetpaysim.contract;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** The hosts where real users trade real skins. */
public final class Production {
    private static final Set<String> HOSTS = Set.of("api.assetpay.co", "api.assetpay.gg");

    private Production() {}

    /** Whether a URL with a host leads there. */
    public static boolean is(URI url) {
        return HOSTS.contains(url.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""));
    }
}
