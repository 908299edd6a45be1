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
record Role(List<Ware> owns, BigDecimal collateral, List<Mishap> mishaps) {
    /** Less than what a plain deposit is worth, so that the two parts of its credit differ. */
    private static final BigDecimal COLLATERAL = new BigDecimal("5");

    Role {
        owns = List.copyOf(owns);
        mishaps = List.copyOf(mishaps);
    }

    static Role owning(Ware... owns) {
        return new Role(List.of(owns), COLLATERAL, List.of());
    }

    Role collateral(String usd) {
        return new Role(owns, new BigDecimal(usd), mishaps);
    }

    Role meets(Mishap mishap) {
        List<Mishap> more = new ArrayList<>(mishaps);
        more.add(mishap);
        return new Role(owns, collateral, more);
    }

    /** What may be credited at HOLD of a deposit of this worth, when nothing else is open. */
    BigDecimal preCredit(BigDecimal total) {
        return total.min(collateral);
    }
}
