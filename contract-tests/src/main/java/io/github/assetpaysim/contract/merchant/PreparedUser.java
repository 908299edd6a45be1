package io.github.assetpaysim.contract.merchant;

import java.util.List;

/**
 * A user as the simulator plays him for one role of a check.
 *
 * @param funds what he deposits to be able to pay for what he withdraws; null when he does not
 * @param listings what he withdraws, held for him alone
 */
record PreparedUser(String steamId, UserSpec spec, TestItem funds, List<Listing> listings) {
    PreparedUser {
        listings = List.copyOf(listings);
    }
}
