package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.Production;
import java.net.URI;
import java.net.URISyntaxException;

/** Reads the URLs that a run is told. */
final class Urls {
    private Urls() {}

    /** @throws IllegalArgumentException when the text is no absolute http or https URL */
    static URI http(String text, String what) {
        try {
            URI url = new URI(text).parseServerAuthority();
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw notAUrl(text, what);
        }
        throw notAUrl(text, what);
    }

    private static IllegalArgumentException notAUrl(String text, String what) {
        return new IllegalArgumentException(what + " '" + text + "' is no URL: give one such as http://127.0.0.1:8080");
    }

    /** @throws IllegalArgumentException also for a host where real users trade real skins */
    static URI target(String text) {
        URI url = http(text.replaceFirst("/+$", ""), "the target");
        if (Production.is(url)) {
            throw new IllegalArgumentException("the target " + text + " is AssetPay's production, which these checks"
                    + " never touch: give a simulator or staging, https://staging-api.assetpay.co");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("the target " + text + " must be a base URL, without ? and #");
        }
        return url;
    }
}
