package io.github.assetpaysim.simulator;

import io.github.assetpaysim.simulator.merchant.ControlEvent;

/**
 * What a test can make happen to a merchant's trades. All of it happens at once, and the callbacks it causes are sent at once. Each
 * throws what {@link #happen} throws.
 */
public interface ControlEvents {
    /**
     * Makes something happen to a trade, as if the world had done it.
     *
     * @throws IllegalStateException when it cannot happen to the trade as it stands, naming what can
     */
    void happen(String tradeId, ControlEvent event);

    /** Makes Steam send the offer. */
    default void sendOffer(String tradeId) {
        happen(tradeId, ControlEvent.SEND_OFFER);
    }

    default void accept(String tradeId) {
        happen(tradeId, ControlEvent.ACCEPT);
    }

    default void decline(String tradeId) {
        happen(tradeId, ControlEvent.DECLINE);
    }

    default void expire(String tradeId) {
        happen(tradeId, ControlEvent.EXPIRE);
    }

    default void fail(String tradeId) {
        happen(tradeId, ControlEvent.FAIL);
    }

    default void cancel(String tradeId) {
        happen(tradeId, ControlEvent.CANCEL);
    }

    /** The user accepts, and Steam holds the items. */
    default void escrow(String tradeId) {
        happen(tradeId, ControlEvent.ESCROW);
    }

    /** Ends Steam's hold, or the protection window. */
    default void endHold(String tradeId) {
        happen(tradeId, ControlEvent.END_HOLD);
    }

    default void revert(String tradeId) {
        happen(tradeId, ControlEvent.REVERT);
    }

    /** Walks the ordinary path to the end, all callbacks included; a withdrawal once the merchant has approved it. */
    default void complete(String tradeId) {
        happen(tradeId, ControlEvent.COMPLETE);
    }
}
