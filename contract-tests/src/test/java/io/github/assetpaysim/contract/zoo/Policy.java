package io.github.assetpaysim.contract.zoo;

/** When a merchant credits what a trade is worth; its name in lower case is the value of {@code CREDIT_POLICY}. */
public enum Policy {
    /** The whole price when the trade is completed, and nothing before. */
    COMPLETED,
    /** {@code preCredit} as soon as the trade is on hold, the rest when it is completed (A8). */
    INSTANT
}
