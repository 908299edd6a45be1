package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.money.Usd;
import java.util.List;

/**
 * What a withdrawal request asks for (A4.7); well-formed, but not yet compared with the market.
 *
 * @param externalId the merchant's own id of the trade, or null
 */
public record WithdrawalOrder(Game game, List<Line> lines, String externalId) {

    /**
     * One listing to buy.
     *
     * @param market the number of the supplier's marketplace
     * @param price what the client was shown
     * @param reference the offer's reference
     */
    public record Line(String itemId, int market, Usd price, String reference) {}
}
