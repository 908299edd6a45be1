package io.github.assetpaysim.simulator.trade;

/** What moves a trade from one {@link Stage} to the next. */
public enum TradeEvent {
    /** The merchant approved the withdrawal. */
    APPROVE,
    /** The merchant refused the withdrawal. */
    REJECT,
    /** A bot begins to confirm the offer. */
    PREPARE,
    SEND_OFFER,
    ACCEPT,
    DECLINE,
    EXPIRE,
    /** Steam holds the items. */
    ESCROW,
    /** The items have changed hands. */
    SETTLE,
    END_HOLD,
    FAIL,
    CANCEL,
    REVERT
}
