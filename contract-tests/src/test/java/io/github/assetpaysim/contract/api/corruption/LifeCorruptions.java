package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.add;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.trades;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What is wrong with how a deposit lives. */
final class LifeCorruptions {
    static final Set<String> CREDITED = Set.of("HOLD", "COMPLETED", "REVERTED");

    private LifeCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of(
                                "pending-skipped",
                                "A deposit is INITIATED until it is ACTIVE.",
                                "LIFE-01",
                                skipped("PENDING", "INITIATED"))
                        .mayViolate("LIFE-02", "CALL-08", "HIST-11"),
                of(
                                "active-skipped",
                                "A deposit is PENDING until it is on HOLD.",
                                "LIFE-01",
                                skipped("ACTIVE", "PENDING"))
                        .mayViolate("LIFE-02", "CALL-08", "CALL-20", "WDR-04"),
                of("hold-skipped", "A deposit is ACTIVE until it is completed.", "LIFE-01", skipped("HOLD", "ACTIVE"))
                        .mayViolate("life", "CALL-08", "CALL-20", "WDR-04"),
                of("hold-is-called-on-hold", "HOLD is called ON_HOLD.", "LIFE-01", renamed("HOLD", "ON_HOLD"))
                        .mayViolate("life", "callback", "WDR-04", "HIST-02"),
                of(
                                "rust-is-held",
                                "A deposit of Rust items is on HOLD before it is completed.",
                                "LIFE-02",
                                before("252490", "COMPLETED", "HOLD"))
                        .mayViolate("CALL-20", "LIFE-03", "LIFE-05"),
                of(
                                "rust-active-skipped",
                                "A deposit of Rust items is not ACTIVE.",
                                "LIFE-02",
                                swallowed(delivery -> delivery.isAbout("ACTIVE")
                                        && delivery.trade()
                                                .path("game")
                                                .asText()
                                                .equals("252490")))
                        .mayViolate("CALL-08"),
                of("hold-of-eight-days", "holdEndDate is eight days later.", "LIFE-03", trades(trade -> {
                            if (trade.has("holdEndDate")) {
                                trade.put(
                                        "holdEndDate",
                                        later(trade.path("holdEndDate").asText(), Duration.ofDays(1)));
                            }
                        }))
                        .mayViolate("LIFE-04"),
                of(
                                "hold-end-date-missing",
                                "There is no holdEndDate.",
                                "LIFE-03",
                                trades(trade -> trade.remove("holdEndDate")))
                        .mayViolate("LIFE-04", "WDR-04"),
                of(
                        "hold-end-date-lost",
                        "holdEndDate is gone when a deposit is completed.",
                        "LIFE-03",
                        trades(trade -> {
                            if (trade.path("status").asText().equals("COMPLETED")) {
                                trade.remove("holdEndDate");
                            }
                        })),
                of(
                                "completed-early",
                                "A deposit on HOLD is said to be COMPLETED.",
                                "LIFE-04",
                                renamed("HOLD", "COMPLETED"))
                        .mayViolate(
                                "LIFE-01", "LIFE-05", "LIFE-07", "LIFE-08", "LIFE-12", "LIFE-13", "callback", "WDR-04"),
                of(
                                "split-a-cent-short",
                                "The split lacks a cent.",
                                "LIFE-05",
                                trades(trade -> add(trade, "pendingCredit", "-0.01")))
                        .mayViolate("LIFE-07", "LIFE-08", "LIFE-09"),
                of(
                                "no-pending-credit",
                                "There is no pendingCredit.",
                                "LIFE-05",
                                trades(trade -> trade.remove("pendingCredit")))
                        .mayViolate("LIFE-08", "LIFE-09"),
                of(
                                "pre-credit-in-cents",
                                "preCredit is in cents.",
                                "LIFE-05",
                                trades(trade -> Wrongs.inCents(trade, "preCredit")))
                        .mayViolate("LIFE-07", "LIFE-09", "INV-22"),
                of(
                                "split-gone-when-completed",
                                "preCredit and pendingCredit are gone when a deposit is completed.",
                                "LIFE-05",
                                trades(trade -> {
                                    if (trade.path("status").asText().equals("COMPLETED")) {
                                        trade.remove("preCredit");
                                        trade.remove("pendingCredit");
                                    }
                                }))
                        .mayViolate("LIFE-08"),
                of(
                        "split-from-the-beginning",
                        "preCredit is 0 and pendingCredit all before HOLD.",
                        "LIFE-06",
                        trades(trade -> {
                            if (!CREDITED.contains(trade.path("status").asText())) {
                                trade.put("preCredit", 0);
                                trade.set("pendingCredit", trade.path("totalPrice"));
                            }
                        })),
                of("hold-end-date-early", "holdEndDate is there from PENDING on.", "LIFE-06", trades(trade -> {
                    if (Set.of("PENDING", "ACTIVE")
                            .contains(trade.path("status").asText())) {
                        trade.put("holdEndDate", later(trade.path("createdAt").asText(), Duration.ofDays(7)));
                    }
                })),
                of("no-instant-credit", "preCredit is 0 for everybody.", "LIFE-07", trades(trade -> split(trade, "0")))
                        .mayViolate("INV-22", "LIFE-09"),
                of(
                                "all-is-instant-credit",
                                "preCredit is all for everybody.",
                                "LIFE-07",
                                trades(trade ->
                                        split(trade, trade.path("totalPrice").asText())))
                        .mayViolate("INV-22", "LIFE-08"),
                of("credit-though-not-instant", "isInstant false changes nothing.", "LIFE-08", trades(trade -> {
                    if (!trade.path("isInstant").asBoolean(true)) {
                        split(trade, trade.path("totalPrice").asText());
                    }
                })),
                of("rust-credited-later", "A Rust deposit has all in pendingCredit.", "LIFE-09", trades(trade -> {
                    if (trade.path("game").asText().equals("252490")) {
                        split(trade, "0");
                    }
                })));
    }

    private static String later(String instant, Duration by) {
        return Instant.parse(instant)
                .plus(by)
                .truncatedTo(ChronoUnit.MILLIS)
                .toString()
                .replaceFirst("(:\\d\\d)Z", "$1.000Z");
    }

    private static void split(ObjectNode trade, String preCredit) {
        if (trade.has("preCredit")) {
            trade.put("preCredit", new BigDecimal(preCredit));
            trade.put("pendingCredit", trade.path("totalPrice").decimalValue().subtract(new BigDecimal(preCredit)));
        }
    }

    static Supplier<Wrong> renamed(String status, String other) {
        return trades(rename(status, other));
    }

    private static Consumer<ObjectNode> rename(String status, String other) {
        return trade -> {
            if (trade.path("status").asText().equals(status)) {
                trade.put("status", other);
            }
        };
    }

    /** A status is not shown, but the one before, and not announced. */
    static Supplier<Wrong> skipped(String status, String before) {
        Supplier<Wrong> renamed = trades(rename(status, before));
        return () -> new Wrong() {
            private final Wrong shown = renamed.get();

            @Override
            public Answer answer(Turn turn) throws IOException {
                return shown.answer(turn);
            }

            @Override
            public Answer callback(Delivery delivery) throws IOException {
                return delivery.isAbout(status) ? delivery.acknowledged() : delivery.pass();
            }
        };
    }

    static Supplier<Wrong> swallowed(java.util.function.Predicate<Delivery> which) {
        return Wrongs.callbacks(delivery -> which.test(delivery) ? delivery.acknowledged() : delivery.pass());
    }

    /** Before the callback about a status there is one about another, for trades of a game. */
    private static Supplier<Wrong> before(String game, String status, String other) {
        return Wrongs.callbacks(delivery -> {
            if (delivery.isAbout(status)
                    && delivery.trade().path("game").asText().equals(game)) {
                delivery.sendSigned(delivery.trade().put("status", other));
            }
            return delivery.pass();
        });
    }

    /** After the callback about a status there is one about another. */
    static Supplier<Wrong> after(String status, String other) {
        return Wrongs.callbacks(delivery -> {
            Answer answer = delivery.pass();
            if (delivery.isAbout(status)) {
                delivery.sendSigned(delivery.trade().put("status", other));
            }
            return answer;
        });
    }

    /** Trades that are or were in escrow are shown as that. */
    static Wrong afterEscrow() {
        Set<String> held = java.util.concurrent.ConcurrentHashMap.newKeySet();
        Wrong shown = trades(trade -> {
                    if (held.contains(trade.path("id").asText())) {
                        trade.put("status", "ESCROW");
                    }
                })
                .get();
        return new Wrong() {
            @Override
            public Answer answer(Turn turn) throws IOException {
                return shown.answer(turn);
            }

            @Override
            public Answer callback(Delivery delivery) throws IOException {
                if (delivery.isAbout("ESCROW")) {
                    held.add(delivery.trade().path("id").asText());
                    return delivery.pass();
                }
                return held.contains(delivery.trade().path("id").asText()) ? delivery.acknowledged() : delivery.pass();
            }
        };
    }
}
