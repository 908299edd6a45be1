package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.callback.Attempt;
import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.callback.transport.Manner;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.Letter;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.trade.Step;
import io.github.assetpaysim.simulator.trade.Trade;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What the control API's answers about trades and callbacks look like. */
final class Views {
    private Views() {}

    record TradeSummary(
            String id,
            String kind,
            String game,
            String stage,
            String status,
            String externalId,
            String steamId,
            Instant createdAt,
            Instant updatedAt) {}

    /** @param trade as the merchant's API shows it */
    record TradeDetail(
            String id, String kind, String game, String stage, String status, Object trade, List<Past> history) {}

    record Past(Instant at, String event, String stage) {}

    record CallbackSummary(
            String id,
            String tradeId,
            String event,
            String state,
            Instant generatedAt,
            Instant due,
            Instant nextAttempt,
            int attempts,
            String lastResult,
            List<String> faults,
            String copyOf) {}

    /** @param dropped how many older callbacks have been forgotten */
    record Callbacks(List<CallbackSummary> callbacks, int dropped) {}

    /**
     * @param headers of the first attempt; each attempt has its own
     * @param bodyBase64 the exact bytes; {@code body} is the same read as UTF-8
     * @param faults the names of those that struck it
     * @param copyOf the callback whose bytes a fault repeats in it
     */
    record CallbackDetail(
            String id,
            String tradeId,
            String event,
            String state,
            Instant generatedAt,
            Instant due,
            Instant nextAttempt,
            Map<String, String> headers,
            String body,
            String bodyBase64,
            List<String> faults,
            String copyOf,
            List<AttemptView> attempts) {}

    /**
     * @param sentHeaders of the callback
     * @param headers of the answer
     */
    record AttemptView(
            int number,
            String trigger,
            String url,
            Instant due,
            Instant sent,
            Instant ended,
            String manner,
            Map<String, String> sentHeaders,
            boolean delivered,
            String outcome,
            Integer status,
            String error,
            Boolean answerLost,
            Map<String, List<String>> headers,
            String body,
            Boolean bodyTruncated) {}

    static TradeSummary summary(Trade trade, Dialect dialect) {
        return new TradeSummary(
                trade.id(),
                trade.kind().name(),
                trade.game().appId(),
                trade.stage().name(),
                dialect.status(trade),
                trade.externalId(),
                trade.client().steamId(),
                trade.createdAt(),
                trade.updatedAt());
    }

    static TradeDetail detail(Trade trade, Merchant merchant) {
        return new TradeDetail(
                trade.id(),
                trade.kind().name(),
                trade.game().appId(),
                trade.stage().name(),
                merchant.dialect().status(trade),
                merchant.dialect().wire(trade, merchant.settings().values()),
                trade.history().stream().map(Views::past).toList());
    }

    private static Past past(Step step) {
        return new Past(
                step.at(),
                step.event() == null ? "CREATE" : step.event().name(),
                step.stage().name());
    }

    static CallbackSummary summary(Delivery delivery) {
        List<Attempt> attempts = delivery.attempts();
        return new CallbackSummary(
                delivery.id(),
                delivery.shipment().trade().id(),
                delivery.shipment().status(),
                delivery.state().name(),
                delivery.shipment().generatedAt(),
                delivery.due(),
                delivery.nextAttempt(),
                attempts.size(),
                attempts.isEmpty()
                        ? null
                        : result(attempts.get(attempts.size() - 1).reply()),
                faults(delivery),
                delivery.copyOf());
    }

    /** Null, so that it is left out, when no fault struck. */
    private static List<String> faults(Delivery delivery) {
        List<String> struck = delivery.dispatch().struck();
        return struck.isEmpty() ? null : struck;
    }

    private static String result(Reply reply) {
        return reply.complete() ? String.valueOf(reply.status()) : reply.error();
    }

    static Callbacks callbacks(List<Delivery> deliveries, int dropped) {
        return new Callbacks(deliveries.stream().map(Views::summary).toList(), dropped);
    }

    static CallbackDetail detail(Delivery delivery) {
        Letter letter = delivery.letter();
        return new CallbackDetail(
                delivery.id(),
                delivery.shipment().trade().id(),
                delivery.shipment().status(),
                delivery.state().name(),
                delivery.shipment().generatedAt(),
                delivery.due(),
                delivery.nextAttempt(),
                letter == null ? null : letter.headers(),
                letter == null ? null : new String(letter.body(), StandardCharsets.UTF_8),
                letter == null ? null : Base64.getEncoder().encodeToString(letter.body()),
                faults(delivery),
                delivery.copyOf(),
                delivery.attempts().stream().map(Views::attempt).toList());
    }

    static AttemptView attempt(Attempt attempt) {
        Reply reply = attempt.reply();
        boolean answered = reply.status() != null;
        return new AttemptView(
                attempt.number(),
                attempt.trigger().name(),
                attempt.url().toString(),
                attempt.due(),
                attempt.sent(),
                attempt.ended(),
                attempt.manner().way() == Manner.Way.WHOLE
                        ? null
                        : attempt.manner().way().name(),
                attempt.headers(),
                attempt.delivered(),
                attempt.outcome().name(),
                reply.status(),
                reply.error(),
                attempt.answerLost() ? Boolean.TRUE : null,
                answered ? reply.headers() : null,
                reply.complete() ? new String(reply.body(), StandardCharsets.UTF_8) : null,
                reply.complete() ? reply.truncated() : null);
    }
}
