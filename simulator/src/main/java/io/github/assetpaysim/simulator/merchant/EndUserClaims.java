package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.trade.EndUser;
import java.util.Map;

/**
 * Whom a client token speaks for.
 *
 * @param clientData what the merchant says about the user, or null
 * @param clientId the merchant's own id of the user, or null
 */
public record EndUserClaims(String steamId, String tradeUrl, Map<String, Object> clientData, String clientId) {
    /** Whom it speaks for, as the user with this id at AssetPay. */
    EndUser as(String userId) {
        return new EndUser(userId, steamId, tradeUrl, clientId);
    }
}
