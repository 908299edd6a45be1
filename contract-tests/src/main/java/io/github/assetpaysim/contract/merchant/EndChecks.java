package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofWithdrawal;
import static io.github.assetpaysim.contract.merchant.scene.WithdrawalCourse.PAYING;
import static io.github.assetpaysim.contract.simulator.TestItem.EARLIER;
import static io.github.assetpaysim.contract.simulator.TestItem.PLAIN;
import static java.math.BigDecimal.ZERO;

import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.PlayedTrade;
import io.github.assetpaysim.contract.merchant.scene.TestUser;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.simulator.PlannedFault;
import java.util.List;

/** Whether trades that end badly leave nothing credited. Who has deposited before shows it when too much is taken back. */
final class EndChecks {
    private static final String ONLY_EARLIER = "for the earlier deposit alone";

    private EndChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                endsBeforeHold("END-01", "decline", "DECLINED"),
                endsBeforeHold("END-02", "fail", "FAILED"),
                endsBeforeHold("END-03", "cancel", "CANCELED"),
                endsBeforeHold("END-04", "expire", "CANCELED"),
                endsOnHold("END-05", "revert", "REVERTED"),
                endsAfterCompletion("END-06", UserSpec.owning(EARLIER, PLAIN)),
                endsAfterCompletion(
                        "END-07",
                        UserSpec.owning(EARLIER, PLAIN)
                                .meets(PlannedFault.at("REVERTED", "duplicate-at-once")
                                        .with("copies", OnceChecks.COPIES))),
                endsOnHold("END-08", "fail", "FAILED"),
                endsOnHold("END-09", "cancel", "CANCELED"),
                of("END-10", List.of(UserSpec.owning(PLAIN), UserSpec.owning(PLAIN)), EndChecks::endsInEscrow),
                ofWithdrawal("END-11", PAYING, EndChecks::endsWhenItIsSpent));
    }

    /** What cannot be taken back at once may be kept as a debt, so the balance counts when more than the debt was deposited. */
    private static void endsWhenItIsSpent(CheckContext context) throws Exception {
        TestUser user = context.user().isFunded();
        PlayedTrade deposit = user.started().get(0);
        user.withdraws(0).isAsked().requireApproval("GATE-01");
        user.reaches(PAYING.withdraws().left());
        deposit.happens("revert").isTold("REVERTED");
        user.depositsFundsAgain();
        user.isCredited(
                PAYING.withdraws().left(),
                "for one of two deposits was REVERTED, though a withdrawal had spent its money before");
    }

    private static MerchantCheck endsBeforeHold(String id, String event, String status) {
        return of(id, UserSpec.owning(PLAIN), context -> {
            context.user().deposits(PLAIN).isOffered().happens(event).isTold(status);
            context.user().isCredited(ZERO, "for the trade ended " + status);
        });
    }

    private static MerchantCheck endsOnHold(String id, String event, String status) {
        return of(id, UserSpec.owning(EARLIER, PLAIN), context -> {
            TestUser user = context.user();
            user.hasDeposited(EARLIER);
            PlayedTrade deposit = user.deposits(PLAIN).isOnHold();
            context.reachesHold(user, EARLIER.price(), PLAIN.price());
            deposit.happens(event).isTold(status);
            user.isCredited(EARLIER.price(), ONLY_EARLIER);
        });
    }

    private static void endsInEscrow(CheckContext context) throws Exception {
        String why = "for the trade ended in escrow";
        escrow(context.user(0)).happens("fail").isTold("FAILED");
        escrow(context.user(1)).happens("cancel").isTold("CANCELED");
        TestUser.areCredited(context.user(0).due(ZERO, why), context.user(1).due(ZERO, why));
    }

    private static PlayedTrade escrow(TestUser user) throws Exception {
        return user.deposits(PLAIN).happens("send-offer").happens("escrow").isTold("ESCROW");
    }

    private static MerchantCheck endsAfterCompletion(String id, UserSpec spec) {
        return of(id, spec, context -> {
            TestUser user = context.user();
            user.hasDeposited(EARLIER);
            PlayedTrade deposit = user.deposits(PLAIN).completes();
            user.reaches(EARLIER.price().add(PLAIN.price()));
            deposit.happens("revert").isTold("REVERTED");
            user.isCredited(EARLIER.price(), ONLY_EARLIER);
        });
    }
}
