package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofGate;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofOrdinaryWithdrawal;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofWithdrawal;
import static io.github.assetpaysim.contract.merchant.TestItem.OTHER;
import static io.github.assetpaysim.contract.merchant.TestItem.PLAIN;
import static io.github.assetpaysim.contract.merchant.Withdrawal.GATE;

import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Whether the gate of a withdrawal approves what is paid, and nothing else. */
final class GateChecks {
    /** A race is not lost every time. */
    private static final int ROUNDS = 3;
    /** How many users withdraw at the same time. */
    private static final int CROWD = 4;
    /** USD that are left to a user who could pay everything twice. */
    private static final String RICH = "125";

    private static final BigDecimal RICH_USD = new BigDecimal(RICH);
    /** What tells the merchant that a refused withdrawal has ended never comes: what it does then is done at the gate. */
    private static final PlannedFault UNHEARD = PlannedFault.at("CANCELED", "drop");

    private static final UserSpec PAYS = UserSpec.withdrawing(1);
    private static final UserSpec LACKS_A_DOLLAR = PAYS.left("-1");
    private static final UserSpec IS_RICH = PAYS.left(RICH);

    private GateChecks() {}

    static List<MerchantCheck> all() {
        List<MerchantCheck> checks = new ArrayList<>(List.of(
                ofOrdinaryWithdrawal("GATE-01", GateChecks::whatCanBePaidIsApproved),
                ofOrdinaryWithdrawal("GATE-02", GateChecks::whatIsApprovedIsDebited),
                ofGate("GATE-03", List.of(PAYS, LACKS_A_DOLLAR), context -> {
                    context.user(0).isKnown().withdraws(0).isAsked().isRefused("of a user who has nothing");
                    context.user(1).isFunded().withdraws(0).isAsked().isRefused("of a user who lacks 1.00 USD");
                }),
                ofGate(
                        "GATE-04",
                        List.of(PAYS.meets(UNHEARD), LACKS_A_DOLLAR.meets(UNHEARD)),
                        GateChecks::whatIsRefusedIsNotDebited),
                ofWithdrawal("GATE-05", IS_RICH.meets(gate("duplicate").with("copies", 2)), context -> {
                    Withdrawal withdrawal =
                            context.user().isFunded().withdraws(0).isAsked();
                    withdrawal.comesAgain(GATE);
                    withdrawal.requireApproval("GATE-01").completes();
                    withdrawal.comesAgain(GATE);
                    context.user().has(RICH_USD, "for one withdrawal, however often it is asked about");
                }),
                ofWithdrawal(
                        "GATE-06",
                        Collections.nCopies(
                                ROUNDS, IS_RICH.meets(gate("duplicate-at-once").with("copies", OnceChecks.COPIES))),
                        GateChecks::racesDebitOnce),
                ofWithdrawal("GATE-07", PAYS.meets(gate("lost-acknowledgement")), GateChecks::lostApprovalIsRepeated),
                ofGate("GATE-08", PAYS.meets(UNHEARD), GateChecks::whatWasRefusedStaysSo)));
        checks.addAll(List.of(
                // Each listing costs more than 2.00 USD: either can be paid, and both cannot.
                ofWithdrawal(
                        "GATE-09",
                        Collections.nCopies(ROUNDS, UserSpec.withdrawing(2).left("-2")),
                        GateChecks::nothingIsSpentTwice),
                ofGate(
                        "GATE-10",
                        List.of(
                                IS_RICH.meets(gate("wrong-secret")),
                                IS_RICH.meets(gate("missing-key")),
                                IS_RICH.meets(gate("malformed-key")),
                                IS_RICH.meets(gate("tampered-trade")
                                        .with("member", "price")
                                        .with("value", "0.01")),
                                IS_RICH.meets(gate("tampered-trade")
                                        .with("member", "steamId")
                                        .naming(0))),
                        GateChecks::forgedGatesMoveNothing),
                of("GATE-11", UserSpec.owning(PLAIN, OTHER), context -> {
                    context.user().hasDeposited(PLAIN);
                    context.user().deposits(OTHER).isTold(GATE).isAcknowledged(GATE);
                    context.user().isCredited(PLAIN.price(), "for a deposit has begun, and nothing is to be paid");
                }),
                ofOrdinaryWithdrawal("GATE-12", context -> theGateIsAnswered(context, AnswerTime.LONGEST)),
                ofOrdinaryWithdrawal("GATE-13", context -> theGateIsAnswered(context, AnswerTime.LONG)),
                ofGate("GATE-14", List.of(PAYS, PAYS.left("-0.01")), context -> {
                    context.user(0).isFunded().withdraws(0).isAsked().isApproved("of a user who has just that");
                    context.user(1).isFunded().withdraws(0).isAsked().isRefused("of a user who lacks 0.01 USD");
                }),
                ofWithdrawal("GATE-15", UserSpec.withdrawing(3).awkward(), GateChecks::nothingIsLeftOver),
                ofWithdrawal(
                        "GATE-16",
                        List.of(
                                LACKS_A_DOLLAR.meets(gate("other-event").with("event", "COMPLETED")),
                                IS_RICH.meets(gate("other-event").with("event", "COMPLETED")),
                                IS_RICH.meets(
                                        PlannedFault.at("HOLD", "other-event").with("event", GATE))),
                        GateChecks::theEventDecidesNothing),
                ofGate("GATE-17", List.of(PAYS.broke(), LACKS_A_DOLLAR), GateChecks::nobodyKnownIsRefused),
                ofWithdrawal("GATE-18", Collections.nCopies(CROWD, IS_RICH), GateChecks::eachPaysHisOwn)));
        checks.addAll(List.of(
                ofWithdrawal(
                        "GATE-19",
                        List.of(PAYS.meets(gate("cut-body").with("attempts", SimulatorSession.ATTEMPTS)), IS_RICH),
                        GateChecks::whatIsOverIsNotDebited),
                new MerchantCheck(
                        "GATE-20",
                        MerchantCheck.Needs.DEPOSIT,
                        List.of(UserSpec.withdrawing(1), UserSpec.withdrawing(1).broke()),
                        context -> {
                            for (TestUser user : context.users()) {
                                user.isFunded().withdraws(0).isAsked().isRefused("for it takes no withdrawals");
                            }
                        })));
        return checks;
    }

