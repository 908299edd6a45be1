package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.closing;
import static io.github.assetpaysim.contract.api.ApiCheck.of;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.api.receiver.Reply;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** What becomes of callbacks that are not acknowledged, and of those that are (A7.1, A7.4). */
final class RetryChecks {
    /** Real time that a merchant has whom a simulator is to wait for in vain. */
    private static final ObjectNode IMPATIENT = Json.object().put("callbackTimeout", "1s");

    private static final List<Duration> GAPS = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1));
    private static final Duration A_MOMENT = Duration.ofMillis(1);
    private static final Duration A_MONTH = Duration.ofDays(30);

    private static final List<Integer> REDIRECTS = List.of(302, 307, 301, 303, 308);

    private static final String FIRST = "INITIATED";

    private RetryChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("CALL-11", 2, context -> comesAgain(context, Reply.of(500))),
                of("CALL-12", 2, context -> comesAgain(context, Reply.of(404))),
                of("CALL-13", 2, context -> comesAgain(context, Reply.of(204))),
                of("CALL-14", 2, context -> comesAgain(context, Reply.none())),
                of("CALL-15", 2, RetryChecks::comesAgainAfterTimeOut),
                of("CALL-16", 2, RetryChecks::followsNoRedirect),
                of("CALL-17", 2, RetryChecks::sameBytes),
                of("CALL-18", 0, RetryChecks::schedule),
                closing("CALL-19", 0, RetryChecks::nothingAfter200));
    }

    /** The first attempts of every callback are answered so, the others with 200. */
    private static BiFunction<Received, Integer, Reply> failing(int attempts, Reply reply) {
        return (callback, before) -> before < attempts ? reply : Reply.OK;
    }

    private static void comesAgain(ApiContext context, Reply reply) throws Exception {
        StartedTrade trade = context.trader().deposits(failing(1, reply));
        trade.awaited().again(FIRST, 1);
        if (context.hasControl()) {
            // Enough time has passed for the retries of what came meanwhile.
            for (String status : statuses(trade)) {
                requireAttempts(trade, status, 2);
            }
        }
    }

    private static Set<String> statuses(StartedTrade trade) {
        Set<String> statuses = new LinkedHashSet<>();
        trade.inbox().about(trade.id()).forEach(callback -> statuses.add(callback.status()));
        return statuses;
    }

    private static void requireAttempts(StartedTrade trade, String status, int least) {
        List<Received> came = trade.inbox().about(trade.id(), status);
        if (came.size() < least) {
            throw CheckFailure.violated(
                    least + " attempts of the callback about " + status + " of trade " + trade.id(), came.toString());
        }
    }

    private static void comesAgainAfterTimeOut(ApiContext context) throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        try {
            Reply never = Reply.none().after(end);
            StartedTrade trade = context.trader(IMPATIENT)
                    .deposits((callback, before) ->
                            before == 0 && callback.status().equals(FIRST) ? never : Reply.OK);
            trade.awaited().again(FIRST, 1);
        } finally {
            end.complete(null);
        }
    }

    private static void followsNoRedirect(ApiContext context) throws Exception {
        String elsewhere = context.elsewhere();
        StartedTrade trade = context.trader()
                .deposits((callback, before) -> callback.status().equals(FIRST) && before < REDIRECTS.size()
                        ? Reply.redirect(REDIRECTS.get(before), elsewhere)
                        : Reply.OK);
        CheckFailure noRetry = noRetry(trade);
        List<Received> followed = context.sentTo(elsewhere);
        if (!followed.isEmpty()) {
            throw CheckFailure.violated(
                    "nothing to be sent where a redirect leads",
                    followed.get(0).method() + " " + followed.get(0).path());
        }
        if (noRetry != null) {
            throw noRetry;
        }
        if (context.hasControl()) {
            requireAttempts(trade, FIRST, 1 + REDIRECTS.size());
        }
    }

    private static void sameBytes(ApiContext context) throws Exception {
        StartedTrade deposit = context.trader().deposits(failing(2, Reply.of(500)));
        CheckFailure noRetry = noRetry(deposit);
        if (noRetry != null) {
            throw noRetry.isViolation()
                    ? CheckFailure.blocked("needs what CALL-11 is about: " + noRetry.getMessage())
                    : noRetry;
        }
        requireSameBytes(deposit);
        if (context.hasControl()) {
            StartedTrade withdrawal = context.trader().withdraws(failing(2, Reply.of(500)));
            if (noRetry(withdrawal) == null) {
                requireSameBytes(withdrawal);
            }
        }
    }

    private static CheckFailure noRetry(StartedTrade trade) throws Exception {
        try {
            trade.awaited().again(FIRST, 1);
            return null;
        } catch (CheckFailure e) {
            return e;
        }
    }

    private static void requireSameBytes(StartedTrade trade) {
        for (String status : statuses(trade)) {
            List<Received> attempts = trade.inbox().about(trade.id(), status);
            for (Received attempt : attempts) {
                if (!attempt.hasBody(attempts.get(0).body())) {
                    throw CheckFailure.violated("every " + attempt + " to be " + text(attempts.get(0)), text(attempt));
                }
            }
        }
    }

    private static String text(Received callback) {
        return new String(callback.body(), UTF_8);
    }

    private static void schedule(ApiContext context) throws Exception {
        context.requireControl();
        Trader trader = context.trader();
        StartedTrade trade =
                trader.deposits((callback, before) -> callback.status().equals(FIRST) ? Reply.of(500) : Reply.OK);
        trade.callback(FIRST);
        int attempts = 1;
        for (Duration gap : GAPS) {
            trader.merchant().advance(gap.minus(A_MOMENT));
            requireExactly(trade, attempts, "shortly before " + gap + " have passed since attempt " + attempts);
            trader.merchant().advance(A_MOMENT);
            attempts++;
            requireExactly(trade, attempts, gap + " after attempt " + (attempts - 1));
        }
        trader.merchant().advance(A_MONTH);
        requireExactly(trade, attempts, "a month later");
    }

    private static void requireExactly(StartedTrade trade, int attempts, String when) {
        int came = trade.inbox().about(trade.id(), FIRST).size();
        if (came != attempts) {
            throw CheckFailure.violated(attempts + " attempts " + when, String.valueOf(came));
        }
    }

    private static void nothingAfter200(ApiContext context) throws Exception {
        OrdinaryDeposit.Walk deposit = context.ordinaryDeposit();
        deposit.callbacks();
        if (context.hasControl()) {
            Trader trader = context.trader();
            StartedTrade trade = trader.deposits(
                    (callback, before) -> before == 0 && callback.status().equals(FIRST) ? Reply.of(500) : Reply.OK);
            trade.callback(FIRST);
            trader.merchant().advance(A_MONTH);
            requireNothingAfter200(trade);
            // What belongs to another check is not made to wait before that one has ended.
            deposit.trader().merchant().advance(A_MONTH);
        }
        requireNothingAfter200(deposit.trade());
    }

    private static void requireNothingAfter200(StartedTrade trade) {
        for (String status : statuses(trade)) {
            boolean acknowledged = false;
            for (Received attempt : trade.inbox().about(trade.id(), status)) {
                if (acknowledged) {
                    throw CheckFailure.violated(
                            "no attempt after the " + attempt,
                            trade.inbox().about(trade.id(), status).toString());
                }
                acknowledged = attempt.answered() != null && attempt.answered() == 200;
            }
        }
    }
}
