package io.github.assetpaysim.simulator.trade;

/**
 * The end user a trade belongs to.
 *
 * @param userId AssetPay's id of the user
 * @param steamId SteamID64
 * @param clientId the merchant's own id of the user, or null when the token has none
 */
public record EndUser(String userId, String steamId, String tradeUrl, String clientId) {}
