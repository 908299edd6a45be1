package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofAllOthers;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofOrdinaryPath;
import static io.github.assetpaysim.contract.simulator.TestItem.CHINESE;
import static io.github.assetpaysim.contract.simulator.TestItem.PLAIN;
import static io.github.assetpaysim.contract.simulator.TestItem.STAR;

import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.HappyPath;
import io.github.assetpaysim.contract.merchant.scene.PlayedTrade;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.LikelyCause;
import io.github.assetpaysim.contract.plan.SentCallback;
import io.github.assetpaysim.contract.simulator.PlannedFault;
import io.github.assetpaysim.contract.simulator.SimulatorSession;
import io.github.assetpaysim.contract.simulator.TestItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Whether genuine callbacks are acknowledged, however they look. */
final class AnswerChecks {
    /** Events before the hold that end a trade, and the statuses that are announced then. */
    private static final List<Map.Entry<String, String>> BAD_ENDS =
            List.of(Map.entry("decline", "DECLINED"), Map.entry("fail", "FAILED"), Map.entry("cancel", "CANCELED"));

    /** So slowly that each piece is a packet, each cut inside a character of several bytes that has one. */
    private static final PlannedFault IN_PIECES =
            PlannedFault.always("slow-sending").with("over", "300ms").with("attempts", SimulatorSession.ATTEMPTS);

    private AnswerChecks() {}

    static List<MerchantCheck> all() {
        List<MerchantCheck> checks = new ArrayList<>(List.of(
                ofOrdinaryPath("CB-01", List.of(), AnswerChecks::everyCallbackIsAcknowledged),
                ofOrdinaryPath("CB-02", List.of(), context -> everyAnswerComes(context, AnswerTime.LONGEST)),
                ofOrdinaryPath("CB-03", List.of(), context -> everyAnswerComes(context, AnswerTime.LONG))));
        checks.add(verifies("CB-04", PlannedFault.always("unknown-members")));
        checks.add(of(
                "CB-05",
                UserSpec.owning(PLAIN).meets(PlannedFault.at("PENDING", "unknown-status")),
                AnswerChecks::anUnknownStatusMovesNothing));
        checks.add(verifies("CB-06", PlannedFault.always("reserialized").with("style", "key-order")));
        checks.add(verifies("CB-07", PlannedFault.always("reserialized").with("style", "white-space")));
        checks.add(verifies("CB-08", PlannedFault.always("reserialized").with("style", "number-form")));
        checks.add(of(
                "CB-09",
                UserSpec.owning(STAR).meets(PlannedFault.always("reserialized").with("style", "escaped-unicode")),
                context -> isCredited(context, STAR)));
        checks.add(of("CB-10", UserSpec.owning(STAR, CHINESE), context -> isCredited(context, STAR, CHINESE)));
        checks.add(verifies("CB-11", PlannedFault.always("many-items").with("count", 250)));
        checks.add(of(
                "CB-12",
                Collections.nCopies(BAD_ENDS.size(), UserSpec.owning(PLAIN)),
                AnswerChecks::badEndsAreAcknowledged));
        checks.add(ofAllOthers("CB-13", CheckContext::requireAcknowledgements));
        checks.add(of(
                "CB-14",
                UserSpec.owning(STAR, CHINESE).meets(IN_PIECES.only("HOLD")).meets(IN_PIECES.only("COMPLETED")),
                context -> isCredited(context, STAR, CHINESE)));
        return checks.stream().map(MerchantCheck::judgingAnswers).toList();
    }

    /** A check in which every callback of a deposit looks unusual, and all are genuine. */
    private static MerchantCheck verifies(String id, PlannedFault fault) {
        return of(id, UserSpec.owning(PLAIN).meets(fault), context -> isCredited(context, PLAIN));
    }

