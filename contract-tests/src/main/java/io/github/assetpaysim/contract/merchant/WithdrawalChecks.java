package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofGate;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofWithdrawal;
import static io.github.assetpaysim.contract.merchant.WithdrawalPart.check;
import static io.github.assetpaysim.contract.merchant.WithdrawalPart.checkOfStatuses;
import static io.github.assetpaysim.contract.merchant.WithdrawalPart.each;
import static io.github.assetpaysim.contract.merchant.WithdrawalPart.refunded;
import static io.github.assetpaysim.contract.merchant.scene.WithdrawalCourse.PAYING;
import static io.github.assetpaysim.contract.merchant.scene.WithdrawalCourse.approved;
import static io.github.assetpaysim.contract.merchant.scene.WithdrawalCourse.ended;
import static io.github.assetpaysim.contract.merchant.scene.WithdrawalCourse.reaching;
import static io.github.assetpaysim.contract.merchant.scene.WithdrawalCourse.started;

import io.github.assetpaysim.contract.merchant.probe.Ledger;
import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.TestUser;
import io.github.assetpaysim.contract.merchant.scene.Usd;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.merchant.scene.Withdrawal;
import io.github.assetpaysim.contract.merchant.scene.WithdrawalCourse.End;
import io.github.assetpaysim.contract.merchant.scene.WithdrawalCourse.Stage;
import io.github.assetpaysim.contract.merchant.scene.WithdrawalPath;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.simulator.PlannedFault;
import io.github.assetpaysim.contract.simulator.SimulatorSession;
import java.math.BigDecimal;
import java.util.List;

/**
 * Whether a withdrawal costs its price once, and nothing when the user does not get the skin. Its users have something left when they
 * have paid, so that a balance kept at zero does not hide that too much was debited.
 */
final class WithdrawalChecks {
    private static final BigDecimal LEFT = PAYING.withdraws().left();

