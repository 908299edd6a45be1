package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofGate;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofWithdrawal;
import static io.github.assetpaysim.contract.merchant.scene.WithdrawalCourse.PAYING;
import static io.github.assetpaysim.contract.simulator.TestItem.PLAIN;

import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.PlayedTrade;
import io.github.assetpaysim.contract.merchant.scene.TestUser;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.merchant.scene.Withdrawal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Whether a gate goes by the balance as it is, whatever is deposited meanwhile. */
final class GateMoneyChecks {
    /** A race is not lost every time. */
    private static final int ROUNDS = 3;

    private GateMoneyChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                ofGate("GATE-22", UserSpec.withdrawing(2), GateMoneyChecks::refusalDoesNotLast),
                ofWithdrawal(
                        "GATE-23",
                        Collections.nCopies(ROUNDS, PAYING.and(PLAIN)),
                        GateMoneyChecks::creditAndDebitAtOnceAddUp));
    }

    private static void refusalDoesNotLast(CheckContext context) throws Exception {
        TestUser user = context.user().isKnown();
        user.withdraws(0).isAsked().requireRefusal("GATE-03");
        user.isFunded();
        user.withdraws(1).isAsked().isApproved("for the user has the money by now, though an earlier one was refused");
    }

    private static void creditAndDebitAtOnceAddUp(CheckContext context) throws Exception {
        List<TestUser.ExpectedBalance> dues = new ArrayList<>();
        for (TestUser user : context.users()) {
            PlayedTrade deposit = user.isFunded().deposits(PLAIN).isOnHold();
            Withdrawal withdrawal = user.withdrawsWhile(deposit, "end-hold").isAsked();
            withdrawal.isApproved("for the user can pay, whatever is credited at the same time");
            deposit.isTold("COMPLETED");
            dues.add(user.due(
                    PAYING.withdraws().left().add(PLAIN.price()),
                    "for a deposit was COMPLETED and a withdrawal approved at the same time"));
            if (user.letsTimeOut()) {
                break;
            }
        }
        TestUser.areCredited(dues.toArray(TestUser.ExpectedBalance[]::new));
    }
}
