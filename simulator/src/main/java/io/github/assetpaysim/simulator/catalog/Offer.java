package io.github.assetpaysim.simulator.catalog;

import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.seed.Seed;

/**
 * What AssetPay pays for an item.
 *
 * @param price per copy
 * @param reference the opaque text a deposit passes back; it names the item and the price
 * @param maxAmount most copies this offer takes
 */
public record Offer(Usd price, String reference, int maxAmount) {
    private static final String PREFIX = "ref_";
    private static final int ITEM_DIGITS = 12;

    static Offer of(String itemId, Usd price, int maxAmount) {
        return new Offer(price, reference(itemId, price.cents()), maxAmount);
    }

    private static String reference(String itemId, long cents) {
        Seed item = Seed.of(itemId);
        String price = Long.toString(cents, 36);
        return PREFIX + item.hex(ITEM_DIGITS) + price + item.child(price).hex(4);
    }

    /** Whether {@code reference} belongs to this item, at whatever price. */
    public static boolean isFor(String itemId, String reference) {
        int from = PREFIX.length() + ITEM_DIGITS;
        int to = reference.length() - 4;
        if (to <= from || to - from > 11) {
            return false;
        }
        try {
            return reference(itemId, Long.parseLong(reference.substring(from, to), 36))
                    .equals(reference);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