    private static PlannedFault gate(String fault) {
        return PlannedFault.at(GATE, fault);
    }

    private static void whatCanBePaidIsApproved(CheckContext context) throws InterruptedException {
        WithdrawalPath.Walk walk = context.withdrawal().walk(context.notes());
        if (walk.broken() != null) {
            throw walk.broken();
        }
        if (walk.approved()) {
            return;
        }
        SentCallback gate = walk.gate();
        if (gate != null) {
            PlayedTrade.requireSomebody(gate);
            if (gate.isTimedOut()) {
                throw CheckFailure.blocked("the gate was not answered in time, which is GATE-12");
            }
            context.notes().repeat(gate);
        }
        throw CheckFailure.violated(
                "HTTP 200 to the gate of a withdrawal of " + TestUser.shown(walk.price()) + " USD by a user who has "
                        + TestUser.shown(walk.price().add(WithdrawalPath.due())) + " USD",
                gate == null ? "a refusal to start it" : gate.answers().toString());
    }

    private static void whatIsApprovedIsDebited(CheckContext context) throws InterruptedException {
        context.withdrawal().requireApproval();
        context.withdrawal().requireProbe();
        WithdrawalPath.Walk walk = context.withdrawal().walk(context.notes());
        BigDecimal left = walk.left().balance();
        if (!walk.isDebited()) {
            context.notes().repeat(walk.gate());
            throw CheckFailure.violated(
                    TestUser.shown(WithdrawalPath.due()) + " USD left of "
                            + TestUser.shown(walk.price().add(WithdrawalPath.due())) + " USD when a withdrawal of "
                            + TestUser.shown(walk.price()) + " USD was approved",
                    TestUser.shown(left) + " USD");
        }
    }

    private static void theGateIsAnswered(CheckContext context, AnswerTime time) throws InterruptedException {
        WithdrawalPath.Walk walk = context.withdrawal().walk(context.notes());
        List<SentCallback> gates = walk.callbacks().stream()
                .filter(callback -> callback.event().equals(GATE))
                .toList();
        time.isKept(gates, walk.broken() == null ? null : walk.broken().getMessage(), context);
    }

    private static void whatIsRefusedIsNotDebited(CheckContext context) throws Exception {
        TestUser nothing = context.user(0).isKnown();
        TestUser little = context.user(1).isFunded();
        for (TestUser user : context.users()) {
            user.withdraws(0).isAsked().requireNoApproval("GATE-03");
        }
        TestUser.areCredited(
                nothing.due(BigDecimal.ZERO, "for his withdrawal was refused"),
                little.due(little.funds(), "for his withdrawal was refused"));
    }

    private static void racesDebitOnce(CheckContext context) throws Exception {
        List<TestUser.ExpectedBalance> dues = new ArrayList<>();
        for (TestUser user : context.users()) {
            Withdrawal withdrawal = user.isFunded().withdraws(0).isAsked();
            boolean approved = withdrawal.isApproved();
            dues.add(user.due(
                    approved ? RICH_USD : user.funds(),
                    (approved ? "for he pays once" : "for it was refused in the end") + ", though the gate came "
                            + (OnceChecks.COPIES + 1) + " times at once"));
            if (user.letsTimeOut()) {
                break;
            }
        }
        TestUser.areCredited(dues.toArray(TestUser.ExpectedBalance[]::new));
    }

    private static void lostApprovalIsRepeated(CheckContext context) throws Exception {
        Withdrawal withdrawal = context.user().isFunded().withdraws(0).isAsked();
        withdrawal.requireFirstApproval("GATE-14");
        withdrawal.isApproved("and again when that is lost and it is asked once more, for the price is paid already");
        context.user().has(BigDecimal.ZERO, "for it was asked again only because the approval was lost");
    }

