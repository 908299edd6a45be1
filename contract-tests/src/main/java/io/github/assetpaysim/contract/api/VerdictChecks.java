package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.api.receiver.Reply;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** The gate of a withdrawal: what the merchant answers when it is asked, and what follows (A7.6). */
final class VerdictChecks {
    private static final String GATE = "INITIATED";
    private static final Set<String> BOUGHT = Set.of("PENDING", "ACTIVE", "ESCROW", "HOLD", "COMPLETED");

    /** 408 and 429 are none, for they only ask for patience. */
    private static final List<Integer> REJECTIONS = List.of(400, 401, 403, 404, 422, 405, 409, 410, 418, 451);

    /** As many as a host is asked that has no control API and allows few. */
    private static final int FEW = 5;

    /** Long enough to see whether somebody buys without waiting for the verdict. */
    private static final Duration SHORTLY = Duration.ofMillis(300);

    private static final Duration A_WHILE = Duration.ofSeconds(2);

    /** Shorter than the first gap between attempts, and longer than a purchase takes. */
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(9);

    private static final Duration A_DAY = Duration.ofDays(1);
    private static final int ATTEMPTS = 3;

    /** Real time that a merchant has whom a simulator is to wait for in vain. */
    private static final ObjectNode IMPATIENT = Json.object().put("callbackTimeout", "1s");

    /** What it has for the attempts after the one that is waited for in vain. */
    private static final ObjectNode PATIENT = Json.object().put("callbackTimeout", "10s");

