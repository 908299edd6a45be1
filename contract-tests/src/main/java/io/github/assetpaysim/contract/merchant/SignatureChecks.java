package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.Ware.OTHER;
import static io.github.assetpaysim.contract.merchant.Ware.PLAIN;
import static java.math.BigDecimal.ZERO;

import io.github.assetpaysim.contract.CallbackSignature;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.Finding;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether forged callbacks have no effect. The genuine ones never come, so that nothing hides what a forged one did. */
final class SignatureChecks {
    private static final String FORGED = "for nothing but forged callbacks said so";

    private SignatureChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                creditsNothing("SIG-01", "missing-key"),
                creditsNothing("SIG-02", "malformed-key"),
                creditsNothing("SIG-03", "wrong-secret"),
                of(
                        "SIG-04",
                        forgedFromAcceptanceOn(Mishap.always("tampered-trade").with("member", "price")),
                        SignatureChecks::forgedCreditCreditsNothing),
                of(
                        "SIG-05",
                        Role.owning(PLAIN)
                                .meets(Mishap.at("PENDING", "tampered-trade")
                                        .with("member", "status")
                                        .with("value", "COMPLETED")),
                        scene -> {
                            scene.player().deposits(PLAIN).isOffered();
                            scene.player().isCredited(ZERO, "for the trade is PENDING and its callback forged");
                        }),
                of(
                        "SIG-06",
                        List.of(
                                forgedFromAcceptanceOn(Mishap.always("tampered-trade")
                                        .with("member", "steamId")
                                        .naming(1)),
                                Role.owning(OTHER)),
                        SignatureChecks::nobodyIsCredited),
                of(
                        "SIG-07",
                        List.of(forged("wrong-secret"), forged("missing-key"), forgedPrice()),
                        SignatureChecks::noAnswerTellsTheKey),
                of(
                        "SIG-08",
                        List.of(forged("missing-key"), forged("malformed-key"), forged("wrong-secret"), forgedPrice()),
                        SignatureChecks::everyAnswerRefuses));
    }

    private static Role forged(String fault) {
        return Role.owning(PLAIN).meets(Mishap.at("PENDING", fault));
    }

    private static Role forgedPrice() {
        return Role.owning(PLAIN).meets(Mishap.at("PENDING", "tampered-trade").with("member", "price"));
    }

    private static MerchantCheck creditsNothing(String id, String fault) {
        return of(id, forgedFromAcceptanceOn(Mishap.always(fault)), SignatureChecks::forgedCreditCreditsNothing);
    }

    /** Before that nothing is credited, and a merchant may learn of the trade. */
    private static Role forgedFromAcceptanceOn(Mishap mishap) {
        return Role.owning(PLAIN)
                .meets(mishap.only("ACTIVE"))
                .meets(mishap.only("HOLD"))
                .meets(mishap.only("COMPLETED"));
    }

    private static void forgedCreditCreditsNothing(Scene scene) throws Exception {
        scene.player().deposits(PLAIN).completes();
        scene.player().isCredited(ZERO, FORGED);
    }

    private static void nobodyIsCredited(Scene scene) throws Exception {
        scene.player(1).remember();
        scene.player().deposits(PLAIN).completes();
        Player.areCredited(scene.player().due(ZERO, FORGED), scene.player(1).due(ZERO, FORGED));
    }

    private static void noAnswerTellsTheKey(Scene scene) throws Exception {
        for (SentCallback callback : forgedOnes(scene)) {
            Deposit.requireSomebody(callback);
            String key = CallbackSignature.of(
                    Json.parse(callback.body()).path("payload").path("trade"),
                    scene.merchant().options().apiSecret());
            for (SentCallback.Answer answer : callback.answers()) {
                if (answer.body() != null
                        && answer.body().toLowerCase(Locale.ROOT).contains(key)) {
                    scene.notes().repeat(callback);
                    throw Finding.violated(
                            "an answer to the callback with " + callback.fault() + " that keeps the right key secret",
                            "the right key in the body: " + answer.body());
                }
            }
        }
    }

    private static void everyAnswerRefuses(Scene scene) throws Exception {
        for (SentCallback callback : forgedOnes(scene)) {
            isRefused(scene, callback);
        }
    }

    /** Who acknowledges what cannot be right loses it: it may have been a genuine one that suffered on the way. */
    static void isRefused(Scene scene, SentCallback callback) {
        Deposit.requireSomebody(callback);
        for (SentCallback.Answer answer : callback.answers()) {
            if (answer.status() == null || answer.status() / 100 != 4) {
                scene.notes().repeat(callback);
                throw Finding.violated("4xx to the callback with " + callback.fault(), String.valueOf(answer));
            }
        }
    }

    private static List<SentCallback> forgedOnes(Scene scene) throws IOException, InterruptedException {
        List<SentCallback> forged = new ArrayList<>();
        for (int i = 0; i < scene.players(); i++) {
            forged.addAll(scene.player(i).deposits(PLAIN).isOffered().callbacks("PENDING"));
        }
        return forged;
    }
}
