package io.github.assetpaysim.contract;

/** The end user for whom the kit asks and trades. */
public record SteamUser(String steamId, String tradeUrl) {}
