package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.http.WebServer;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.setting.Parameters;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.time.ClockMode;
import io.github.assetpaysim.simulator.time.Durations;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The part of the control API that answers when something has happened. No thread waits meanwhile. */
final class Awaits {
    private static final Setting<Duration> TIMEOUT = Setting.ofDuration(
                    "timeout", Durations.SYNTAX + ", at most 60s", "", Duration.ZERO, Duration.ofSeconds(60))
            .defaultsTo(Duration.ofSeconds(5));
    private static final Setting<Integer> COUNT =
            Parameters.number("count", 1, 1_000_000, "").defaultsTo(1);
    private static final Setting<Delivery.State> STATE = Setting.of(
            "state",
            Arrays.stream(Delivery.State.values()).map(Enum::name).collect(Collectors.joining(", ", "one of ", "")),
            "",
            Delivery.State::valueOf,
            Enum::name);
    private static final Setting<Boolean> IDLE = Parameters.flag("idle", "");

    private Awaits() {}

    static void trade(Context ctx, Merchant merchant) {
        Setting<String> status = Parameters.word("status", merchant.dialect().statuses());
        Query query = new Query(ctx).only(status, TIMEOUT);
        Supplier<Trade> trade = () -> TradeCalls.trade(ctx, merchant);
        Awaited<Trade> awaited = Awaited.status(merchant, trade, query.required(status));
        Duration timeout = query.read(TIMEOUT);
        trade.get();
        answer(ctx, awaited, timeout, found -> Views.detail(found, merchant));
    }

    static void callbacks(Context ctx, Merchant merchant) {
        Setting<String> event = Parameters.word("event", merchant.dialect().statuses());
        Query query = new Query(ctx).only(event, STATE, TradeCalls.TRADE_ID, COUNT, IDLE, TradeCalls.DETAILS, TIMEOUT);
        String tradeId = query.read(TradeCalls.TRADE_ID);
        Awaited<List<Delivery>> awaited;
        if (query.read(IDLE)) {
            query.refuseWith(IDLE, event, STATE, COUNT);
            awaited = Awaited.idle(merchant, query.required(TradeCalls.TRADE_ID));
        } else {
            awaited = Awaited.callbacks(merchant, tradeId, query.read(event), query.read(STATE), query.read(COUNT));
        }
        boolean details = query.read(TradeCalls.DETAILS);
        Duration timeout = query.read(TIMEOUT);
        if (tradeId != null
                && merchant.trades().find(tradeId).isEmpty()
                && merchant.journal().list(tradeId).isEmpty()) {
            throw ControlApi.noSuch("trade", tradeId, merchant.trades().forgotten());
        }
        answer(
                ctx,
                awaited,
                timeout,
                found -> Views.callbacks(found, merchant.journal().forgotten(), details));
    }

    private static <T> void answer(Context ctx, Awaited<T> awaited, Duration timeout, Function<T, JsonObject> view) {
        CompletableFuture<Optional<T>> waiting = awaited.within(timeout);
        WebServer.afterAnswer(ctx, () -> waiting.cancel(false));
        ctx.future(() -> waiting.handleAsync(
                (found, error) -> {
                    if (waiting.isCancelled()) {
                        throw new Refusal(
                                HttpError.NOT_FOUND,
                                "merchant '" + awaited.merchant().id() + "' was deleted while this request waited");
                    }
                    if (error instanceof RuntimeException failure) {
                        throw failure;
                    }
                    ControlApi.answer(ctx, view.apply(found.orElseThrow(() -> timedOut(awaited, timeout))));
                    return null;
                },
                WebServer.answering(ctx)));
    }

    private static Refusal timedOut(Awaited<?> awaited, Duration timeout) {
        boolean frozen = awaited.merchant().timeline().mode() == ClockMode.FROZEN;
        return new Refusal(
                Problems.Code.TIMEOUT,
                awaited.missed(timeout)
                        + (frozen ? ". The merchant's clock is frozen: time moves only by POST clock/advance" : ""));
    }
}