    private WithdrawalChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                ofGate(
                        "WD-01",
                        List.of(
                                PAYING,
                                WithdrawalPath.SPECS.get(0).meets(PlannedFault.at("ACTIVE", "drop")),
                                PAYING,
                                PAYING),
                        WithdrawalChecks::theWayCostsNothingMore),
                ofWithdrawal("WD-02", List.of(), WithdrawalChecks::theEndCreditsNothing),
                check(
                        "WD-03",
                        isRefunded(End.FAILED),
                        ends(UserSpec.withdrawing(2).together().left("7.25"), Stage.BOUGHT, End.FAILED)),
                check("WD-04", isRefunded(End.CANCELED), expires()),
                check("WD-05", isRefunded(End.DECLINED)),
                check("WD-06", isRefunded(End.REVERTED)),
                check("WD-07", ends(PAYING, Stage.COMPLETED, End.REVERTED)),
                check(
                        "WD-08",
                        ends(PAYING, Stage.ON_HOLD, End.FAILED),
                        ends(PAYING, Stage.ON_HOLD, End.CANCELED),
                        ends(PAYING, Stage.IN_ESCROW, End.FAILED),
                        ends(PAYING, Stage.IN_ESCROW, End.CANCELED)),
                check("WD-09", each(WithdrawalChecks::endsAtOnce)),
                check("WD-10", each(WithdrawalChecks::endsAgain)),
                check("WD-11", isRejected(PAYING.broke()), isRejected(PAYING.left("-1")), isNeverAsked()),
                check("WD-12", meetsItsEnd(), meetsItsEnd(), meetsItsEnd(), isAskedAfterItsEnd()),
                checkOfStatuses(
                        "WD-13",
                        comesLate(Stage.ON_HOLD, End.FAILED),
                        comesLate(Stage.COMPLETED, End.REVERTED),
                        comesAgainAfterTheEnd()),
                check("WD-14", isApprovedInVain()),
                checkOfStatuses(
                        "WD-15",
                        isNotTold(Stage.BOUGHT, End.FAILED),
                        isNotTold(Stage.ON_HOLD, End.REVERTED),
                        isNotTold(Stage.COMPLETED, End.REVERTED)),
                checkOfStatuses("WD-16", completes(PAYING.ofRust()), ends(PAYING.ofRust(), Stage.BOUGHT, End.FAILED)),
                check("WD-17", failsOfTwo(1), failsOfTwo(2)));
    }

    private static WithdrawalPart isRefunded(End end) {
        WithdrawalPart ends = ends(PAYING, end.earliest(), end);
        return refunded(PAYING, null, ends.why(), ends.script());
    }

    private static WithdrawalPart ends(UserSpec spec, Stage stage, End end) {
        return refunded(
                spec, end, "for it ended " + end.status() + " " + stage.words(), user -> ended(user, stage, end));
    }

    private static WithdrawalPart expires() {
        return refunded(
                PAYING,
                End.CANCELED,
                "for the offer expired",
                user -> ended(user, Stage.OFFERED, "expire", End.CANCELED.status()));
    }

    private static WithdrawalPart endsAtOnce(End end) {
        PlannedFault copies = PlannedFault.at(end.status(), "duplicate-at-once").with("copies", OnceChecks.COPIES);
        return refunded(
                PAYING.meets(copies),
                end,
                "though " + end.status() + " came " + (OnceChecks.COPIES + 1) + " times at once",
                user -> ended(user, end.earliest(), end));
    }

    private static WithdrawalPart endsAgain(End end) {
        UserSpec spec = PAYING.meets(OnceChecks.inOtherBytes(end.status()))
                .meets(PlannedFault.at(end.status(), "newer-snapshot").afterwards())
                .meets(PlannedFault.at(end.status(), "duplicate").with("copies", 2));
        return refunded(
                spec,
                end,
                "however often " + end.status() + " comes, in the same bytes or others",
                user -> ended(user, end.earliest(), end).comesAgain(end.status()));
    }

    private static WithdrawalPart isRejected(UserSpec spec) {
        return refunded(spec, null, "for a withdrawal that was rejected cost nothing", user -> {
            Withdrawal withdrawal = user.isFunded().withdrawsAll().isAsked();
            if (withdrawal.isApproved()) {
                throw CheckFailure.blocked(
                        "needs a withdrawal that is rejected, and the merchant approved that of user " + user.steamId()
                                + ", who cannot pay it; GATE-03 is about that");
            }
            if (withdrawal.tradeId() != null) {
                withdrawal.isTold("CANCELED").comesAgain("CANCELED");
            }
        });
    }

    private static WithdrawalPart isNeverAsked() {
        UserSpec spec = PAYING.meets(PlannedFault.at(Withdrawal.GATE, "drop"));
        return refunded(
                spec,
                null,
                "for CANCELED came without the gate",
                user -> started(user).isTold("CANCELED"));
    }

    /** Neither the gate nor the end was understood before, so that both are new when they meet. */
    private static WithdrawalPart meetsItsEnd() {
        return refunded(
                neverWhole(),
                End.CANCELED,
                "for the gate and CANCELED, which came at the same instant, add up to nothing",
                user -> {
                    Withdrawal withdrawal = started(user);
                    withdrawal.isTold("CANCELED");
                    withdrawal.comeAtOnce(Withdrawal.GATE, "CANCELED");
                });
    }

    private static WithdrawalPart isAskedAfterItsEnd() {
        return refunded(neverWhole(), null, "for the gate came when the withdrawal had been CANCELED", user -> {
            Withdrawal withdrawal = started(user);
            withdrawal.isTold("CANCELED");
            withdrawal.comesAgain("CANCELED");
            withdrawal.comesAgain(Withdrawal.GATE);
        });
    }

    private static UserSpec neverWhole() {
        PlannedFault cut = PlannedFault.always("cut-body").with("attempts", SimulatorSession.ATTEMPTS);
        return PAYING.meets(cut.only(Withdrawal.GATE)).meets(cut.only("CANCELED"));
    }

    /** The status of the stage is kept back until the end has come. */
    private static WithdrawalPart comesLate(Stage stage, End end) {
        UserSpec spec = PAYING.meets(PlannedFault.at(stage.status(), "swap-with-next"));
        return refunded(
                spec,
                end,
                "for " + stage.status() + " came after " + end.status(),
                user -> reaching(stage, user)
                        .happens(end.event())
                        .isTold(end.status())
                        .isTold(stage.status()));
    }

    private static WithdrawalPart comesAgainAfterTheEnd() {
        return refunded(
                PAYING,
                End.CANCELED,
                "for ACTIVE came once more after CANCELED",
                user -> ended(user, Stage.BOUGHT, End.CANCELED).comesAgain("ACTIVE"));
    }

    private static WithdrawalPart isApprovedInVain() {
        PlannedFault lost =
                PlannedFault.at(Withdrawal.GATE, "lost-acknowledgement").with("attempts", SimulatorSession.ATTEMPTS);
        return refunded(
                PAYING.meets(lost),
                End.CANCELED,
                "for its approval was lost each time, and CANCELED followed",
                user -> started(user).isAsked().isTold("CANCELED"));
    }

    private static WithdrawalPart isNotTold(Stage stage, End end) {
        UserSpec spec = PAYING.meets(PlannedFault.at(stage.status(), "drop"));
        return refunded(
                spec,
                end,
                "for it ended " + end.status() + ", though " + stage.status() + " never came",
                user -> reaching(stage, user).happens(end.event()).isTold(end.status()));
    }

    /** Two are open at the same time, of different prices, and the first of them fail. */
    private static WithdrawalPart failsOfTwo(int failing) {
        return new WithdrawalPart(
                UserSpec.withdrawing(2).left("7.25"),
                user -> {
                    List<Withdrawal> both = List.of(user.isFunded().withdraws(0), user.withdraws(1));
                    for (Withdrawal withdrawal : Withdrawal.areAsked(both)) {
                        withdrawal.requireApproval("GATE-01");
                    }
                    user.reaches(LEFT);
                    for (Withdrawal withdrawal : both.subList(0, failing)) {
                        withdrawal.happens("fail").isTold("FAILED");
                    }
                },
                user -> failing == 2 ? user.funds() : user.funds().subtract(priceOfLast(user)),
                failing == 2
                        ? "for both withdrawals that were open have failed"
                        : "for the first of two open withdrawals has failed, and the other is paid",
                End.FAILED);
    }

    private static BigDecimal priceOfLast(TestUser user) {
        Withdrawal last = (Withdrawal) user.started().get(user.started().size() - 1);
        return last.price();
    }

    private static WithdrawalPart completes(UserSpec spec) {
        return new WithdrawalPart(
                spec,
                user -> approved(user).completes(),
                user -> LEFT,
                "for the user has the skin, and nothing is given back",
                null);
    }

    /** ACTIVE comes as soon as the gate is answered, so that only a user to whom it never comes can tell the two apart. */
    private static void theWayCostsNothingMore(CheckContext context) throws Exception {
        WithdrawalPath ordinary = context.withdrawal();
        ordinary.requireProbe();
        boolean early = !ordinary.walk().isDebited();
        if (early) {
            approved(context.user(1));
            context.user(1).reaches(WithdrawalPath.due());
        }
        if (early) {
            throw debitedAgain(context);
        }
        if (ordinary.kept() < 0) {
            throw notKept(context);
        }
        ordinary.requireKept();
        reaching(Stage.IN_ESCROW, context.user())
                .happens("end-hold")
                .happens("end-hold")
                .isTold("COMPLETED");
        reaching(Stage.IN_ESCROW, context.user(2)).isTold("ESCROW");
        reaching(Stage.ON_HOLD, context.user(3)).isTold("HOLD");
        TestUser.areCredited(
                context.user().due(LEFT, "for ACTIVE, ESCROW, HOLD and COMPLETED cost nothing more"),
                context.user(2).due(LEFT, "for the withdrawal is in ESCROW, and paid"),
                context.user(3).due(LEFT, "for the withdrawal is on HOLD, and paid"));
    }

    private static void theEndCreditsNothing(CheckContext context) throws Exception {
        if (context.withdrawal().kept() > 0) {
            throw notKept(context);
        }
    }

    private static CheckFailure debitedAgain(CheckContext context) throws InterruptedException {
        WithdrawalPath.Walk walk = context.withdrawal().walk(context.notes());
        return moved(walk, "is approved and ACTIVE", walk.left());
    }

    private static CheckFailure notKept(CheckContext context) throws InterruptedException {
        WithdrawalPath.Walk walk = context.withdrawal().walk(context.notes());
        context.notes().repeat(walk.callbacks().get(walk.callbacks().size() - 1));
        return moved(walk, "has come to COMPLETED", walk.atEnd());
    }

    private static CheckFailure moved(WithdrawalPath.Walk walk, String when, Ledger.Settled left) {
        return CheckFailure.violated(
                Usd.shown(WithdrawalPath.due()) + " USD left of "
                        + Usd.shown(walk.price().add(WithdrawalPath.due())) + " USD when a withdrawal of "
                        + Usd.shown(walk.price()) + " USD " + when,
                Usd.shown(left.balance()) + " USD");
    }
}
