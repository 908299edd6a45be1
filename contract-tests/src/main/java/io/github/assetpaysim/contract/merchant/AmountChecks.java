package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofOrdinaryPath;
import static io.github.assetpaysim.contract.simulator.TestItem.DEAR;
import static io.github.assetpaysim.contract.simulator.TestItem.EIGHT_SIXTY;
import static io.github.assetpaysim.contract.simulator.TestItem.FOUR_THIRTY_FIVE;
import static io.github.assetpaysim.contract.simulator.TestItem.NINETEEN_NINETY_NINE;
import static io.github.assetpaysim.contract.simulator.TestItem.PLAIN;
import static io.github.assetpaysim.contract.simulator.TestItem.RUST;
import static io.github.assetpaysim.contract.simulator.TestItem.TEN_CENTS;
import static io.github.assetpaysim.contract.simulator.TestItem.TWENTY_CENTS;
import static java.math.BigDecimal.ZERO;

import io.github.assetpaysim.contract.merchant.probe.Ledger;
import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.CreditPolicy;
import io.github.assetpaysim.contract.merchant.scene.HappyPath;
import io.github.assetpaysim.contract.merchant.scene.PlayedTrade;
import io.github.assetpaysim.contract.merchant.scene.TestUser;
import io.github.assetpaysim.contract.merchant.scene.Usd;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.simulator.TestItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whether the amounts are right to the cent. The amounts here are ones that binary fractions get wrong. */
final class AmountChecks {
    /** In doubles 4.40 and the rest of these, 8.55, add up to 12.950000000000001. */
    private static final TestItem[] SPLIT = {EIGHT_SIXTY, FOUR_THIRTY_FIVE};

    private static final String SPLIT_COLLATERAL = "4.40";
    /** In doubles a hundred times that is 434.99999999999994. */
    private static final String TRUNCATED_COLLATERAL = "4.35";

    private static final TestItem[] AWKWARD = {EIGHT_SIXTY, FOUR_THIRTY_FIVE, NINETEEN_NINETY_NINE};
    private static final TestItem[] STACK = {RUST, RUST, RUST, RUST, RUST};

