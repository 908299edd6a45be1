package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofOrdinaryPath;
import static io.github.assetpaysim.contract.simulator.TestItem.PLAIN;
import static java.math.BigDecimal.ZERO;

import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.CreditPolicy;
import io.github.assetpaysim.contract.merchant.scene.HappyPath;
import io.github.assetpaysim.contract.merchant.scene.Usd;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.simulator.PlannedFault;
import java.util.List;

/** Whether money moves at the right status, and at no other. */
final class WhenChecks {
    private WhenChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                of("WHEN-01", UserSpec.owning(PLAIN), context -> {
                    context.user()
                            .deposits(PLAIN)
                            .happens("send-offer")
                            .happens("escrow")
                            .isTold("ESCROW");
                    context.user().isCredited(ZERO, "for the trade has not come to HOLD");
                }),
                ofOrdinaryPath("WHEN-02", List.of(), WhenChecks::holdIsCreditedAsThePolicySays),
                of(
                        "WHEN-03",
                        UserSpec.owning(PLAIN)
                                .meets(PlannedFault.at("PENDING", "other-event").with("event", "COMPLETED")),
                        context -> {
                            context.user().deposits(PLAIN).isOffered();
                            context.user().isCredited(ZERO, "for trade.status is PENDING, whatever the event says");
                        }),
                of(
                        "WHEN-04",
                        UserSpec.owning(PLAIN)
                                .meets(PlannedFault.at("COMPLETED", "other-event")
                                        .with("event", "PENDING")),
                        context -> {
                            context.user().deposits(PLAIN).completes();
                            context.user()
                                    .isCredited(
                                            PLAIN.price(), "for trade.status is COMPLETED, whatever the event says");
                        }),
                of("WHEN-05", UserSpec.owning(PLAIN), context -> {
                    context.user()
                            .deposits(PLAIN)
                            .happens("send-offer")
                            .happens("escrow")
                            .isTold("ESCROW")
                            .happens("end-hold")
                            .happens("end-hold")
                            .isTold("COMPLETED");
                    context.user().isCredited(PLAIN.price(), "for the trade is COMPLETED, and ESCROW lay on its way");
                }));
    }

    private static void holdIsCreditedAsThePolicySays(CheckContext context) throws InterruptedException {
        HappyPath.Walk walk = context.ordinary().walk(context.notes());
        if (walk.atHold().isEmpty()) {
            context.ordinary().require();
            context.ordinary().requireProbe();
        }
        CreditPolicy told = context.merchant().settings().creditPolicy();
        if (walk.policy() == null) {
            context.notes().repeat(walk.callback("HOLD"));
            String preCredit = Usd.shown(HappyPath.PRE_CREDIT) + " USD";
            throw CheckFailure.violated(
                            told == null
                                    ? "at HOLD nothing or preCredit, " + preCredit + ", credited"
                                    : "at HOLD "
                                            + (told == CreditPolicy.INSTANT
                                                    ? "preCredit, " + preCredit + ", "
                                                    : "nothing ")
                                            + "credited, as --credit-policy says",
                            Usd.shown(walk.atHold().get(0).balance()) + " USD")
                    .mayBeTime(walk.atHold().get(0).balance().compareTo(HappyPath.PRE_CREDIT) < 0);
        }
        context.notes().line("the merchant credits by the policy " + walk.policy());
    }
}
