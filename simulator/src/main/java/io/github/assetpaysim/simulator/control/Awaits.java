package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.http.WebServer;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.time.ClockMode;
import io.github.assetpaysim.simulator.time.Durations;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The part of the control API that answers when something has happened. No thread waits meanwhile. */
final class Awaits {
    private static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);
    private static final int MOST_AWAITED = 1_000_000;
    /** What a time-out tells about at most, so that it stays readable. */
    private static final int MOST_NAMED = 20;

    private static final List<String> STATES =
            Arrays.stream(Delivery.State.values()).map(Enum::name).toList();

    private Awaits() {}

    static void trade(Context ctx, Merchant merchant) {
        String id = ctx.pathParam("tradeId");
        Query query = new Query(ctx);
        query.refuseUnknown(Set.of("status", "timeout"));
        Dialect dialect = merchant.dialect();
        String status = word(query, "status", dialect.statuses());
        if (status == null) {
            throw new Refusal(
                    HttpError.INVALID_FIELD,
                    "query parameter status is missing; expected one of " + String.join(", ", dialect.statuses()));
        }
        Duration timeout = timeout(query);
        Supplier<Trade> trade = () -> merchant.trades().find(id).orElseThrow(() -> TradeCalls.noTrade(ctx, merchant));
        trade.get();
        answer(
                ctx,
                merchant,
                timeout,
                () -> Optional.of(trade.get())
                        .filter(each -> each.life().stream()
                                .anyMatch(past -> dialect.status(past).equals(status)))
                        .map(found -> Views.detail(found, merchant)),
                () -> "the trade did not become " + status + " within " + Durations.spoken(timeout) + "; "
                        + stands(trade.get(), dialect));
    }

    private static String stands(Trade trade, Dialect dialect) {
        return "it is " + dialect.status(trade)
                + (trade.stage().over() ? ", and nothing more happens to it by itself" : "") + ". Its history: "
                + trade.history();
    }

    static void callbacks(Context ctx, Merchant merchant) {
        Query query = new Query(ctx);
        query.refuseUnknown(Set.of("event", "state", "tradeId", "count", "timeout"));
        String event = word(query, "event", merchant.dialect().statuses());
        String state = word(query, "state", STATES);
        int count = RequestCalls.wholeNumber(query, "count", MOST_AWAITED, 1);
        Duration timeout = timeout(query);
        String tradeId = query.one("tradeId", null, "a trade's id", text -> text);
        if (tradeId != null
                && merchant.trades().find(tradeId).isEmpty()
                && merchant.journal().list(tradeId).isEmpty()) {
            throw ControlApi.noSuch("trade", tradeId, 0);
        }
        Supplier<List<Delivery>> matching = () -> merchant.journal().list(tradeId).stream()
                .filter(each -> event == null || each.event().status().equals(event))
                .filter(each -> state == null
                        ? !each.attempts().isEmpty()
                        : each.state().name().equals(state))
                .toList();
        String what = (event == null ? "callbacks" : event + " callbacks")
                + (tradeId == null ? "" : " of trade '" + tradeId + "'")
                + (state == null ? " with an attempt that has ended" : " that are " + state);
        answer(
                ctx,
                merchant,
                timeout,
                () -> Optional.of(matching.get())
                        .filter(found -> found.size() >= count)
                        .map(found -> Views.callbacks(found, merchant.journal().forgotten())),
                () -> "within " + Durations.spoken(timeout) + " there were "
                        + matching.get().size() + " " + what + ", not " + count + "; " + thereAre(merchant, tradeId));
    }

    private static String thereAre(Merchant merchant, String tradeId) {
        List<Delivery> all = merchant.journal().list(tradeId);
        int unnamed = Math.max(0, all.size() - MOST_NAMED);
        String last = all.stream()
                .skip(unnamed)
                .map(each -> each.event().status() + " " + each.state() + " of trade "
                        + each.event().trade().id())
                .collect(Collectors.joining(", "));
        int dropped = merchant.journal().forgotten();
        return (all.isEmpty() ? "there is none" : "there are " + (unnamed == 0 ? "" : unnamed + " others, and ") + last)
                + (dropped == 0 ? "" : "; the " + dropped + " oldest were dropped and are not counted");
    }

    /** @param otherwise says what there was instead when the time is over */
    private static void answer(
            Context ctx,
            Merchant merchant,
            Duration timeout,
            Supplier<Optional<JsonObject>> condition,
            Supplier<String> otherwise) {
        CompletableFuture<Optional<JsonObject>> waiting = merchant.changes().await(condition, timeout);
        WebServer.afterAnswer(ctx, () -> waiting.cancel(false));
        ctx.future(() -> waiting.handleAsync(
                (found, error) -> {
                    if (waiting.isCancelled()) {
                        throw new Refusal(
                                HttpError.NOT_FOUND,
                                "merchant '" + merchant.id() + "' was deleted while this request waited");
                    }
                    if (error instanceof RuntimeException failure) {
                        throw failure;
                    }
                    found.ifPresentOrElse(
                            view -> ControlApi.answer(ctx, view),
                            () -> timedOut(ctx, otherwise.get() + clock(merchant)));
                    return null;
                },
                WebServer.answering(ctx)));
    }

    private static void timedOut(Context ctx, String detail) {
        ErrorStyle errors = new Problems();
        Refusal refusal = new Refusal(HttpError.SERVICE_UNAVAILABLE, detail);
        ctx.status(504).contentType(errors.contentType()).result(errors.body(refusal, 504, WebServer.requestId(ctx)));
    }

    private static String clock(Merchant merchant) {
        return merchant.timeline().mode() == ClockMode.FROZEN
                ? ". The merchant's clock is frozen: time moves only by POST clock/advance"
                : "";
    }

    private static String word(Query query, String name, List<String> words) {
        return query.one(name, null, "one of " + String.join(", ", words), text -> words.contains(text) ? text : null);
    }

    private static Duration timeout(Query query) {
        return query.one("timeout", STANDARD_TIMEOUT, Durations.SYNTAX + ", at most 60s", text -> {
            try {
                Duration timeout = Durations.parse(text);
                return timeout.compareTo(LONGEST_TIMEOUT) > 0 ? null : timeout;
            } catch (IllegalArgumentException e) {
                return null;
            }
        });
    }
}
