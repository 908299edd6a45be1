package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.callbacks;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.payload;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.signed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.corruption.Message.Ask;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** What is wrong with callbacks, whichever attempt it is. */
final class CallbackCorruptions {
    private CallbackCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of(
                        "callback-as-text",
                        "Callbacks call themselves text.",
                        "CALL-01",
                        sent(ask -> ask.withHeader("Content-Type", "text/plain"))),
                of(
                        "callback-without-content-type",
                        "Callbacks have no content type.",
                        "CALL-01",
                        sent(ask -> ask.withHeader("Content-Type", null))),
                of(
                        "callback-as-form",
                        "Callbacks call themselves a form.",
                        "CALL-01",
                        sent(ask -> ask.withHeader("Content-Type", "application/x-www-form-urlencoded"))),
                of(
                        "callback-is-put",
                        "Callbacks are PUT requests.",
                        "CALL-01",
                        sent(ask -> new Ask("PUT", ask.target(), ask.headers(), ask.body()))),
                of(
                        "callback-is-get",
                        "Callbacks are GET requests with a body.",
                        "CALL-01",
                        sent(ask -> new Ask("GET", ask.target(), ask.headers(), ask.body()))),
                of(
                                "callback-without-timestamp",
                                "Callbacks have no timestamp.",
                                "CALL-02",
                                payload(payload -> payload.remove("timestamp")))
                        .mayViolate("CALL-07"),
                of(
                                "callback-without-event",
                                "Callbacks have no event.",
                                "CALL-02",
                                payload(payload -> payload.remove("event")))
                        .mayViolate("CALL-03"),
                of(
                                "callback-timestamp-as-number",
                                "The timestamp is a number.",
                                "CALL-02",
                                payload(payload -> payload.put(
                                        "timestamp",
                                        Instant.parse(payload.path("timestamp").asText())
                                                .toEpochMilli())))
                        .mayViolate("CALL-07"),
                of(
                                "callback-not-nested",
                                "The payload is not nested in the body.",
                                "CALL-02",
                                callbacks(
                                        delivery -> delivery.send(delivery.ask().withJson(delivery.payload()))))
                        .mayViolate("callback", "life", "withdrawal", "deposit"),
                of("event-of-before", "The event of COMPLETED is HOLD.", "CALL-03", payload(payload -> {
                    if (payload.path("event").asText().equals("COMPLETED")) {
                        payload.put("event", "HOLD");
                    }
                })),
                of(
                        "event-in-small-letters",
                        "The event is written small.",
                        "CALL-03",
                        payload(payload -> payload.put(
                                "event", payload.path("event").asText().toLowerCase(java.util.Locale.ROOT)))),
                of(
                        "event-is-a-name",
                        "The event is trade.updated.",
                        "CALL-03",
                        payload(payload -> payload.put("event", "trade.updated"))),
                of(
                                "callback-trade-without-merchant",
                                "The trade of callbacks has no merchantId.",
                                "CALL-04",
                                signed(trade -> trade.remove("merchantId")))
                        .mayViolate("CALL-20", "DEP-02", "LIFE-14"),
                of(
                                "callback-total-price-as-text",
                                "The trade of callbacks has totalPrice as text.",
                                "CALL-04",
                                signed(trade -> Wrongs.asText(trade, "totalPrice")))
                        .mayViolate("CALL-20", "DEP-03", "LIFE-05", "LIFE-07", "LIFE-14", "WDR-02"),
                of(
                                "callback-without-items",
                                "The trade of callbacks has no items.",
                                "CALL-04",
                                signed(trade -> trade.remove("items")))
                        .mayViolate("CALL-20", "DEP-02", "DEP-03", "WDR-01", "WDR-02"),
                of("callback-items-as-ids", "The items of callbacks are ids.", "CALL-04", signed(trade -> {
                            var ids = Json.object().putArray("ids");
                            trade.path("items")
                                    .forEach(item -> ids.add(item.path("id").asText()));
                            trade.set("items", ids);
                        }))
                        .mayViolate("CALL-20", "DEP-02", "DEP-03", "WDR-01", "WDR-02"),
                of(
                        "callback-timestamp-of-creation",
                        "The timestamp is an hour old.",
                        "CALL-07",
                        payload(payload -> payload.put(
                                "timestamp",
                                instant(Instant.parse(payload.path("timestamp").asText())
                                        .minus(Duration.ofHours(1)))))),
                of(
                                "callback-timestamp-without-milliseconds",
                                "The timestamp has no milliseconds.",
                                "CALL-07",
                                payload(payload -> payload.put(
                                        "timestamp",
                                        payload.path("timestamp").asText().replaceFirst("\\.\\d+Z", "Z"))))
                        .mayViolate("CALL-02"),
                of("hold-not-announced", "Nobody is told of HOLD.", "CALL-08", swallowed("HOLD"))
                        .mayViolate("LIFE-01", "LIFE-13", "LIFE-04", "CALL-09", "callback", "WDR-04"),
                of("pending-not-announced", "Nobody is told of PENDING.", "CALL-08", swallowed("PENDING"))
                        .mayViolate("LIFE-01", "LIFE-02", "callback"),
                of(
                                "initiated-not-announced",
                                "Nobody is told of a new deposit.",
                                "CALL-08",
                                callbacks(delivery -> delivery.isAbout("INITIATED") && !delivery.isWithdrawal()
                                        ? delivery.acknowledged()
                                        : delivery.pass()))
                        .mayViolate("callback", "life"),
                of("completed-not-announced", "Nobody is told of COMPLETED.", "CALL-08", swallowed("COMPLETED"))
                        .mayViolate("life", "callback", "WDR-04"),
                of("active-after-hold", "ACTIVE is announced after HOLD.", "CALL-09", turned("ACTIVE", "HOLD"))
                        .mayViolate("LIFE-01", "LIFE-15", "LIFE-02", "CALL-08"),
                of("pending-after-active", "PENDING is announced after ACTIVE.", "CALL-09", turned("PENDING", "ACTIVE"))
                        .mayViolate("LIFE-01", "LIFE-15", "LIFE-02", "CALL-08"),
                of(
                                "completed-before-its-time",
                                "COMPLETED is announced as soon as a deposit is on HOLD.",
                                "CALL-20",
                                callbacks(delivery -> {
                                    if (delivery.isAbout("HOLD")) {
                                        delivery.sendSigned(delivery.trade().put("status", "COMPLETED"));
                                    }
                                    return delivery.isAbout("COMPLETED") ? delivery.acknowledged() : delivery.pass();
                                }))
                        .mayViolate("CALL-09", "LIFE-01", "LIFE-04", "LIFE-13", "LIFE-15", "WDR-04"),
                of(
                        "callback-with-authorization",
                        "Callbacks have an Authorization header.",
                        "CALL-10",
                        sent(ask -> ask.withHeader("Authorization", "Bearer c2VjcmV0"))),
                of(
                        "callback-with-api-key",
                        "Callbacks have the API key in a header.",
                        "CALL-10",
                        sent(ask -> ask.withHeader("api-key", "ap_secret"))),
                of(
                        "callback-with-cookie",
                        "Callbacks have a cookie.",
                        "CALL-10",
                        sent(ask -> ask.withHeader("Cookie", "session=4711"))),
                of(
                                "callback-off-by-a-cent",
                                "The trade of callbacks has another totalPrice than the history.",
                                "CALL-20",
                                signed(trade -> Wrongs.add(trade, "totalPrice", "0.01")))
                        .mayViolate("DEP-03", "LIFE-05", "LIFE-07", "LIFE-09", "LIFE-14", "WDR-02"),
                of(
                                "callback-of-another-date",
                                "The trade of callbacks has another updatedAt than the history.",
                                "CALL-20",
                                signed(trade -> trade.put(
                                        "updatedAt",
                                        instant(Instant.parse(
                                                        trade.path("updatedAt").asText())
                                                .plusMillis(1)))))
                        .mayViolate("LIFE-15"),
                of(
                                "callback-with-items-turned",
                                "The items of callbacks are in another order.",
                                "CALL-20",
                                signed(trade -> {
                                    var items = trade.path("items");
                                    if (items.size() > 1) {
                                        var array = (com.fasterxml.jackson.databind.node.ArrayNode) items;
                                        array.add(array.remove(0));
                                    }
                                }))
                        .mayViolate("DEP-02"),
                of(
                                "callback-without-external-id",
                                "The trade of callbacks has no externalId.",
                                "CALL-20",
                                signed((ObjectNode trade) -> trade.remove("externalId")))
                        .mayViolate("DEP-05", "LIFE-14", "CALL-04"));
    }

    private static String instant(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString().replaceFirst("(:\\d\\d)Z", "$1.000Z");
    }

    private static java.util.function.Supplier<Wrong> sent(UnaryOperator<Ask> change) {
        return callbacks(delivery -> delivery.send(change.apply(delivery.ask())));
    }

    private static java.util.function.Supplier<Wrong> swallowed(String status) {
        return callbacks(delivery -> delivery.isAbout(status) ? delivery.acknowledged() : delivery.pass());
    }

    /** The callback about a status comes when the one about another has. */
    private static java.util.function.Supplier<Wrong> turned(String first, String second) {
        return () -> {
            Map<String, Delivery> kept = new ConcurrentHashMap<>();
            return Wrongs.delivering(delivery -> {
                String trade = delivery.trade().path("id").asText();
                if (delivery.isAbout(first)) {
                    kept.put(trade, delivery);
                    return delivery.acknowledged();
                }
                var answer = delivery.pass();
                Delivery before = delivery.isAbout(second) ? kept.remove(trade) : null;
                if (before != null) {
                    before.pass();
                }
                return answer;
            });
        };
    }
}
