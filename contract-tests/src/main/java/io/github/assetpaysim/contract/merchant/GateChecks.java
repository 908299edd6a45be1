package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofGate;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofOrdinaryWithdrawal;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofWithdrawal;
import static io.github.assetpaysim.contract.merchant.scene.Withdrawal.GATE;
import static io.github.assetpaysim.contract.simulator.TestItem.OTHER;
import static io.github.assetpaysim.contract.simulator.TestItem.PLAIN;

import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.PlayedTrade;
import io.github.assetpaysim.contract.merchant.scene.TestUser;
import io.github.assetpaysim.contract.merchant.scene.Usd;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.merchant.scene.Withdrawal;
import io.github.assetpaysim.contract.merchant.scene.WithdrawalPath;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.LikelyCause;
import io.github.assetpaysim.contract.plan.SentCallback;
import io.github.assetpaysim.contract.simulator.PlannedFault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Whether the gate of a withdrawal approves what is paid, and nothing else. */
final class GateChecks {
    /** USD that are left to a user who could pay everything twice. */
    private static final String RICH = "1000";

    static final BigDecimal RICH_USD = new BigDecimal(RICH);
    /** What tells the merchant that a refused withdrawal has ended never comes: what it does then is done at the gate. */
    static final PlannedFault UNHEARD = PlannedFault.at("CANCELED", "drop");

    /** One who has just what he withdraws for. */
    static final UserSpec PAYS = UserSpec.withdrawing(1);

    static final UserSpec LACKS_A_DOLLAR = PAYS.left("-1");
    static final UserSpec IS_RICH = PAYS.left(RICH);

