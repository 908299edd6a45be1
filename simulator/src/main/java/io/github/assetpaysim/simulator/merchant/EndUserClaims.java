package io.github.assetpaysim.simulator.merchant;

import java.util.Map;

/**
 * Whom a client token speaks for.
 *
 * @param clientData what the merchant says about the user, or null
 * @param clientId the merchant's own id of the user, or null
 */
public record EndUserClaims(String steamId, String tradeUrl, Map<String, Object> clientData, String clientId) {}
