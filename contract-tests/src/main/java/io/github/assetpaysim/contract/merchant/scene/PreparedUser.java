package io.github.assetpaysim.contract.merchant.scene;

import io.github.assetpaysim.contract.simulator.TestItem;
import java.util.ArrayList;
import java.util.List;

/**
 * A user as the simulator is to play him for one role of a check.
 *
 * @param funds what he deposits to be able to pay for what he withdraws; null when he does not
 * @param listings what he withdraws, held for him alone
 */
public record PreparedUser(String steamId, UserSpec spec, TestItem funds, List<Listing> listings) {
    public PreparedUser {
        listings = List.copyOf(listings);
    }

    /** What he owns before he deposits, one entry for each copy. */
    public List<TestItem> owns() {
        List<TestItem> owns = new ArrayList<>(spec.owns());
        if (funds != null) {
            owns.add(funds);
        }
        return owns;
    }
}
