package io.github.assetpaysim.simulator.catalog;

import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.seed.Seed;

/**
 * What AssetPay pays for an item.
 *
 * @param itemId of the item, which the reference names
 * @param price per copy
 * @param maxAmount most copies this offer takes
 */
public record Offer(String itemId, Usd price, int maxAmount) {
    private static final String PREFIX = "ref_";
    private static final int ITEM_DIGITS = 12;
    private static final int CHECK_DIGITS = 4;

    /** The opaque text a deposit passes back; it names the item and the price. Made when it is asked for: few offers are taken. */
    public String reference() {
        return reference(itemId, Long.toString(price.cents(), 36));
    }

    private static String reference(String itemId, String price) {
        Seed item = Seed.of(itemId);
        return PREFIX + item.hex(ITEM_DIGITS) + price + item.child(price).hex(CHECK_DIGITS);
    }

    /** Whether {@code reference} belongs to this item, at whatever price. */
    public static boolean isFor(String itemId, String reference) {
        int from = PREFIX.length() + ITEM_DIGITS;
        int to = reference.length() - CHECK_DIGITS;
        return from < to && reference(itemId, reference.substring(from, to)).equals(reference);
    }
}
