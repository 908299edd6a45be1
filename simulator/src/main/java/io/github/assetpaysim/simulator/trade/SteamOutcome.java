package io.github.assetpaysim.simulator.trade;

/** What the user and Steam do with a deposit. */
public enum SteamOutcome {
    ACCEPT,
    DECLINE,
    /** The offer lies there until it expires. */
    IGNORE,
    /** The Steam offer cannot be sent. */
    FAIL,
    /** Accepted, but Steam holds the items for 15 days first. */
    ESCROW,
    /** Accepted, and taken back during the protection window. */
    REVERT
}
