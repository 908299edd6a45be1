package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.Ware.PLAIN;

import io.github.assetpaysim.contract.plan.SentCallback;
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
                        Role.owning(PLAIN)
                                .meets(Mishap.at("HOLD", "cut-body").with("attempts", World.ATTEMPTS))
                                .meets(Mishap.at("COMPLETED", "cut-body").with("attempts", World.ATTEMPTS)),
                        BrokenChecks::whatComesWholeLaterIsCredited));
    }

    /** A broken request comes just before the genuine COMPLETED. */
    private static MerchantCheck doesNoHarm(String id, String fault, BiConsumer<Scene, SentCallback> judge) {
        Role role = Role.owning(PLAIN).meets(Mishap.at("COMPLETED", fault).besides());
        return of(id, role, scene -> {
            Deposit deposit = scene.player().deposits(PLAIN).completes();
            for (SentCallback callback : deposit.callbacks("COMPLETED")) {
                if (callback.fault() != null) {
                    judge.accept(scene, callback);
                }
            }
            scene.player().isCredited(PLAIN.price(), "for the genuine callback came after the broken one");
        });
    }

    /** What was cut off is let settle first: sent at once, the whole one might overtake it. */
    private static void whatComesWholeLaterIsCredited(Scene scene) throws Exception {
        Deposit deposit = scene.player().deposits(PLAIN).completes();
        scene.player().settles();
        deposit.comesAgain("HOLD");
        deposit.comesAgain("COMPLETED");
        scene.player().isCredited(PLAIN.price(), "for in the end each callback came whole");
    }
}
