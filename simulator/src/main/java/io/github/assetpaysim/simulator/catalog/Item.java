package io.github.assetpaysim.simulator.catalog;

import io.github.assetpaysim.simulator.money.Usd;
import java.util.List;

/**
 * An item, or a stack of equal items, that a user owns.
 *
 * @param wear the float as text, or null for kinds that do not wear
 * @param paintSeed the pattern's number, or null for kinds without one
 * @param amount how many copies the stack has; 1 for everything that does not stack
 * @param offer null when AssetPay does not take the item
 */
public record Item(
        String id,
        CatalogItem kind,
        String wear,
        Integer paintSeed,
        List<Sticker> stickers,
        int amount,
        boolean tradable,
        Offer offer) {

    /** Whether AssetPay takes the item for deposit. */
    public boolean accepted() {
        return offer != null;
    }

    /** This stack with another number of copies. */
    Item withAmount(int copies) {
        return new Item(id, kind, wear, paintSeed, stickers, copies, tradable, offer);
    }

    /** This item when AssetPay pays another price for one; null when it takes the item no longer. */
    public Item pricedAt(Usd price) {
        Offer other = price == null ? null : Offer.of(id, price, kind.maxAmount());
        return new Item(id, kind, wear, paintSeed, stickers, amount, tradable, other);
    }
}
