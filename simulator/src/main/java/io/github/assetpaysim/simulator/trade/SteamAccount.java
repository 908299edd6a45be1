package io.github.assetpaysim.simulator.trade;

import java.util.Optional;
import java.util.regex.Pattern;

/** The forms in which Steam accounts are named (A4.1). */
public final class SteamAccount {
    /** What a Steam id matches. */
    public static final Pattern STEAM_ID = Pattern.compile("76561\\d{12}");
    /** What a trade URL matches. */
    public static final Pattern TRADE_URL =
            Pattern.compile("https://steamcommunity\\.com/tradeoffer/new/\\?partner=\\d{1,10}&token=[A-Za-z0-9_-]{8}");
    /** The Steam id of partner 0. */
    private static final long FIRST_ACCOUNT = 76561197960265728L;
    /** The part of a Steam id that a trade URL names. */
    private static final long PARTNER = 0xFFFF_FFFFL;

    /** What a Steam id looks like, for error messages. */
    public static final String STEAM_ID_FORM = "a SteamID64: 17 digits beginning with 76561";
    /** What a trade URL looks like, for error messages. */
    public static final String TRADE_URL_FORM =
            "a trade URL: https://steamcommunity.com/tradeoffer/new/?partner=<1 to 10 digits>&token=<8 characters>";

    private SteamAccount() {}

    public static boolean isSteamId(String text) {
        return STEAM_ID.matcher(text).matches();
    }

    public static boolean isTradeUrl(String text) {
        return TRADE_URL.matcher(text).matches();
    }

    /** The Steam id that a trade URL names; empty when it is none. */
    public static Optional<String> behind(String tradeUrl) {
        if (!isTradeUrl(tradeUrl)) {
            return Optional.empty();
        }
        String partner = tradeUrl.substring(tradeUrl.indexOf('=') + 1, tradeUrl.indexOf('&'));
        return Optional.of(String.valueOf(FIRST_ACCOUNT + Long.parseLong(partner)));
    }

    /** Whether an account with this id can exist: their numbers have 32 bits and begin at 1. */
    public static boolean isPossible(String steamId) {
        long number = Long.parseLong(steamId) - FIRST_ACCOUNT;
        return number > 0 && number <= PARTNER;
    }

    /** A trade URL that fits a Steam id. */
    public static String tradeUrl(String steamId) {
        return "https://steamcommunity.com/tradeoffer/new/?partner=" + (Long.parseLong(steamId) & PARTNER)
                + "&token=Simulate";
    }
}
