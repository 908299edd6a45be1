package io.github.assetpaysim.contract;

/** The end user for whom the kit trades. */
public record SteamUser(String steamId, String tradeUrl) {
    /** Nobody in particular: every simulator knows such a user, and a real host must not be asked about strangers. */
    static final SteamUser SIMULATED = new SteamUser(
            "76561198000000777", "https://steamcommunity.com/tradeoffer/new/?partner=39735049&token=kit_Us-r");
}
