package io.github.assetpaysim.simulator.trade;

/** What has happened to a trade in the world; every dialect has its own words for it. */
public enum Stage {
    /** It exists. A withdrawal waits here for the merchant's verdict. */
    CREATED,
    /** A bot confirms the offer, or a supplier finds the skin. */
    PREPARING,
    /** The Steam offer lies with the user. */
    OFFERED,
    /** The user has accepted; lasts a moment. */
    ACCEPTED,
    /** Steam itself holds the items for days. */
    ESCROWED,
    /** The user may still take the trade back. */
    PROTECTED,
    COMPLETED,
    /** The merchant refused the withdrawal. */
    REJECTED,
    /** Nobody accepted in time. */
    EXPIRED,
    DECLINED,
    FAILED,
    CANCELED,
    /** The user took the trade back. */
    REVERTED;

    /** Whether the trade ended without the skins changing hands for good. */
    public boolean unsuccessful() {
        return switch (this) {
            case CREATED, PREPARING, OFFERED, ACCEPTED, ESCROWED, PROTECTED, COMPLETED -> false;
            case REJECTED, EXPIRED, DECLINED, FAILED, CANCELED, REVERTED -> true;
        };
    }

    /** Whether the trade is over as far as time can tell: nothing happens any more by itself. */
    public boolean over() {
        return this == COMPLETED || unsuccessful();
    }

    /** Whether the user has not accepted yet. */
    public boolean awaitsUser() {
        return this == CREATED || this == PREPARING || this == OFFERED;
    }
}
