package io.github.assetpaysim.contract.merchant;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a check needs a user for: what is owned, and what goes wrong.
 *
 * @param owns wares, one entry for each copy
 * @param collateral USD that may be credited before the hold has ended
 */
record UserSpec(List<TestItem> owns, BigDecimal collateral, List<PlannedFault> faults) {
    /** Less than what a plain deposit is worth, so that the two parts of its credit differ. */
    private static final BigDecimal COLLATERAL = new BigDecimal("5");

    UserSpec {
        owns = List.copyOf(owns);
        faults = List.copyOf(faults);
    }

    static UserSpec owning(TestItem... owns) {
        return new UserSpec(List.of(owns), COLLATERAL, List.of());
    }

    UserSpec collateral(String usd) {
        return new UserSpec(owns, new BigDecimal(usd), faults);
    }

    UserSpec meets(PlannedFault fault) {
        List<PlannedFault> more = new ArrayList<>(faults);
        more.add(fault);
        return new UserSpec(owns, collateral, more);
    }

    /** What may be credited at HOLD of a deposit of this worth, when nothing else is open. */
    BigDecimal preCredit(BigDecimal total) {
        return total.min(collateral);
    }
}
