package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.GateChecks.IS_RICH;
import static io.github.assetpaysim.contract.merchant.GateChecks.LACKS_A_DOLLAR;
import static io.github.assetpaysim.contract.merchant.GateChecks.PAYS;
import static io.github.assetpaysim.contract.merchant.GateChecks.RICH_USD;
import static io.github.assetpaysim.contract.merchant.GateChecks.UNHEARD;
import static io.github.assetpaysim.contract.merchant.GateChecks.gate;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofGate;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofWithdrawal;
import static io.github.assetpaysim.contract.merchant.scene.Withdrawal.GATE;

import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.TestUser;
import io.github.assetpaysim.contract.merchant.scene.Usd;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.merchant.scene.Withdrawal;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.simulator.SimulatorSession;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Whether a withdrawal is decided and debited once, whatever its gate does: comes again, late, or at the same time as others. */
final class GateOnceChecks {
    /** A race is not lost every time. */
    private static final int ROUNDS = 3;
    /** How many users withdraw at the same time. */
    private static final int CROWD = 4;

    private GateOnceChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                ofWithdrawal("GATE-05", IS_RICH.meets(gate("duplicate").with("copies", 2)), context -> {
                    Withdrawal withdrawal =
                            context.user().isFunded().withdraws(0).isAsked().requireApproval("GATE-01");
                    withdrawal.comesAgain(GATE);
                    withdrawal.completes();
                    withdrawal.comesAgain(GATE);
                    context.user().isCredited(RICH_USD, "for one withdrawal, however often it is asked about");
                }),
                ofWithdrawal(
                        "GATE-06",
                        Collections.nCopies(
                                ROUNDS, IS_RICH.meets(gate("duplicate-at-once").with("copies", OnceChecks.COPIES))),
                        GateOnceChecks::racesDebitOnce),
                ofWithdrawal(
                        "GATE-07", PAYS.meets(gate("lost-acknowledgement")), GateOnceChecks::lostApprovalIsRepeated),
                ofGate("GATE-08", PAYS.meets(UNHEARD), GateOnceChecks::whatWasRefusedStaysSo),
                // Each listing costs more than 2.00 USD: either can be paid, and both cannot.
                ofWithdrawal(
                        "GATE-09",
                        Stream.concat(
                                        Stream.of(LACKS_A_DOLLAR),
                                        Stream.generate(() ->
                                                        UserSpec.withdrawing(2).left("-2"))
                                                .limit(ROUNDS))
                                .toList(),
                        GateOnceChecks::nothingIsSpentTwice),
                ofWithdrawal("GATE-18", Collections.nCopies(CROWD, IS_RICH), GateOnceChecks::eachPaysHisOwn),
                ofWithdrawal(
                        "GATE-19",
                        List.of(PAYS.meets(gate("cut-body").with("attempts", SimulatorSession.ATTEMPTS)), IS_RICH),
                        GateOnceChecks::whatIsOverIsNotDebited));
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
        context.user().isCredited(BigDecimal.ZERO, "for it was asked again only because the approval was lost");
    }

    private static void whatWasRefusedStaysSo(CheckContext context) throws Exception {
        TestUser user = context.user().isKnown();
        Withdrawal withdrawal = user.withdraws(0).isAsked().requireRefusal("GATE-03");
        if (withdrawal.tradeId() == null) {
            throw CheckFailure.skipped(
                    "the merchant refuses to start what cannot be paid, so that no gate comes again");
        }
        user.isFunded();
        withdrawal.comesAgain(GATE);
        withdrawal.isAlwaysRefused("which was refused before the user had the money");
        user.isCredited(user.funds(), "for his withdrawal was refused");
    }

    private static void nothingIsSpentTwice(CheckContext context) throws Exception {
        List<TestUser.ExpectedBalance> dues = new ArrayList<>();
        for (TestUser user : context.users().subList(1, context.users().size())) {
            List<Withdrawal> both = Withdrawal.areAsked(user.isFunded().withdrawsAtOnce(2));
            List<Withdrawal> approved = new ArrayList<>();
            for (Withdrawal withdrawal : both) {
                if (withdrawal.isApproved()) {
                    approved.add(withdrawal);
                }
            }
            if (approved.size() == 2) {
                GateChecks.requireRefusals(context);
            }
            if (approved.size() != 1) {
                throw CheckFailure.violated(
                                "one of two withdrawals at once approved, of "
                                        + Usd.shown(both.get(0).price()) + " and "
                                        + Usd.shown(both.get(1).price()) + " USD by a user who has "
                                        + Usd.shown(user.funds()) + " USD",
                                approved.isEmpty() ? "neither" : "both")
                        .mayBeTime(user.letsTimeOut());
            }
            dues.add(user.due(
                    user.funds().subtract(approved.get(0).price()), "for one of two withdrawals at once was approved"));
            if (user.letsTimeOut()) {
                break;
            }
        }
        TestUser.areCredited(dues.toArray(TestUser.ExpectedBalance[]::new));
    }

    private static void eachPaysHisOwn(CheckContext context) throws Exception {
        List<TestUser.ExpectedBalance> dues = new ArrayList<>();
        for (TestUser user : context.users()) {
            user.isFunded();
            dues.add(user.due(RICH_USD, "for he and others each pay their own, at the same time"));
        }
        for (Withdrawal withdrawal : Withdrawal.areAsked(TestUser.withdrawAtOnce(context.users()))) {
            withdrawal.isApproved("of a user who can pay it, at the same time as others'");
        }
        TestUser.areCredited(dues.toArray(TestUser.ExpectedBalance[]::new));
    }

    /** One who was never asked before the end, and one who has paid and got it back. */
    private static void whatIsOverIsNotDebited(CheckContext context) throws Exception {
        TestUser unasked = context.user(0).isFunded();
        Withdrawal undecided = unasked.withdraws(0).isAsked().requireTrade("GATE-01");
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
