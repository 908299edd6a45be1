package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.simulator.TestItem.PLAIN;
import static java.math.BigDecimal.ZERO;

import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.PlayedTrade;
import io.github.assetpaysim.contract.merchant.scene.TestUser;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.simulator.PlannedFault;
import java.util.List;

/** Whether a callback that never comes changes the end. */
final class LostChecks {
    private static final List<String> BEFORE_HOLD = List.of("INITIATED", "PENDING", "ACTIVE");

    private LostChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                of("LOST-01", BEFORE_HOLD.stream().map(LostChecks::losing).toList(), LostChecks::allAreCredited),
                of("LOST-02", losing("HOLD"), context -> {
                    context.user().deposits(PLAIN).completes();
                    context.user().isCredited(PLAIN.price(), "at COMPLETED, for HOLD never came");
                }),
                of("LOST-03", losing("INITIATED", "PENDING", "ACTIVE", "HOLD"), context -> {
                    context.user().deposits(PLAIN).completes();
                    context.user().isCredited(PLAIN.price(), "for COMPLETED, which alone came, says all");
                }),
                of("LOST-04", List.of(losing("HOLD"), losing("COMPLETED")), LostChecks::takeBackWhatWasGiven));
    }

    private static UserSpec losing(String... statuses) {
        UserSpec spec = UserSpec.owning(PLAIN);
        for (String status : statuses) {
            spec = spec.meets(PlannedFault.at(status, "drop"));
        }
        return spec;
    }

    private static void allAreCredited(CheckContext context) throws Exception {
        TestUser.ExpectedBalance[] dues = new TestUser.ExpectedBalance[BEFORE_HOLD.size()];
        for (int i = 0; i < dues.length; i++) {
            context.user(i).deposits(PLAIN).completes();
            dues[i] = context.user(i).due(PLAIN.price(), "though " + BEFORE_HOLD.get(i) + " never came");
        }
        TestUser.areCredited(dues);
    }

    private static void takeBackWhatWasGiven(CheckContext context) throws Exception {
        PlayedTrade unheld = context.user(0).deposits(PLAIN).happens("send-offer");
        unheld.happens("accept")
                .becomes("HOLD")
                .isTold("ACTIVE")
                .happens("revert")
                .isTold("REVERTED");
        PlayedTrade held = context.user(1).deposits(PLAIN).isOnHold();
        context.reachesHold(context.user(1), ZERO, PLAIN.price());
        held.happens("end-hold").becomes("COMPLETED").happens("revert").isTold("REVERTED");
        TestUser.areCredited(
                context.user(0).due(ZERO, "for the trade was reverted before its HOLD came"),
                context.user(1).due(ZERO, "for the trade was reverted before its COMPLETED came"));
    }
}
