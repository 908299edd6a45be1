package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofOrdinaryPath;
import static io.github.assetpaysim.contract.merchant.Ware.EIGHT_SIXTY;
import static io.github.assetpaysim.contract.merchant.Ware.FOUR_THIRTY_FIVE;
import static io.github.assetpaysim.contract.merchant.Ware.NINETEEN_NINETY_NINE;
import static io.github.assetpaysim.contract.merchant.Ware.PLAIN;
import static io.github.assetpaysim.contract.merchant.Ware.RUST;
import static io.github.assetpaysim.contract.merchant.Ware.TEN_CENTS;
import static io.github.assetpaysim.contract.merchant.Ware.TWENTY_CENTS;
import static java.math.BigDecimal.ZERO;

import io.github.assetpaysim.contract.plan.Finding;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** Whether the amounts are right to the cent. The amounts here are ones that binary fractions get wrong. */
final class AmountChecks {
    /** In doubles 4.40 and the rest of these, 8.55, add up to 12.950000000000001. */
    private static final Ware[] SPLIT = {EIGHT_SIXTY, FOUR_THIRTY_FIVE};

    private static final String SPLIT_COLLATERAL = "4.40";
    private static final Ware[] AWKWARD = {EIGHT_SIXTY, FOUR_THIRTY_FIVE, NINETEEN_NINETY_NINE};
    private static final Ware[] STACK = {RUST, RUST, RUST, RUST, RUST};

    private AmountChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                ofOrdinaryPath(
                        "AMT-01",
                        List.of(
                                Role.owning(TEN_CENTS, TWENTY_CENTS),
                                Role.owning(AWKWARD),
                                Role.owning(FOUR_THIRTY_FIVE, NINETEEN_NINETY_NINE)),
                        AmountChecks::everythingIsCreditedToTheCent),
                ofOrdinaryPath("AMT-02", List.of(), AmountChecks::neverMoreThanTheTotal),
                of("AMT-03", Role.owning(SPLIT).collateral(SPLIT_COLLATERAL), AmountChecks::theTwoPartsAddUp),
                of("AMT-04", Role.owning(STACK), scene -> {
                    scene.player().deposits(STACK).completes();
                    scene.player().isCredited(total(STACK), "at COMPLETED, for Rust has no HOLD");
                }),
                of("AMT-05", Role.owning(PLAIN), AmountChecks::withoutInstantCreditNothingComesEarly));
    }

    private static BigDecimal total(Ware... wares) {
        return Arrays.stream(wares).map(Ware::price).reduce(ZERO, BigDecimal::add);
    }

    private static void everythingIsCreditedToTheCent(Scene scene) throws Exception {
        OrdinaryPath.Walk walk = scene.ordinary().walk(scene.notes());
        if (walk.broken() != null) {
            throw walk.broken();
        }
        if (walk.atEnd().isEmpty()) {
            scene.ordinary().require();
            scene.ordinary().requireProbe();
        }
        if (walk.isMixedUp()) {
            throw Finding.blocked("the right sum was credited to the wrong users, which is ONCE-12");
        }
        if (walk.trouble() != null) {
            scene.notes().repeat(walk.callback("COMPLETED"));
            throw Finding.violated(
                    OrdinaryPath.shown(OrdinaryPath.TOTALS) + " USD credited to two users in the end",
                    OrdinaryPath.shown(walk.inTheEnd()) + " USD"
                            + (walk.isInCents() ? ", a hundred times as much: does the probe tell cents?" : ""));
        }
        scene.player(0).deposits(TEN_CENTS).completes();
        scene.player(0).deposits(TWENTY_CENTS).completes();
        scene.player(1).deposits(AWKWARD).completes();
        scene.player(2).deposits(FOUR_THIRTY_FIVE).completes();
        scene.player(2).deposits(NINETEEN_NINETY_NINE).completes();
        Player.areCredited(
                scene.player(0).due(total(TEN_CENTS, TWENTY_CENTS), "for trades of 0.10 and 0.20"),
                scene.player(1).due(total(AWKWARD), "for one trade of 8.60, 4.35 and 19.99"),
                scene.player(2).due(total(FOUR_THIRTY_FIVE, NINETEEN_NINETY_NINE), "for trades of 4.35 and 19.99"));
    }

    private static void neverMoreThanTheTotal(Scene scene) throws InterruptedException {
        OrdinaryPath.Walk walk = scene.ordinary().walk(scene.notes());
        if (walk.isMixedUp()) {
            throw Finding.blocked("the right sum was credited to the wrong users, which is ONCE-12");
        }
        for (List<Ledger.Settled> both : List.of(walk.atHold(), walk.atEnd())) {
            for (int i = 0; i < both.size(); i++) {
                for (BigDecimal credited : both.get(i).passed()) {
                    notMore(scene, walk, credited, OrdinaryPath.TOTALS.get(i));
                }
            }
        }
        if (walk.atEnd().isEmpty()) {
            scene.ordinary().require();
            scene.ordinary().requireProbe();
        }
    }

    private static void notMore(Scene scene, OrdinaryPath.Walk walk, BigDecimal credited, BigDecimal total) {
        if (credited.compareTo(total) > 0) {
            scene.notes().repeat(walk.callback(walk.atEnd().isEmpty() ? "HOLD" : "COMPLETED"));
            throw Finding.violated(
                    "at most " + Player.shown(total) + " USD credited for a deposit at any time",
                    Player.shown(credited) + " USD");
        }
    }

    private static void theTwoPartsAddUp(Scene scene) throws Exception {
        BigDecimal total = total(SPLIT);
        BigDecimal preCredit = scene.player().role().preCredit(total);
        BigDecimal atHold = scene.policy().atHold(preCredit);
        Deposit deposit = scene.player().deposits(SPLIT).isOnHold();
        scene.player().isCredited(atHold, "at HOLD, where preCredit is " + Player.shown(preCredit));
        deposit.happens("end-hold").isTold("COMPLETED");
        scene.player().isCredited(total, "at COMPLETED");
    }

    private static void withoutInstantCreditNothingComesEarly(Scene scene) throws Exception {
        scene.policy();
        Deposit deposit = scene.player().deposits(false, PLAIN);
        if (deposit.isInstant()) {
            throw Finding.skipped("the merchant asked for instant credit though it was told not to (isInstant)");
        }
        deposit.isOnHold();
        scene.player().isCredited(ZERO, "at HOLD, where preCredit is 0");
        deposit.happens("end-hold").isTold("COMPLETED");
        scene.player().isCredited(PLAIN.price(), "at COMPLETED");
    }
}
