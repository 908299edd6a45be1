package io.github.assetpaysim.simulator.catalog;

import io.github.assetpaysim.simulator.money.Usd;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What AssetPay pays one merchant's users for a kind of item where that is no longer the catalogue's price. Not thread-safe; the
 * merchant's lock guards it.
 */
public final class Prices {
    private final Map<Kind, Optional<Usd>> moved = new LinkedHashMap<>();

    /** Sets the price of one copy; empty when AssetPay takes this kind no longer. */
    public void move(Kind kind, Optional<Usd> price) {
        moved.put(kind, price);
    }

    /** Every price that was moved, in the order in which they first were. */
    public Map<Kind, Optional<Usd>> moved() {
        return new LinkedHashMap<>(moved);
    }

    /** The item with what is paid for it now. */
    public Item applied(Item item) {
        // A kind is long to hash, and most merchants never move a price.
        Optional<Usd> price = moved.isEmpty() ? null : moved.get(item.kind());
        if (price == null) {
            return item;
        }
        return item.withOffer(
                price.map(each -> Offer.of(item.id(), each, item.kind().maxAmount()))
                        .orElse(null));
    }
}