    private GateChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
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
                ofGate("GATE-14", List.of(LACKS_A_DOLLAR, PAYS, PAYS.left("-0.01")), context -> {
                    context.user(1).isFunded().withdraws(0).isAsked().isApproved("of a user who has just that");
                    isRefused(context.user(2).isFunded(), "of a user who lacks 0.01 USD", context);
                }),
                ofWithdrawal("GATE-15", UserSpec.withdrawing(3).awkward(), GateChecks::nothingIsLeftOver),
                ofWithdrawal(
                        "GATE-16",
                        List.of(
                                LACKS_A_DOLLAR,
                                LACKS_A_DOLLAR.meets(gate("other-event").with("event", "COMPLETED")),
                                IS_RICH.meets(gate("other-event").with("event", "COMPLETED")),
                                IS_RICH.meets(
                                        PlannedFault.at("HOLD", "other-event").with("event", GATE))),
                        GateChecks::theEventDecidesNothing),
                ofGate(
                        "GATE-17",
                        List.of(LACKS_A_DOLLAR, PAYS.broke()),
                        context ->
                                isRefused(context.user(1), "of a user whom the merchant has never heard of", context)),
                ofWithdrawal(
                        "GATE-21",
                        UserSpec.withdrawing(2).together().left("7.25"),
                        GateChecks::severalItemsAreDebitedInFull),
                new MerchantCheck(
                        "GATE-20",
                        MerchantCheck.Needs.DEPOSIT,
                        List.of(UserSpec.withdrawing(1), UserSpec.withdrawing(1).broke()),
                        context -> {
                            for (TestUser user : context.users()) {
                                user.isFunded().withdraws(0).isAsked().isRefused("for it takes no withdrawals");
                            }
                        }));
    }

    static PlannedFault gate(String fault) {
        return PlannedFault.at(GATE, fault);
    }

    private static void whatCanBePaidIsApproved(CheckContext context) throws InterruptedException {
        WithdrawalPath.Walk walk = context.withdrawal().walk(context.notes());
        if (walk.approved()) {
            return;
        }
        if (walk.broken() != null) {
            throw walk.broken();
        }
        SentCallback gate = walk.gate();
        if (gate != null) {
            PlayedTrade.requireSomebody(gate);
            if (gate.isTimedOut()) {
                throw CheckFailure.blocked("the gate was not answered in time, which is GATE-12");
            }
            requireKnownOrder(context, gate);
            context.notes().repeat(gate);
        }
        throw CheckFailure.violated(
                        "HTTP 200 to the gate of a withdrawal of " + Usd.shown(walk.price())
                                + " USD by a user who has "
                                + Usd.shown(walk.price().add(WithdrawalPath.due())) + " USD",
                        walk.answered())
                .because(gate == null ? null : LikelyCause.ofGate(gate));
    }

    /** A merchant that stores or debits a withdrawal when it starts it refuses the gate of one that it did not start. */
    private static void requireKnownOrder(CheckContext context, SentCallback gate) {
        if (context.merchant().settings().startWithdrawal() == null
                && gate.answers().stream().allMatch(GateChecks::mayMeanUnknownOrder)) {
            throw CheckFailure.inconclusive(
                    "the merchant answered " + gate.answers() + " to the gate of a withdrawal that"
                            + " it did not start itself: if it refuses withdrawals that it does not know, tell how it starts one"
                            + " with --start-withdrawal; if it takes none, give --no-withdrawals");
        }
    }

    /** No key, no money and no permission are other reasons. */
    private static boolean mayMeanUnknownOrder(SentCallback.Answer answer) {
        return Withdrawal.rejects(answer.status()) && (answer.status() < 401 || answer.status() > 403);
    }

    private static void whatIsApprovedIsDebited(CheckContext context) throws InterruptedException {
        context.withdrawal().requireApproval();
        context.withdrawal().requireProbe();
        WithdrawalPath.Walk walk = context.withdrawal().walk(context.notes());
        BigDecimal left = walk.left().balance();
        if (!walk.isDebited()) {
            context.notes().repeat(walk.gate());
            LikelyCause.Withdrawn withdrawn =
                    new LikelyCause.Withdrawn(walk.gate().tradeId(), walk.price(), walk.price());
            throw CheckFailure.violated(
                            Usd.shown(WithdrawalPath.due()) + " USD left of "
                                    + Usd.shown(walk.price().add(WithdrawalPath.due()))
                                    + " USD when a withdrawal of " + Usd.shown(walk.price())
                                    + " USD was approved",
                            Usd.shown(left) + " USD")
                    .because(LikelyCause.of(new LikelyCause.Balance(
                            WithdrawalPath.due(),
                            walk.left().passed(),
                            List.of(),
                            List.of(withdrawn),
                            List.of(walk.gate()))))
                    .mayBeTime(left.compareTo(WithdrawalPath.due()) > 0);
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

    private static void severalItemsAreDebitedInFull(CheckContext context) throws Exception {
        if (!context.merchant().settings().withdrawsSeveral()) {
            throw CheckFailure.skipped("--start-withdrawal-body has no {items}, so that a withdrawal has one item");
        }
        TestUser user = context.user().isFunded();
        user.withdrawsAll().isAsked().isApproved("of two items, by a user who can pay both");
        user.isCredited(user.spec().withdraws().left(), "for both items of the withdrawal are paid");
    }

    private static void nothingIsLeftOver(CheckContext context) throws Exception {
        TestUser user = context.user().isFunded();
        for (int i = 0; i < user.spec().withdraws().count(); i++) {
            user.withdraws(i).isAsked().isApproved("of a user who can pay it to the cent");
        }
        user.isCredited(BigDecimal.ZERO, "for he had just what his withdrawals cost");
    }

    private static void theEventDecidesNothing(CheckContext context) throws Exception {
        isRefused(context.user(1).isFunded(), "of a user who lacks 1.00 USD, whatever the event says", context);
        context.user(2)
                .isFunded()
                .withdraws(0)
                .isAsked()
                .isApproved("of a user who can pay it, whatever the event says");
        context.user(3)
                .isFunded()
                .withdraws(0)
                .isAsked()
                .requireApproval("GATE-01")
                .completes();
        TestUser.areCredited(
                context.user(2).due(RICH_USD, "for trade.status INITIATED is the gate, whatever the event says"),
                context.user(3).due(RICH_USD, "for HOLD is no gate, whatever the event says"));
    }

    /** Checks that a user who cannot pay is refused. */
    private static void isRefused(TestUser user, String why, CheckContext context) throws Exception {
        Withdrawal withdrawal = user.withdraws(0).isAsked();
        if (!withdrawal.isRefused()) {
            requireRefusals(context);
        }
        withdrawal.isRefused(why);
    }

    /** Skips the check when the first user, who cannot pay, is not refused though nothing about him is unusual. */
    static void requireRefusals(CheckContext context) throws Exception {
        context.user().isFunded().withdraws(0).isAsked().requireRefusal("GATE-03");
    }
}
