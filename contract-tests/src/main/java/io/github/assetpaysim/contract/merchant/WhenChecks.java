package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofOrdinaryPath;
import static io.github.assetpaysim.contract.merchant.Ware.PLAIN;
import static java.math.BigDecimal.ZERO;

import io.github.assetpaysim.contract.plan.Finding;
import java.util.List;

/** Whether money moves at the right status, and at no other. */
final class WhenChecks {
    private WhenChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                of("WHEN-01", Role.owning(PLAIN), scene -> {
                    scene.player()
                            .deposits(PLAIN)
                            .happens("send-offer")
                            .happens("escrow")
                            .isTold("ESCROW");
                    scene.player().isCredited(ZERO, "for the trade has not come to HOLD");
                }),
                ofOrdinaryPath("WHEN-02", List.of(), WhenChecks::holdIsCreditedAsThePolicySays),
                of(
                        "WHEN-03",
                        Role.owning(PLAIN)
                                .meets(Mishap.at("PENDING", "other-event").with("event", "COMPLETED")),
                        scene -> {
                            scene.player().deposits(PLAIN).isOffered();
                            scene.player().isCredited(ZERO, "for trade.status is PENDING, whatever the event says");
                        }),
                of(
                        "WHEN-04",
                        Role.owning(PLAIN)
                                .meets(Mishap.at("COMPLETED", "other-event").with("event", "PENDING")),
                        scene -> {
                            scene.player().deposits(PLAIN).completes();
                            scene.player()
                                    .isCredited(
                                            PLAIN.price(), "for trade.status is COMPLETED, whatever the event says");
                        }));
    }

    private static void holdIsCreditedAsThePolicySays(Scene scene) throws InterruptedException {
        OrdinaryPath.Walk walk = scene.ordinary().walk(scene.notes());
        if (walk.atHold().isEmpty()) {
            scene.ordinary().require();
            scene.ordinary().requireProbe();
        }
        CreditPolicy told = scene.merchant().options().creditPolicy();
        if (walk.policy() == null) {
            scene.notes().repeat(walk.callback("HOLD"));
            String preCredit = Player.shown(OrdinaryPath.PRE_CREDIT) + " USD";
            throw Finding.violated(
                    told == null
                            ? "at HOLD nothing or preCredit, " + preCredit + ", credited"
                            : "at HOLD "
                                    + (told == CreditPolicy.INSTANT ? "preCredit, " + preCredit + ", " : "nothing ")
                                    + "credited, as --credit-policy says",
                    Player.shown(walk.atHold().get(0).balance()) + " USD");
        }
        scene.notes().line("the merchant credits by the policy " + walk.policy());
    }
}
