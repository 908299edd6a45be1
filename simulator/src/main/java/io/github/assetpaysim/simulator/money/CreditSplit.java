package io.github.assetpaysim.simulator.money;

/**
 * How much of a deposit may be credited during the hold and how much only afterwards; the two always add up to the total
 * (A8).
 *
 * @param preCredit payable while the trade is on hold
 * @param pendingCredit payable when the trade has completed
 */
public record CreditSplit(Usd preCredit, Usd pendingCredit) {

    /** The split of {@code total} when {@code available} collateral may be advanced; a negative availability counts as none. */
    public static CreditSplit of(Usd total, Usd available) {
        Usd preCredit = total.min(available.max(Usd.ZERO));
        return new CreditSplit(preCredit, total.minus(preCredit));
    }

    /** The split of a deposit that asked for no instant credit: everything after the hold. */
    public static CreditSplit afterwards(Usd total) {
        return new CreditSplit(Usd.ZERO, total);
    }

    /** The split of a deposit without any hold: everything at once. */
    public static CreditSplit atOnce(Usd total) {
        return new CreditSplit(total, Usd.ZERO);
    }
}
