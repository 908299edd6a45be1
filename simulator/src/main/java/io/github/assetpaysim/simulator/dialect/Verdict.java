package io.github.assetpaysim.simulator.dialect;

/** What an attempt to deliver a callback has come to. */
public enum Verdict {
    /** The receiver has it; it was not asked for a decision. */
    DELIVERED,
    /** It has no answer that counts: another attempt may follow. */
    FAILED,
    /** The receiver was asked for a decision and agrees. */
    APPROVED,
    /** The receiver was asked for a decision and refuses. */
    REJECTED
}
