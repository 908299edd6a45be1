package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofOrdinaryPath;
import static io.github.assetpaysim.contract.merchant.Ware.CHINESE;
import static io.github.assetpaysim.contract.merchant.Ware.PLAIN;
import static io.github.assetpaysim.contract.merchant.Ware.STAR;

import io.github.assetpaysim.contract.plan.Finding;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Whether genuine callbacks are acknowledged, however they look. */
final class AnswerChecks {
    private static final long LONGEST_MILLIS = 15_000;
    private static final long LONG_MILLIS = 3_000;
    /** Events before the hold that end a trade, and the statuses that are announced then. */
    private static final List<Map.Entry<String, String>> BAD_ENDS =
            List.of(Map.entry("decline", "DECLINED"), Map.entry("fail", "FAILED"), Map.entry("cancel", "CANCELED"));

    private AnswerChecks() {}

    static List<MerchantCheck> all() {
        List<MerchantCheck> checks = new ArrayList<>(List.of(
                ofOrdinaryPath("CB-01", List.of(), AnswerChecks::everyCallbackIsAcknowledged),
                ofOrdinaryPath("CB-02", List.of(), scene -> everyAnswerComesWithin(scene, LONGEST_MILLIS)),
                ofOrdinaryPath("CB-03", List.of(), scene -> everyAnswerComesWithin(scene, LONG_MILLIS))));
        checks.add(verifies("CB-04", Mishap.always("unknown-members")));
        checks.add(of(
                "CB-05",
                Role.owning(PLAIN).meets(Mishap.at("PENDING", "unknown-status")),
                AnswerChecks::anUnknownStatusMovesNothing));
        checks.add(verifies("CB-06", Mishap.always("reserialized").with("style", "key-order")));
        checks.add(verifies("CB-07", Mishap.always("reserialized").with("style", "white-space")));
        checks.add(verifies("CB-08", Mishap.always("reserialized").with("style", "number-form")));
        checks.add(of(
                "CB-09",
                Role.owning(STAR).meets(Mishap.always("reserialized").with("style", "escaped-unicode")),
                scene -> isCredited(scene, STAR)));
        checks.add(of("CB-10", Role.owning(STAR, CHINESE), scene -> isCredited(scene, STAR, CHINESE)));
        checks.add(verifies("CB-11", Mishap.always("many-items").with("count", 250)));
        checks.add(of(
                "CB-12",
                Collections.nCopies(BAD_ENDS.size(), Role.owning(PLAIN)),
                AnswerChecks::badEndsAreAcknowledged));
        return checks;
    }

    /** A check in which every callback of a deposit looks unusual, and all are genuine. */
    private static MerchantCheck verifies(String id, Mishap mishap) {
        return of(id, Role.owning(PLAIN).meets(mishap), scene -> isCredited(scene, PLAIN));
    }

    private static void isCredited(Scene scene, Ware... wares) throws Exception {
        scene.player().deposits(wares).completesAcknowledged();
        BigDecimal total = List.of(wares).stream().map(Ware::price).reduce(BigDecimal.ZERO, BigDecimal::add);
        scene.player().isCredited(total, "for its callbacks are genuine");
    }

    private static void badEndsAreAcknowledged(Scene scene) throws Exception {
        for (int i = 0; i < BAD_ENDS.size(); i++) {
            String status = BAD_ENDS.get(i).getValue();
            scene.player(i)
                    .deposits(PLAIN)
                    .isOffered()
                    .happens(BAD_ENDS.get(i).getKey())
                    .isTold(status)
                    .isAcknowledged(status);
        }
        scene.player()
                .deposits(PLAIN)
                .isOnHold()
                .happens("revert")
                .isTold("REVERTED")
                .isAcknowledged("REVERTED");
    }

    private static void anUnknownStatusMovesNothing(Scene scene) throws Exception {
        Deposit deposit = scene.player().deposits(PLAIN).isOffered();
        deposit.isAcknowledged("PENDING");
        scene.player().isCredited(BigDecimal.ZERO, "for nobody knows what the status means");
    }

    private static void everyCallbackIsAcknowledged(Scene scene) throws InterruptedException {
        OrdinaryPath.Walk walk = scene.ordinary().walk(scene.notes());
        if (walk.callbacks().isEmpty() && walk.broken() != null) {
            throw walk.broken();
        }
        for (SentCallback callback : walk.callbacks()) {
            check(scene, callback);
        }
    }

    private static void check(Scene scene, SentCallback callback) {
        List<SentCallback.Answer> answers = callback.answers();
        if (callback.isAcknowledged() && (answers.size() == 1 || isLateOrder(scene, callback))) {
            return;
        }
        if (callback.isTimedOut()) {
            throw Finding.blocked("the callback " + callback.event() + " was not answered in time, which is CB-02");
        }
        if (answers.stream().allMatch(answer -> answer.status() == null)) {
            throw Finding.inconclusive("nobody answers at " + callback.url() + ": the simulator got " + answers
                    + "; start the merchant, or correct --callback-url");
        }
        if (!scene.merchant().startsDeposits() && answers.stream().allMatch(AnswerChecks::mayMeanUnknownOrder)) {
            throw Finding.inconclusive("the merchant answered " + answers + " to the callback " + callback.event()
                    + " of a deposit that it did not start itself: if it refuses orders that it does not know, tell"
                    + " how it starts one with --start-deposit; otherwise correct --callback-url");
        }
        scene.notes().repeat(callback);
        boolean unauthorized = answers.stream()
                .allMatch(answer -> answer.status() != null && (answer.status() == 401 || answer.status() == 403));
        throw Finding.violated(
                "HTTP 200 to the callback " + callback.event(),
                answers + (unauthorized ? "; was the merchant started with the secret given as --api-secret?" : ""));
    }

    /** A merchant that stores an order after AssetPay's answer knows it only a moment later. */
    private static boolean isLateOrder(Scene scene, SentCallback callback) {
        return scene.merchant().startsDeposits()
                && callback.answers().stream()
                        .allMatch(answer -> answer.status() != null && (answer.status() == 200 || is4xx(answer)));
    }

    private static boolean mayMeanUnknownOrder(SentCallback.Answer answer) {
        return answer.status() != null && is4xx(answer) && answer.status() != 401 && answer.status() != 403;
    }

    private static boolean is4xx(SentCallback.Answer answer) {
        return answer.status() / 100 == 4;
    }

    private static void everyAnswerComesWithin(Scene scene, long longest) throws InterruptedException {
        OrdinaryPath.Walk walk = scene.ordinary().walk(scene.notes());
        long allowed = scene.merchant().options().callbackTimeout().toMillis();
        long millis = Math.min(longest, allowed);
        boolean any = false;
        for (SentCallback callback : walk.callbacks()) {
            for (SentCallback.Answer answer : callback.answers()) {
                boolean timedOut = callback.isTimedOut();
                if (timedOut || answer.status() != null && answer.millis() > millis) {
                    scene.notes().repeat(callback);
                    throw Finding.violated(
                            "an answer to the callback " + callback.event() + " within "
                                    + BigDecimal.valueOf(millis, 3)
                                            .stripTrailingZeros()
                                            .toPlainString() + " s"
                                    + (allowed < longest ? ", as --callback-timeout says" : ""),
                            timedOut ? callback.answers().toString() : "one after " + answer.millis() + " ms");
                }
                any |= answer.status() != null;
            }
        }
        if (!any) {
            throw Finding.blocked("no callback was answered" + (walk.broken() == null ? "" : ": " + walk.trouble()));
        }
    }
}
