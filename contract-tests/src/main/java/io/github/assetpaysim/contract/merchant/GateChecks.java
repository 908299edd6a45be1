package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofGate;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofOrdinaryWithdrawal;

import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.math.BigDecimal;
import java.util.List;

/** Whether the gate of a withdrawal approves what is paid, and nothing else. */
final class GateChecks {
    private GateChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                ofOrdinaryWithdrawal("GATE-01", GateChecks::whatCanBePaidIsApproved),
                ofOrdinaryWithdrawal("GATE-02", GateChecks::whatIsApprovedIsDebited),
                ofGate(
                        "GATE-03",
                        List.of(
                                UserSpec.withdrawing(1).broke(),
                                UserSpec.withdrawing(1).left("-1")),
                        context -> {
                            context.user(0).withdraws(0).isAsked().isRefused("of a user who has nothing");
                            context.user(1).isFunded().withdraws(0).isAsked().isRefused("of a user who lacks 1.00 USD");
                        }),
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

    private static void whatCanBePaidIsApproved(CheckContext context) throws InterruptedException {
        WithdrawalPath.Walk walk = context.withdrawal().walk(context.notes());
        if (walk.broken() != null) {
            throw walk.broken();
        }
        if (!walk.approved()) {
            SentCallback gate = walk.gate();
            if (gate != null) {
                context.notes().repeat(gate);
            }
            throw CheckFailure.violated(
                    "HTTP 200 to the gate of a withdrawal of " + TestUser.shown(walk.price())
                            + " USD by a user who has "
                            + TestUser.shown(walk.price().add(WithdrawalPath.due())) + " USD",
                    gate == null ? "a refusal to start it" : gate.answers().toString());
        }
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
}
