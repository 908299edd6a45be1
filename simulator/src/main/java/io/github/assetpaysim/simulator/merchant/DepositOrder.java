package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.money.Usd;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a deposit request asks for (A4.6); well-formed, but not yet compared with the world.
 *
 * @param externalId the merchant's own id of the trade, or null
 * @param instant whether instant credit is asked for
 */
public record DepositOrder(Game game, List<Line> lines, String externalId, boolean instant) {

    /** The ids of all items in the order. */
    Set<String> itemIds() {
        return lines.stream().map(Line::itemId).collect(Collectors.toSet());
    }

    /**
     * One item to deposit.
     *
     * @param price what the client was shown, or null to take the best current offer
     * @param reference the offer's reference; null together with the price
     * @param amount how many copies
     */
    public record Line(String itemId, Usd price, String reference, int amount) {}
}
