package io.github.assetpaysim.simulator.trade;

import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Offer;
import io.github.assetpaysim.simulator.money.Usd;
import java.util.List;

/**
 * One line of a trade.
 *
 * @param offer the offer that was taken
 * @param amount how many copies
 */
public record TradeItem(Item item, Offer offer, int amount) {

    /** Unit price times amount. */
    public Usd price() {
        return offer.price().times(amount);
    }

    /** What several cost together. */
    public static Usd total(List<TradeItem> items) {
        return items.stream().map(TradeItem::price).reduce(Usd.ZERO, Usd::plus);
    }
}
