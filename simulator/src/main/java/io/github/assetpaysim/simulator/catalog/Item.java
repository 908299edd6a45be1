package io.github.assetpaysim.simulator.catalog;

import io.github.assetpaysim.simulator.money.Usd;
import java.util.List;

/**
 * An item, or a stack of equal items, that a user owns or that is for sale on the market.
 *
 * @param wear the float as text, or null for kinds that do not wear
 * @param paintSeed the pattern's number, or null for kinds without one
 * @param amount how many copies the stack has; 1 for everything that does not stack
 * @param offer what AssetPay pays for it, or takes for it on the market; null when it does neither
 * @param supply null for what a user owns
 */
public record Item(
        String id,
        CatalogItem kind,
        String wear,
        Integer paintSeed,
        List<Sticker> stickers,
        int amount,
        boolean tradable,
        Offer offer,
        Supply supply) {

    /** Whether AssetPay takes the item for deposit. */
    public boolean accepted() {
        return offer != null;
    }

    /** This stack with another number of copies. */
    Item withAmount(int copies) {
        return new Item(id, kind, wear, paintSeed, stickers, copies, tradable, offer, supply);
    }

    /** This item at another price for one; null when there is no offer any longer. */
    public Item pricedAt(Usd price) {
        Offer other = price == null ? null : new Offer(id, price, kind.maxAmount());
        return new Item(id, kind, wear, paintSeed, stickers, amount, tradable, other, supply);
    }
}
