package io.github.assetpaysim.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The end user for whom the kit asks and trades. */
public record SteamUser(String steamId, String tradeUrl) {
    private static final Pattern PARTNER = Pattern.compile("[?&]partner=(\\d+)");

    /** The account number in the trade URL, which names the user as well as the Steam id does; null when there is none. */
    public String partner() {
        Matcher partner = PARTNER.matcher(tradeUrl);
        return partner.find() ? partner.group(1) : null;
    }
}