    private static void whatWasRefusedStaysSo(CheckContext context) throws Exception {
        TestUser user = context.user().isKnown();
        Withdrawal withdrawal = user.withdraws(0).isAsked().requireRefusal("GATE-03");
        user.isFunded();
        withdrawal.comesAgain(GATE);
        withdrawal.isAlwaysRefused("which was refused before the user had the money");
        user.has(user.funds(), "for his withdrawal was refused");
    }

    private static void nothingIsSpentTwice(CheckContext context) throws Exception {
        List<TestUser.ExpectedBalance> dues = new ArrayList<>();
        for (TestUser user : context.users()) {
            List<Withdrawal> both = Withdrawal.areAsked(user.isFunded().withdrawsAtOnce(2));
            List<Withdrawal> approved = new ArrayList<>();
            for (Withdrawal withdrawal : both) {
                if (withdrawal.isApproved()) {
                    approved.add(withdrawal);
                }
            }
            if (approved.size() != 1) {
                throw CheckFailure.violated(
                        "one of two withdrawals at once approved, of "
                                + TestUser.shown(both.get(0).price()) + " and "
                                + TestUser.shown(both.get(1).price()) + " USD by a user who has "
                                + TestUser.shown(user.funds()) + " USD",
                        approved.isEmpty() ? "neither" : "both");
            }
            dues.add(user.due(
                    user.funds().subtract(approved.get(0).price()), "for one of two withdrawals at once was approved"));
            if (user.letsTimeOut()) {
                break;
            }
        }
        TestUser.areCredited(dues.toArray(TestUser.ExpectedBalance[]::new));
    }

    private static void forgedGatesMoveNothing(CheckContext context) throws Exception {
        List<TestUser.ExpectedBalance> dues = new ArrayList<>();
        for (TestUser user : context.users()) {
            user.isFunded();
            dues.add(user.due(user.funds(), "for nothing but forged gates asked for more"));
        }
        for (TestUser user : context.users()) {
            user.withdraws(0).isAsked().isNotBelieved();
        }
        TestUser.areCredited(dues.toArray(TestUser.ExpectedBalance[]::new));
    }

    private static void nothingIsLeftOver(CheckContext context) throws Exception {
        TestUser user = context.user().isFunded();
        for (int i = 0; i < user.spec().withdraws().count(); i++) {
            user.withdraws(i).isAsked().isApproved("of a user who can pay it to the cent");
        }
        user.has(BigDecimal.ZERO, "for he had just what his withdrawals cost");
    }

    private static void theEventDecidesNothing(CheckContext context) throws Exception {
        context.user(0)
                .isFunded()
                .withdraws(0)
                .isAsked()
                .isRefused("of a user who lacks 1.00 USD, whatever the event says");
        context.user(1)
                .isFunded()
                .withdraws(0)
                .isAsked()
                .isApproved("of a user who can pay it, whatever the event says");
        context.user(2)
                .isFunded()
                .withdraws(0)
                .isAsked()
                .requireApproval("GATE-01")
                .completes();
        TestUser.areCredited(
                context.user(1).due(RICH_USD, "for trade.status INITIATED is the gate, whatever the event says"),
                context.user(2).due(RICH_USD, "for HOLD is no gate, whatever the event says"));
    }

    private static void nobodyKnownIsRefused(CheckContext context) throws Exception {
        Withdrawal unknown = context.user(0).withdraws(0).isAsked();
        if (unknown.isApproved()) {
            context.user(1).isFunded().withdraws(0).isAsked().requireNoApproval("GATE-03");
        }
        unknown.isRefused("of a user whom the merchant has never heard of");
    }

    private static void eachPaysHisOwn(CheckContext context) throws Exception {
        List<TestUser.ExpectedBalance> dues = new ArrayList<>();
        for (TestUser user : context.users()) {
            user.isFunded();
            dues.add(user.due(RICH_USD, "for he and others each pay their own, at the same time"));
        }
        for (Withdrawal withdrawal : Withdrawal.areAsked(TestUser.withdrawAtOnce(context.users()))) {
            withdrawal.requireApproval("GATE-01");
        }
        TestUser.areCredited(dues.toArray(TestUser.ExpectedBalance[]::new));
    }

    /** One who was never asked before the end, and one who has paid and got it back. */
    private static void whatIsOverIsNotDebited(CheckContext context) throws Exception {
        TestUser unasked = context.user(0).isFunded();
        Withdrawal undecided = unasked.withdraws(0).isAsked();
        undecided.comesAgain(GATE);
        TestUser refunded = context.user(1).isFunded();
        Withdrawal failed = refunded.withdraws(0).isAsked().requireApproval("GATE-01");
        failed.happens("fail").isTold("FAILED");
        refunded.reaches(refunded.funds());
        failed.comesAgain(GATE);
        TestUser.areCredited(
                unasked.due(unasked.funds(), "for the gate came whole only after CANCELED"),
                refunded.due(refunded.funds(), "for the gate came again after FAILED"));
    }
}
