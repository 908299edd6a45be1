package io.github.assetpaysim.contract.merchant.scene;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** When a merchant credits a CS2 deposit. Both ways are right (A8). */
public enum CreditPolicy {
    /** {@code totalPrice} at COMPLETED. */
    COMPLETED,
    /** {@code preCredit} at HOLD and {@code pendingCredit} at COMPLETED. */
    INSTANT;

    /** What is credited while the trade is on hold. */
    public BigDecimal atHold(BigDecimal preCredit) {
        return this == INSTANT ? preCredit : BigDecimal.ZERO;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The policy with that name in lower case. */
    public static Optional<CreditPolicy> of(String name) {
        return Arrays.stream(values())
                .filter(policy -> policy.toString().equals(name))
                .findFirst();
    }
}