    private VerdictChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("WDR-05", 4, VerdictChecks::isAwaited),
                of("WDR-06", 3, context -> rejects(context, context.trader(), 402)),
                of("WDR-07", 3 * FEW, VerdictChecks::otherRejections),
                of("WDR-08", 3, VerdictChecks::isAnnounced),
                of("WDR-09", 3, context -> isNoVerdict(context.trader(), List.of(Reply.of(500)))),
                of("WDR-10", 3, context -> isNoVerdict(context.trader(), List.of(Reply.of(408), Reply.of(429)))),
                of("WDR-11", 3, VerdictChecks::timeOutIsNoVerdict),
                of("WDR-12", 3, VerdictChecks::givesUp));
    }

    /** The first attempts at the gate are answered with these, everything else with 200. */
    private static BiFunction<Received, Integer, Reply> gate(List<Reply> replies) {
        return (callback, before) ->
                callback.status().equals(GATE) && before < replies.size() ? replies.get(before) : Reply.OK;
    }

    private static BiFunction<Received, Integer, Reply> always(Reply reply) {
        return (callback, before) -> callback.status().equals(GATE) ? reply : Reply.OK;
    }

    private static void isAwaited(ApiContext context) throws Exception {
        CompletableFuture<Void> verdict = new CompletableFuture<>();
        try {
            Trader trader = context.trader();
            BigDecimal balance = balance(trader);
            StartedTrade trade = trader.withdraws(gate(List.of(Reply.OK.after(verdict))));
            isAsked(trade);
            trade.awaited().hears(1, context.hasControl() ? SHORTLY : A_WHILE);
            requireUnbought(trader, trade, balance, "before the verdict");
            String status = trade.status();
            if (!status.equals(GATE)) {
                throw CheckFailure.violated("trade " + trade.id() + " to be INITIATED until the verdict", status);
            }
            verdict.complete(null);
        } finally {
            verdict.complete(null);
        }
        if (context.hasControl()) {
            timeBuysNothing(context);
        }
    }

    /** On a clock that stands still nothing would be bought in any case. */
    private static void timeBuysNothing(ApiContext context) throws Exception {
        Trader trader = context.trader();
        BigDecimal balance = balance(trader);
        StartedTrade trade = trader.withdraws(always(Reply.of(500)));
        isAsked(trade);
        trader.merchant().advance(BETWEEN_ATTEMPTS);
        requireUnbought(trader, trade, balance, "before the verdict");
        trader.merchant().advance(A_DAY);
        requireUnbought(trader, trade, balance, "without a verdict");
    }

    private static void otherRejections(ApiContext context) throws Exception {
        Trader trader = context.trader();
        for (int status : trader.isControlled() ? REJECTIONS : REJECTIONS.subList(0, FEW)) {
            rejects(context, trader, status);
        }
    }

    private static void rejects(ApiContext context, Trader trader, int answer) throws Exception {
        BigDecimal balance = balance(trader);
        JsonNode listing = trader.forSale("730", 1).get(0);
        StartedTrade trade =
                trader.withdraws(trader.answering(trader.order("730", List.of(listing)), always(Reply.of(answer))));
        isAsked(trade);
        isCanceled(context, trade);
        if (trader.isControlled()) {
            trader.merchant().advance(A_DAY);
        }
        String when = "after it was rejected with " + answer;
        requireUnbought(trader, trade, balance, when);
        String status = trade.status();
        if (!status.startsWith("CANCEL")) {
            throw CheckFailure.violated("trade " + trade.id() + " to be cancelled " + when, status);
        }
        if (trader.isControlled()) {
            requireForSale(trader, listing);
        }
    }

    /** That the merchant is asked at all is what another requirement is about. */
    private static void isAsked(StartedTrade trade) {
        try {
            trade.callback(GATE);
        } catch (CheckFailure e) {
            throw e.isViolation() ? CheckFailure.blocked("needs what WDR-03 is about: " + e.getMessage()) : e;
        }
    }

    /** Waits until a rejection has been heeded. */
    private static void isCanceled(ApiContext context, StartedTrade trade) throws Exception {
        if (context.hasControl()) {
            trade.comesTo("CANCELED");
            trade.awaitCallbacks();
        } else {
            trade.awaited().hears(1, context.patience());
        }
    }

    private static void requireForSale(Trader trader, JsonNode listing) throws InterruptedException {
        String id = listing.path("id").asText();
        Exchange answer = trader.caller()
                .get(
                        Operation.LISTINGS,
                        "itemId",
                        id,
                        "delivery",
                        listing.at("/offer/delivery").asText("normal"));
        if (!answer.isSuccess()) {
            throw CheckFailure.blocked("needs the listings of a kind, which MKT-16 is about: " + answer.answered());
        }
        for (JsonNode each : answer.data()) {
            if (each.path("id").asText().equals(id)) {
                return;
            }
        }
        throw CheckFailure.violated("listing " + id + " to be for sale again", answer.answered());
    }

    private static void isAnnounced(ApiContext context) throws Exception {
        StartedTrade trade = context.trader().withdraws(always(Reply.of(402)));
        isAsked(trade);
        trade.callback("CANCELED");
        String status = trade.status();
        if (!status.equals("CANCELED")) {
            throw CheckFailure.violated("trade " + trade.id() + " to be CANCELED in the history", status);
        }
    }

    /** The merchant is asked again after each of these, and what it answers then approves. */
    private static void isNoVerdict(Trader trader, List<Reply> replies) throws Exception {
        StartedTrade trade = trader.withdraws(gate(replies));
        if (trader.isControlled()) {
            isAsked(trade);
            trader.merchant().change(PATIENT);
        }
        for (int attempts = 1; attempts <= replies.size(); attempts++) {
            List<Received> came = trade.awaited().again(GATE, attempts);
            if (came.size() > replies.size()) {
                break;
            }
        }
        trade.comesTo("ACTIVE");
    }

    private static void timeOutIsNoVerdict(ApiContext context) throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        try {
            isNoVerdict(context.trader(IMPATIENT), List.of(Reply.none().after(end)));
        } finally {
            end.complete(null);
        }
    }

    private static void givesUp(ApiContext context) throws Exception {
        Trader trader = context.trader();
        BigDecimal balance = balance(trader);
        StartedTrade trade = trader.withdraws(always(Reply.of(500)));
        for (int attempts = 1;
                attempts < ATTEMPTS;
                attempts = trade.inbox().about(trade.id(), GATE).size()) {
            trade.awaited().again(GATE, attempts);
        }
        isCanceled(context, trade);
        if (!context.hasControl()) {
            trade.awaited().hears(ATTEMPTS, context.patience());
        }
        requireUnbought(trader, trade, balance, "without a verdict");
        List<String> came =
                trade.inbox().about(trade.id()).stream().map(Received::status).toList();
        String status = trade.status();
        if (!status.equals("CANCELED") || came.indexOf("CANCELED") >= 0 && came.indexOf("CANCELED") < ATTEMPTS) {
            throw CheckFailure.violated(
                    "trade " + trade.id() + " to be CANCELED after " + ATTEMPTS + " attempts",
                    status + " with callbacks about " + came);
        }
        long asked = came.stream().filter(GATE::equals).count();
        if (asked != ATTEMPTS) {
            throw CheckFailure.violated(ATTEMPTS + " attempts", String.valueOf(asked));
        }
    }

    private static BigDecimal balance(Trader trader) throws IOException, InterruptedException {
        return trader.isControlled() ? trader.merchant().balance() : null;
    }

    /** @param before what the merchant had, or null where nobody knows */
    private static void requireUnbought(Trader trader, StartedTrade trade, BigDecimal before, String when)
            throws IOException, InterruptedException {
        String status = trade.status();
        if (BOUGHT.contains(status)) {
            throw CheckFailure.violated("trade " + trade.id() + " to be bought by nobody " + when, status);
        }
        for (Received callback : trade.inbox().about(trade.id())) {
            if (BOUGHT.contains(callback.status())) {
                throw CheckFailure.violated("nothing to be bought " + when, callback.toString());
            }
        }
        BigDecimal now = balance(trader);
        if (now != null && now.compareTo(before) != 0) {
            throw CheckFailure.violated(
                    "the merchant's balance to be " + before.toPlainString() + " " + when, now.toPlainString());
        }
    }
}
