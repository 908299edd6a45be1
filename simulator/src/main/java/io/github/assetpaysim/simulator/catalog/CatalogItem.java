package io.github.assetpaysim.simulator.catalog;

import io.github.assetpaysim.simulator.money.Usd;

/**
 * A kind of item, as the catalogue lists it; users own items of a kind.
 *
 * @param exterior null for kinds that do not wear
 * @param wearFrom lower end of the wear of this exterior; unused without one
 * @param offerPrice what AssetPay pays for one, or null when it does not take this kind
 * @param stackFrom fewest copies in one user's stack
 * @param stackTo most copies in one user's stack
 * @param maxAmount most copies an offer takes
 */
public record CatalogItem(
        Game game,
        String name,
        String marketHashName,
        String iconUrl,
        String type,
        String exterior,
        double wearFrom,
        double wearTo,
        String rarity,
        String color,
        Usd marketPrice,
        Usd offerPrice,
        int stackFrom,
        int stackTo,
        int maxAmount) {

    /** Whether one user can have several copies as one item. */
    public boolean stacks() {
        return stackTo > 1;
    }

    boolean accepted() {
        return offerPrice != null;
    }
}
