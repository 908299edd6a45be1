package io.github.assetpaysim.contract.merchant.scene;

import io.github.assetpaysim.contract.simulator.PlannedFault;
import io.github.assetpaysim.contract.simulator.TestItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a check needs a user for: what is owned, what is withdrawn, and what goes wrong.
 *
 * @param owns wares, one entry for each copy
 * @param collateral USD that may be credited before the hold has ended
 * @param faults of a user who withdraws: of callbacks about withdrawals, not about the deposit that funds them
 * @param withdraws what is taken from the market; null for nothing
 * @param trait what is unusual about the user's deposits
 */
public record UserSpec(
        List<TestItem> owns, BigDecimal collateral, List<PlannedFault> faults, Withdraws withdraws, Trait trait) {
    /** Less than what a plain deposit is worth, so that the two parts of its credit differ. */
    private static final BigDecimal COLLATERAL = new BigDecimal("5");

    /** The faults by which callbacks come at the same instant. */
    private static final Set<String> AT_ONCE = Set.of("duplicate-at-once", "at-once-with-next");

    /**
     * What a user withdraws, and can pay for.
     *
     * @param count how many listings
     * @param left what is left of the balance when all of them are paid; negative when it is not enough; null when the user has nothing
     * @param together whether all of them in one trade, where the merchant starts such ones; otherwise it is the first alone
     * @param awkward whether binary fractions get the sums wrong; otherwise they get them right
     */
    public record Withdraws(int count, String game, BigDecimal left, boolean together, boolean awkward) {
        /** The first alone. */
        Withdraws single() {
            return new Withdraws(1, game, left, together, awkward);
        }
    }

    /** What may be so with a user or not. */
    public enum Trait {
        NONE,
        /** The deposits have no externalId. */
        NO_EXTERNAL_ID,
        /** The token bears the merchant's own user id, which AssetPay tells in each trade. */
        CLIENT_ID,
        /** The Steam id follows that of the user before, so closely that doubles do not tell them apart. */
        NEIGHBOUR
    }

    public UserSpec {
        owns = List.copyOf(owns);
        faults = List.copyOf(faults);
    }

    /** One who owns this, of which 5.00 USD may be credited before a hold has ended. */
    public static UserSpec owning(TestItem... owns) {
        return new UserSpec(List.of(owns), COLLATERAL, List.of(), null, Trait.NONE);
    }

    /** One who has exactly the price of some CS2 listings, and withdraws them. */
    public static UserSpec withdrawing(int count) {
        return owning().withdrawing(new Withdraws(count, TestItem.CS2, BigDecimal.ZERO, false, false));
    }

    /** That one who owns this besides what he pays withdrawals with. */
    public UserSpec and(TestItem... more) {
        List<TestItem> all = new ArrayList<>(owns);
        all.addAll(List.of(more));
        return new UserSpec(all, collateral, faults, withdraws, trait);
    }

    private UserSpec withdrawing(Withdraws what) {
        return new UserSpec(owns, collateral, faults, what, trait);
    }

    /** That one with more than the price, or with less when it is negative. */
    public UserSpec left(String usd) {
        return withdrawing(new Withdraws(
                withdraws.count, withdraws.game, new BigDecimal(usd), withdraws.together, withdraws.awkward));
    }

    /** That one without anything. */
    public UserSpec broke() {
        return withdrawing(new Withdraws(withdraws.count, withdraws.game, null, withdraws.together, withdraws.awkward));
    }

    /** That one who wants all of them in one trade. */
    public UserSpec together() {
        return withdrawing(new Withdraws(withdraws.count, withdraws.game, withdraws.left, true, withdraws.awkward));
    }

    /** That one with prices that binary fractions get wrong. */
    public UserSpec awkward() {
        return withdrawing(new Withdraws(withdraws.count, withdraws.game, withdraws.left, withdraws.together, true));
    }

    /** That one who wants Rust listings. */
    public UserSpec ofRust() {
        return withdrawing(new Withdraws(
                withdraws.count, TestItem.RUST_GAME, withdraws.left, withdraws.together, withdraws.awkward));
    }

    /** That one with something unusual about his deposits. */
    public UserSpec with(Trait what) {
        return new UserSpec(owns, collateral, faults, withdraws, what);
    }

    /** That one of whom so many USD may be credited before a hold has ended. */
    public UserSpec collateral(String usd) {
        return new UserSpec(owns, new BigDecimal(usd), faults, withdraws, trait);
    }

    /** That one, with whose callbacks this goes wrong too. */
    public UserSpec meets(PlannedFault fault) {
        List<PlannedFault> more = new ArrayList<>(faults);
        more.add(fault);
        return new UserSpec(owns, collateral, more, withdraws, trait);
    }

    /** Whether some of his callbacks come at the same instant as others. */
    boolean comesAtOnce() {
        return faults.stream()
                .anyMatch(fault -> AT_ONCE.contains(fault.fault().path("name").asText()));
    }

    /** What may be credited at HOLD of a deposit of this worth, when nothing else is open. */
    public BigDecimal preCredit(BigDecimal total) {
        return total.min(collateral);
    }
}
