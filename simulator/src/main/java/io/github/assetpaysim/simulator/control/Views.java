package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.callback.Attempt;
import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.callback.transport.Transmission;
import io.github.assetpaysim.simulator.dialect.PlannedMutation;
import io.github.assetpaysim.simulator.dialect.SignedRequest;
import io.github.assetpaysim.simulator.dialect.Verdict;
import io.github.assetpaysim.simulator.merchant.ControlEvent;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.text.Words;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeItem;
import io.github.assetpaysim.simulator.trade.Transition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** What the control API's answers about trades and callbacks look like. */
final class Views {
    private Views() {}

    static JsonObject summary(Trade trade, Merchant merchant) {
        return heading(trade, merchant)
                .with("externalId", trade.externalId())
                .with("steamId", trade.client().steamId())
                .with("totalPrice", trade.totalPrice())
                .with(
                        "items",
                        trade.items().stream().mapToInt(TradeItem::amount).sum())
                .with("createdAt", trade.createdAt())
                .with("updatedAt", trade.updatedAt())
                .with("next", merchant.trades().next(trade).orElse(null));
    }

    static JsonObject detail(Trade trade, Merchant merchant) {
        return heading(trade, merchant)
                .with(
                        "trade",
                        merchant.dialect().wire(trade, merchant.settings().values()))
                .with("history", trade.history(), Views::past)
                .with("possible", ControlEvent.possible(trade), Words::of)
                .with("next", merchant.trades().next(trade).orElse(null));
    }

    /** The last ones of a list, which are the newest. */
    static <T> List<T> newest(List<T> all, int limit) {
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    private static JsonObject heading(Trade trade, Merchant merchant) {
        return new JsonObject()
                .with("id", trade.id())
                .with("kind", trade.kind())
                .with("game", trade.game().appId())
                .with("stage", trade.stage())
                .with("status", merchant.status(trade))
                .with("awaitsVerdict", trade.awaitsVerdict() ? true : null);
    }

    /** The summary, with what has led there. */
    static JsonObject change(Trade trade, Merchant merchant) {
        Transition last = trade.history().get(trade.history().size() - 1);
        return summary(trade, merchant).with("event", event(last)).with("why", last.why());
    }

    private static Object event(Transition step) {
        return step.event() == null ? "CREATE" : step.event();
    }

    private static JsonObject past(Transition step) {
        return new JsonObject()
                .with("at", step.at())
                .with("event", event(step))
                .with("stage", step.stage())
                .with("why", step.why());
    }

    /**
     * @param dropped how many older callbacks have been forgotten
     * @param details whether all of each is told
     */
    static JsonObject callbacks(List<Delivery> deliveries, int dropped, boolean details) {
        return new JsonObject()
                .with("callbacks", deliveries, details ? Views::detail : Views::summary)
                .with("dropped", dropped);
    }

    private static JsonObject summary(Delivery delivery) {
        List<Attempt> attempts = delivery.attempts();
        return heading(delivery)
                .with("attempts", attempts.size())
                .with(
                        "lastResult",
                        attempts.isEmpty()
                                ? null
                                : attempts.get(attempts.size() - 1).reply().inWords());
    }

    /**
     * The summary, with the attempt that has ended.
     *
     * @param ended null when none has
     */
    static JsonObject change(Delivery delivery, Attempt ended) {
        return summary(delivery).with("attempt", ended == null ? null : summary(delivery, ended));
    }

    private static JsonObject summary(Delivery delivery, Attempt attempt) {
        return new JsonObject()
                .with("number", attempt.number())
                .with("trigger", attempt.trigger())
                .with("url", attempt.url().toString())
                .with("due", attempt.due())
                .with("sent", attempt.sent())
                .with("ended", attempt.ended())
                .with("outcome", attempt.outcome())
                .with("status", attempt.reply().status())
                .with("verdict", verdict(delivery, attempt))
                .with("error", attempt.reply().error());
    }

    /** What the receiver decided; null where it was not asked for a decision. */
    private static Verdict verdict(Delivery delivery, Attempt attempt) {
        return delivery.event().trade().awaitsVerdict() ? attempt.verdict() : null;
    }

    /** The headers are those of the first attempt; each attempt has its own. */
    static JsonObject detail(Delivery delivery) {
        JsonObject detail = heading(delivery);
        List<PlannedMutation> edits = delivery.event().edits();
        if (!edits.isEmpty()) {
            detail.with("alterations", edits, FaultMembers::view);
        }
        SignedRequest request = delivery.request();
        if (request != null) {
            detail.with("headers", request.headers())
                    .with("body", new String(request.body(), StandardCharsets.UTF_8))
                    .with("bodyBase64", Base64.getEncoder().encodeToString(request.body()));
        }
        return detail.with("attempts", delivery.attempts(), each -> attempt(delivery, each));
    }

    /** In milliseconds. */
    static double tenths(Duration duration) {
        return Math.round(duration.toNanos() / 100_000.0) / 10.0;
    }

    private static JsonObject heading(Delivery delivery) {
        List<String> struck = delivery.plan().struck();
        return new JsonObject()
                .with("id", delivery.id())
                .with("tradeId", delivery.event().trade().id())
                .with("event", delivery.event().status())
                .with("state", delivery.state())
                .with("generatedAt", delivery.event().generatedAt())
                .with("due", delivery.due())
                .with("nextAttempt", delivery.nextAttempt())
                .with("faults", struck.isEmpty() ? null : struck)
                .with("copyOf", delivery.copyOf());
    }

    static JsonObject attempt(Delivery delivery, Attempt attempt) {
        Reply reply = attempt.reply();
        Transmission.Way way = attempt.transmission().way();
        JsonObject view = new JsonObject()
                .with("number", attempt.number())
                .with("trigger", attempt.trigger())
                .with("url", attempt.url().toString())
                .with("due", attempt.due())
                .with("sent", attempt.sent())
                .with("ended", attempt.ended())
                .with("durationMillis", tenths(Duration.between(attempt.sent(), attempt.ended())))
                .with("manner", way == Transmission.Way.WHOLE ? null : way)
                .with("sentHeaders", attempt.headers())
                .with("delivered", attempt.delivered())
                .with("verdict", verdict(delivery, attempt))
                .with("outcome", attempt.outcome())
                .with("status", reply.status())
                .with("error", reply.error())
                .with("answerLost", attempt.answerLost() ? true : null)
                .with("headers", reply.status() == null ? null : reply.headers());
        if (!reply.complete()) {
            return view;
        }
        String text = new String(reply.body(), StandardCharsets.UTF_8);
        boolean exact = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), reply.body());
        return view.with("body", text)
                .with("bodyBase64", exact ? null : Base64.getEncoder().encodeToString(reply.body()))
                .with("bodyTruncated", reply.truncated());
    }
}
