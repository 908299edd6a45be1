package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.simulator.TestItem.OTHER;
import static io.github.assetpaysim.contract.simulator.TestItem.PLAIN;
import static java.math.BigDecimal.ZERO;

import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.PlayedTrade;
import io.github.assetpaysim.contract.merchant.scene.TestUser;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.SentCallback;
import io.github.assetpaysim.contract.signing.CallbackSignature;
import io.github.assetpaysim.contract.simulator.PlannedFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether forged callbacks have no effect. Mostly the genuine ones never come, so that nothing hides what a forged one did. */
final class SignatureChecks {
    private static final String FORGED = "for nothing but forged callbacks said so";

    private SignatureChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                creditsNothing("SIG-01", "missing-key"),
                creditsNothing("SIG-03", "wrong-secret"),
                of(
                        "SIG-04",
                        forgedFromAcceptanceOn(
                                PlannedFault.always("tampered-trade").with("member", "price")),
                        SignatureChecks::forgedCreditCreditsNothing),
                of(
                        "SIG-05",
                        UserSpec.owning(PLAIN)
                                .meets(PlannedFault.at("PENDING", "tampered-trade")
                                        .with("member", "status")
                                        .with("value", "COMPLETED")),
                        context -> {
                            context.user().deposits(PLAIN).isOffered();
                            context.user().isCredited(ZERO, "for the trade is PENDING and its callback forged");
                        }),
                of(
                        "SIG-06",
                        List.of(
                                forgedFromAcceptanceOn(PlannedFault.always("tampered-trade")
                                        .with("member", "steamId")
                                        .naming(1)),
                                UserSpec.owning(OTHER)),
                        SignatureChecks::nobodyIsCredited),
                of(
                        "SIG-07",
                        List.of(forged("wrong-secret"), forged("missing-key"), forgedPrice()),
                        SignatureChecks::noAnswerTellsTheKey),
                of(
                        "SIG-08",
                        List.of(
                                forged("missing-key"),
                                forged("wrong-secret"),
                                forgedPrice(),
                                KeyChecks.meetsEveryForm("PENDING")),
                        SignatureChecks::everyAnswerRefuses),
                of(
                        "SIG-10",
                        List.of(
                                UserSpec.owning(PLAIN)
                                        .meets(PlannedFault.at("PENDING", "tampered-trade")
                                                .with("member", "status")
                                                .with("value", "COMPLETED")
                                                .afterwards()),
                                forgedFromAcceptanceOn(PlannedFault.always("tampered-trade")
                                        .with("member", "price")
                                        .afterwards())),
                        SignatureChecks::keyThatCameBeforeCreditsNothing));
    }

    private static UserSpec forged(String fault) {
        return UserSpec.owning(PLAIN).meets(PlannedFault.at("PENDING", fault));
    }

    private static UserSpec forgedPrice() {
        return UserSpec.owning(PLAIN)
                .meets(PlannedFault.at("PENDING", "tampered-trade").with("member", "price"));
    }

    private static MerchantCheck creditsNothing(String id, String fault) {
        return of(id, forgedFromAcceptanceOn(PlannedFault.always(fault)), SignatureChecks::forgedCreditCreditsNothing);
    }

    /** Before that nothing is credited, and a merchant may learn of the trade. */
    private static UserSpec forgedFromAcceptanceOn(PlannedFault fault) {
        return UserSpec.owning(PLAIN)
                .meets(fault.only("ACTIVE"))
                .meets(fault.only("HOLD"))
                .meets(fault.only("COMPLETED"));
    }

    private static void forgedCreditCreditsNothing(CheckContext context) throws Exception {
        context.user().deposits(PLAIN).completes();
        context.user().isCredited(ZERO, FORGED);
    }

    private static void nobodyIsCredited(CheckContext context) throws Exception {
        context.user(1).remember();
        context.user().deposits(PLAIN).completes();
        TestUser.areCredited(context.user().due(ZERO, FORGED), context.user(1).due(ZERO, FORGED));
    }

    /** Here the genuine callbacks come, each just before the forged one that bears its key. */
    private static void keyThatCameBeforeCreditsNothing(CheckContext context) throws Exception {
        context.user(0).deposits(PLAIN).isOffered();
        context.user(1).deposits(PLAIN).completes();
        TestUser.areCredited(
                context.user(0).due(ZERO, "for the trade is PENDING, and COMPLETED came under the key of PENDING"),
                context.user(1).due(PLAIN.price(), "for the higher price came under the key of the genuine one"));
    }

    private static void noAnswerTellsTheKey(CheckContext context) throws Exception {
        for (SentCallback callback : forgedOnes(context)) {
            PlayedTrade.requireSomebody(callback);
            String key = CallbackSignature.of(
                    Json.parse(callback.body()).path("payload").path("trade"),
                    context.merchant().settings().apiSecret());
            for (SentCallback.Answer answer : callback.answers()) {
                if (answer.body() != null
                        && answer.body().toLowerCase(Locale.ROOT).contains(key)) {
                    context.notes().repeat(callback);
                    throw CheckFailure.violated(
                            "an answer to the callback with " + callback.fault() + " that keeps the right key secret",
                            "the right key in the body: " + answer.body());
                }
            }
        }
    }

    private static void everyAnswerRefuses(CheckContext context) throws Exception {
        for (SentCallback callback : forgedOnes(context)) {
            isRefused(context, callback);
        }
    }

    /** Who acknowledges what cannot be right loses it: it may have been a genuine one that suffered on the way. */
    static void isRefused(CheckContext context, SentCallback callback) {
        PlayedTrade.requireSomebody(callback);
        for (SentCallback.Answer answer : callback.answers()) {
            if (answer.status() == null || answer.status() / 100 != 4) {
                context.notes().repeat(callback);
                throw CheckFailure.violated("4xx to the callback with " + callback.fault(), String.valueOf(answer))
                        .mayBeTime(answer.status() == null && callback.isTimedOut());
            }
        }
    }

    private static List<SentCallback> forgedOnes(CheckContext context) throws IOException, InterruptedException {
        List<SentCallback> forged = new ArrayList<>();
        for (TestUser user : context.users()) {
            user.deposits(PLAIN).isOffered().callbacks("PENDING").stream()
                    .filter(callback -> !callback.genuine())
                    .forEach(forged::add);
        }
        return forged;
    }
}
