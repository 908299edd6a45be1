package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.simulator.TestItem.PLAIN;

import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.PlayedTrade;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.plan.SentCallback;
import io.github.assetpaysim.contract.simulator.PlannedFault;
import io.github.assetpaysim.contract.simulator.SimulatorSession;
import java.util.List;
import java.util.function.BiConsumer;

/** Whether requests that are no callbacks do no harm. */
final class BrokenChecks {
    private BrokenChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                doesNoHarm("BAD-01", "malformed-json", SignatureChecks::isRefused),
                doesNoHarm("BAD-02", "wrong-content-type", SignatureChecks::isRefused),
                doesNoHarm("BAD-03", "empty-body", SignatureChecks::isRefused),
                of(
                        "BAD-04",
                        UserSpec.owning(PLAIN)
                                .meets(PlannedFault.at("HOLD", "cut-body").with("attempts", SimulatorSession.ATTEMPTS))
                                .meets(PlannedFault.at("COMPLETED", "cut-body")
                                        .with("attempts", SimulatorSession.ATTEMPTS)),
                        BrokenChecks::whatComesWholeLaterIsCredited));
    }

    /** A broken request comes just before the genuine COMPLETED. */
    private static MerchantCheck doesNoHarm(String id, String fault, BiConsumer<CheckContext, SentCallback> judge) {
        UserSpec spec =
                UserSpec.owning(PLAIN).meets(PlannedFault.at("COMPLETED", fault).besides());
        return of(id, spec, context -> {
            PlayedTrade deposit = context.user().deposits(PLAIN).completes();
            for (SentCallback callback : deposit.callbacks("COMPLETED")) {
                if (callback.fault() != null) {
                    judge.accept(context, callback);
                }
            }
            context.user().isCredited(PLAIN.price(), "for the genuine callback came after the broken one");
        });
    }

    /** What was cut off is let settle first: sent at once, the whole one might overtake it. */
    private static void whatComesWholeLaterIsCredited(CheckContext context) throws Exception {
        PlayedTrade deposit = context.user().deposits(PLAIN).completes();
        context.user().settles();
        deposit.comesAgain("HOLD");
        deposit.comesAgain("COMPLETED");
        context.user().isCredited(PLAIN.price(), "for in the end each callback came whole");
    }
}
