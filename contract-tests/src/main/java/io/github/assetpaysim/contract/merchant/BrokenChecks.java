package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.Ware.PLAIN;

import io.github.assetpaysim.contract.plan.SentCallback;
import java.util.List;

/** Whether requests that are no callbacks do no harm. */
final class BrokenChecks {
    private BrokenChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                doesNoHarm("BAD-01", "malformed-json"),
                doesNoHarm("BAD-02", "wrong-content-type"),
                doesNoHarm("BAD-03", "empty-body"),
                of(
                        "BAD-04",
                        Role.owning(PLAIN)
                                .meets(Mishap.at("HOLD", "cut-body"))
                                .meets(Mishap.at("COMPLETED", "cut-body")),
                        scene -> {
                            scene.player().deposits(PLAIN).completes();
                            scene.player().isCredited(PLAIN.price(), "for in the end each callback came whole");
                        }));
    }

    /** A broken request comes just before the genuine COMPLETED. */
    private static MerchantCheck doesNoHarm(String id, String fault) {
        Role role = Role.owning(PLAIN).meets(Mishap.at("COMPLETED", fault).besides());
        return of(id, role, scene -> {
            Deposit deposit = scene.player().deposits(PLAIN).completes();
            for (SentCallback callback : deposit.callbacks("COMPLETED")) {
                if (callback.fault() != null) {
                    SignatureChecks.noError(scene, callback);
                }
            }
            scene.player().isCredited(PLAIN.price(), "for the genuine callback came after the broken one");
        });
    }
}
