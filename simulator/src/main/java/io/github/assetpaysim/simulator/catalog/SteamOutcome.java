package io.github.assetpaysim.simulator.catalog;

/** What the user and Steam do with a trade. */
public enum SteamOutcome {
    ACCEPT,
    /** Accepted as soon as the offer is sent. */
    ACCEPT_AT_ONCE,
    DECLINE,
    /** The offer lies there until it expires. */
    IGNORE,
    /** The Steam offer cannot be sent. */
    FAIL,
    /** Accepted, but Steam holds the items for 15 days first. */
    ESCROW,
    /** Accepted, and taken back during the protection window. */
    REVERT,
    /** What was bought for a withdrawal is never delivered; deposits are accepted. */
    SUPPLIER_FAILS
}