    private static void isCredited(CheckContext context, TestItem... testItems) throws Exception {
        context.user().deposits(testItems).completesAcknowledged();
        BigDecimal total = List.of(testItems).stream().map(TestItem::price).reduce(BigDecimal.ZERO, BigDecimal::add);
        context.user().isCredited(total, "for its callbacks are genuine");
    }

    private static void badEndsAreAcknowledged(CheckContext context) throws Exception {
        for (int i = 0; i < BAD_ENDS.size(); i++) {
            String status = BAD_ENDS.get(i).getValue();
            context.user(i)
                    .deposits(PLAIN)
                    .isOffered()
                    .happens(BAD_ENDS.get(i).getKey())
                    .isTold(status)
                    .isAcknowledged(status);
        }
        context.user()
                .deposits(PLAIN)
                .isOnHold()
                .happens("revert")
                .isTold("REVERTED")
                .isAcknowledged("REVERTED");
    }

    private static void anUnknownStatusMovesNothing(CheckContext context) throws Exception {
        PlayedTrade deposit = context.user().deposits(PLAIN).isOffered();
        deposit.isAcknowledged("PENDING");
        context.user().isCredited(BigDecimal.ZERO, "for nobody knows what the status means");
    }

    private static void everyCallbackIsAcknowledged(CheckContext context) throws InterruptedException {
        HappyPath.Walk walk = context.ordinary().walk(context.notes());
        if (walk.callbacks().isEmpty() && walk.broken() != null) {
            throw walk.broken();
        }
        for (SentCallback callback : walk.callbacks()) {
            check(context, walk, callback);
        }
    }

    private static void check(CheckContext context, HappyPath.Walk walk, SentCallback callback) {
        List<SentCallback.Answer> answers = callback.answers();
        if (callback.isAcknowledged() && (answers.size() == 1 || isLateOrder(context, walk, callback))) {
            return;
        }
        if (callback.isTimedOut()) {
            throw CheckFailure.blocked(
                    "the callback " + callback.event() + " was not answered in time, which is CB-02");
        }
        if (answers.stream().allMatch(answer -> answer.status() == null)) {
            throw CheckFailure.inconclusive("nobody answers at " + callback.url() + ": the simulator got " + answers
                    + "; start the merchant, or correct --callback-url");
        }
        if (!context.merchant().startsDeposits() && answers.stream().allMatch(AnswerChecks::mayMeanUnknownOrder)) {
            throw CheckFailure.inconclusive("the merchant answered " + answers + " to the callback " + callback.event()
                    + " of a deposit that it did not start itself: if it refuses orders that it does not know, tell"
                    + " how it starts one with --start-deposit; otherwise correct --callback-url");
        }
        context.notes().repeat(callback);
        throw CheckFailure.violated("HTTP 200 to the callback " + callback.event(), String.valueOf(answers))
                .because(LikelyCause.ofAnswers(callback));
    }

    /** A merchant that stores an order after AssetPay's answer knows it only a moment later. */
    private static boolean isLateOrder(CheckContext context, HappyPath.Walk walk, SentCallback callback) {
        boolean first = walk.callbacks().stream()
                .filter(each -> each.tradeId().equals(callback.tradeId()))
                .findFirst()
                .filter(callback::equals)
                .isPresent();
        return first
                && context.merchant().startsDeposits()
                && callback.answers().stream()
                        .allMatch(answer -> answer.status() != null && (answer.status() == 200 || is4xx(answer)));
    }

    private static boolean mayMeanUnknownOrder(SentCallback.Answer answer) {
        return answer.status() != null && is4xx(answer) && answer.status() != 401 && answer.status() != 403;
    }

    private static boolean is4xx(SentCallback.Answer answer) {
        return answer.status() / 100 == 4;
    }

    private static void everyAnswerComes(CheckContext context, AnswerTime time) throws InterruptedException {
        HappyPath.Walk walk = context.ordinary().walk(context.notes());
        time.isKept(walk.callbacks(), walk.broken() == null ? null : walk.trouble(), context);
    }
}