    private AmountChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                ofOrdinaryPath(
                        "AMT-01",
                        List.of(
                                UserSpec.owning(TEN_CENTS, TWENTY_CENTS),
                                UserSpec.owning(AWKWARD),
                                UserSpec.owning(FOUR_THIRTY_FIVE, NINETEEN_NINETY_NINE)),
                        AmountChecks::everythingIsCreditedToTheCent),
                ofOrdinaryPath("AMT-02", List.of(), AmountChecks::neverMoreThanTheTotal),
                of(
                        "AMT-03",
                        List.of(
                                UserSpec.owning(SPLIT).collateral(SPLIT_COLLATERAL),
                                UserSpec.owning(SPLIT).collateral(TRUNCATED_COLLATERAL)),
                        AmountChecks::theTwoPartsAddUp),
                of("AMT-04", UserSpec.owning(STACK), context -> {
                    context.user().deposits(STACK).completes();
                    context.user().isCredited(total(STACK), "at COMPLETED, for Rust has no HOLD");
                }),
                of("AMT-05", UserSpec.owning(PLAIN), AmountChecks::withoutInstantCreditNothingComesEarly),
                of("AMT-06", UserSpec.owning(DEAR), context -> {
                    context.user().deposits(DEAR).completes();
                    context.user().isCredited(DEAR.price(), "for a deposit of much money");
                }));
    }

    private static BigDecimal total(TestItem... testItems) {
        return Arrays.stream(testItems).map(TestItem::price).reduce(ZERO, BigDecimal::add);
    }

    private static void everythingIsCreditedToTheCent(CheckContext context) throws Exception {
        HappyPath.Walk walk = context.ordinary().walk(context.notes());
        if (walk.broken() != null) {
            throw walk.broken();
        }
        if (walk.atEnd().isEmpty()) {
            context.ordinary().require();
            context.ordinary().requireProbe();
        }
        if (walk.isMixedUp()) {
            throw CheckFailure.blocked("the right sum was credited to the wrong users, which is ONCE-12");
        }
        if (walk.trouble() != null) {
            context.notes().repeat(walk.callback("COMPLETED"));
            throw CheckFailure.violated(
                            HappyPath.shown(HappyPath.TOTALS) + " USD credited to two users in the end",
                            HappyPath.shown(walk.inTheEnd()) + " USD")
                    .because(walk.likelyCause())
                    .mayBeTime(walk.lacksOnly());
        }
        context.user(0).deposits(TEN_CENTS).completes();
        context.user(0).deposits(TWENTY_CENTS).completes();
        if (context.merchant().settings().depositsSeveral()) {
            context.user(1).deposits(AWKWARD).completes();
        } else {
            for (TestItem testItem : AWKWARD) {
                context.user(1).deposits(testItem).completes();
            }
        }
        context.user(2).deposits(FOUR_THIRTY_FIVE).completes();
        context.user(2).deposits(NINETEEN_NINETY_NINE).completes();
        TestUser.areCredited(
                context.user(0).due(total(TEN_CENTS, TWENTY_CENTS), "for trades of 0.10 and 0.20"),
                context.user(1).due(total(AWKWARD), "for 8.60, 4.35 and 19.99"),
                context.user(2).due(total(FOUR_THIRTY_FIVE, NINETEEN_NINETY_NINE), "for trades of 4.35 and 19.99"));
    }

    private static void neverMoreThanTheTotal(CheckContext context) throws InterruptedException {
        HappyPath.Walk walk = context.ordinary().walk(context.notes());
        if (walk.isMixedUp()) {
            throw CheckFailure.blocked("the right sum was credited to the wrong users, which is ONCE-12");
        }
        for (List<Ledger.Settled> both : List.of(walk.atHold(), walk.atEnd())) {
            for (int i = 0; i < both.size(); i++) {
                for (BigDecimal credited : both.get(i).passed()) {
                    notMore(context, walk, credited, HappyPath.TOTALS.get(i));
                }
            }
        }
        if (walk.atEnd().isEmpty()) {
            context.ordinary().require();
            context.ordinary().requireProbe();
        }
    }

    private static void notMore(CheckContext context, HappyPath.Walk walk, BigDecimal credited, BigDecimal total) {
        if (credited.compareTo(total) > 0) {
            context.notes().repeat(walk.callback(walk.atEnd().isEmpty() ? "HOLD" : "COMPLETED"));
            throw CheckFailure.violated(
                            "at most " + Usd.shown(total) + " USD credited for a deposit at any time",
                            Usd.shown(credited) + " USD")
                    .because(walk.likelyCause());
        }
    }

    private static void theTwoPartsAddUp(CheckContext context) throws Exception {
        BigDecimal total = total(SPLIT);
        CreditPolicy policy = context.policy();
        List<PlayedTrade> deposits = new ArrayList<>();
        List<TestUser.ExpectedBalance> atHold = new ArrayList<>();
        List<TestUser.ExpectedBalance> inTheEnd = new ArrayList<>();
        for (TestUser user : context.users()) {
            BigDecimal preCredit = user.spec().preCredit(total);
            deposits.add(user.deposits(SPLIT).isOnHold());
            atHold.add(user.due(policy.atHold(preCredit), "at HOLD, where preCredit is " + Usd.shown(preCredit)));
            inTheEnd.add(user.due(total, "at COMPLETED"));
        }
        TestUser.areCredited(atHold.toArray(TestUser.ExpectedBalance[]::new));
        for (PlayedTrade deposit : deposits) {
            deposit.happens("end-hold").isTold("COMPLETED");
        }
        TestUser.areCredited(inTheEnd.toArray(TestUser.ExpectedBalance[]::new));
    }

    private static void withoutInstantCreditNothingComesEarly(CheckContext context) throws Exception {
        context.policy();
        PlayedTrade deposit = context.user().deposits(false, PLAIN);
        if (deposit.isInstant()) {
            throw CheckFailure.skipped("the merchant asked for instant credit though it was told not to (isInstant)");
        }
        deposit.isOnHold();
        context.user().isCredited(ZERO, "at HOLD, where preCredit is 0");
        deposit.happens("end-hold").isTold("COMPLETED");
        context.user().isCredited(PLAIN.price(), "at COMPLETED");
    }
}
