package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.simulator.TestItem.PLAIN;
import static java.math.BigDecimal.ZERO;

import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.PlayedTrade;
import io.github.assetpaysim.contract.merchant.scene.TestUser;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.simulator.PlannedFault;
import io.github.assetpaysim.contract.simulator.SimulatorSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Whether a status that arrives late changes nothing. */
final class LateChecks {
    /** One of whose deposits nothing comes whole before COMPLETED or a bad end. */
    private static final UserSpec UNHEARD = UserSpec.owning(PLAIN)
            .meets(cut("INITIATED"))
            .meets(cut("PENDING"))
            .meets(cut("ACTIVE"))
            .meets(cut("HOLD"));

    private LateChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                holdComesAfter("LATE-01", Map.of("revert", "REVERTED")),
                of("LATE-02", OnceChecks.meeting("COMPLETED", PlannedFault.always("swap-with-next")), context -> {
                    OnceChecks.completedThenReverted(context.user());
                    context.user().isCredited(ZERO, "for COMPLETED came after REVERTED");
                }),
                holdComesAfter("LATE-03", Map.of("fail", "FAILED", "cancel", "CANCELED")),
                of("LATE-04", UserSpec.owning(PLAIN), context -> {
                    PlayedTrade deposit = context.user().deposits(PLAIN).completes();
                    context.user().reaches(PLAIN.price());
                    deposit.comesAgain("PENDING");
                    deposit.comesAgain("ACTIVE");
                    context.user().isCredited(PLAIN.price(), "for the trade is COMPLETED");
                }),
                of("LATE-05", List.of(UNHEARD, UNHEARD.meets(cut("COMPLETED"))), LateChecks::theEndIsHeardOfFirst));
    }

    private static PlannedFault cut(String status) {
        return PlannedFault.at(status, "cut-body").with("attempts", SimulatorSession.ATTEMPTS);
    }

    /** What came whole for the first time after the end would be credited by a merchant that does not remember the end. */
    private static void theEndIsHeardOfFirst(CheckContext context) throws Exception {
        PlayedTrade failed = context.user(0).deposits(PLAIN).isOnHold();
        failed.happens("fail").isTold("FAILED");
        failed.comesAgain("HOLD");
        PlayedTrade reverted = context.user(1).deposits(PLAIN).completes();
        reverted.happens("revert").isTold("REVERTED");
        reverted.comesAgain("COMPLETED");
        TestUser.areCredited(
                context.user(0).due(ZERO, "for the trade had FAILED when the first HOLD came whole"),
                context.user(1).due(ZERO, "for the trade was REVERTED when the first COMPLETED came whole"));
    }

    /** @param endings by what happens, what the trade becomes */
    private static MerchantCheck holdComesAfter(String id, Map<String, String> endings) {
        UserSpec spec = UserSpec.owning(PLAIN).meets(PlannedFault.at("HOLD", "swap-with-next"));
        return of(id, Collections.nCopies(endings.size(), spec), context -> {
            List<TestUser.ExpectedBalance> dues = new ArrayList<>();
            for (Map.Entry<String, String> ending : endings.entrySet()) {
                TestUser user = context.user(dues.size());
                OnceChecks.holdThen(user, ending.getKey(), ending.getValue());
                dues.add(user.due(ZERO, "for HOLD came after " + ending.getValue()));
            }
            TestUser.areCredited(dues.toArray(TestUser.ExpectedBalance[]::new));
        });
    }
}
