package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.TRADES;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.callbacks;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.delivering;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.each;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.signed;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.trades;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What is wrong with withdrawals once they are made: the gate and what follows. */
final class GateCorruptions {
    private GateCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of(
                                "gate-not-asked",
                                "The merchant is not asked, and the withdrawal goes on.",
                                "WDR-03",
                                callbacks(delivery -> delivery.isGate() ? delivery.acknowledged() : delivery.pass()))
                        .mayViolate("withdrawal"),
                of("gate-asked-as-deposit", "The question says that it is a deposit.", "WDR-03", signed(trade -> {
                            if (trade.path("type").asText().equals("WITHDRAW")
                                    && trade.path("status").asText().equals("INITIATED")) {
                                trade.put("type", "DEPOSIT");
                            }
                        }))
                        .mayViolate("withdrawal", "CALL-20"),
                of(
                        "withdrawal-hold-skipped",
                        "A withdrawal is ACTIVE until it is completed.",
                        "WDR-04",
                        shown("HOLD", "ACTIVE", true)),
                of(
                                "withdrawal-active-skipped",
                                "A withdrawal is INITIATED until it is on HOLD.",
                                "WDR-04",
                                shown("ACTIVE", "INITIATED", true))
                        .mayViolate("WDR-05"),
                of(
                                "withdrawal-hold-not-announced",
                                "Nobody is told of a withdrawal on HOLD.",
                                "CALL-08",
                                swallowed("HOLD"))
                        .mayViolate("WDR-04"),
                of(
                        "withdrawal-never-completed",
                        "A withdrawal stays on HOLD.",
                        "WDR-04",
                        shown("COMPLETED", "HOLD", true)),
                of(
                                "shown-active-before-verdict",
                                "A withdrawal is shown as ACTIVE before the verdict.",
                                "WDR-05",
                                each(TRADES, trade -> rename(trade, "INITIATED", "ACTIVE")))
                        .mayViolate("withdrawal", "HIST-11"),
                of(
                                "bought-before-verdict",
                                "A withdrawal is bought before the merchant has answered.",
                                "WDR-05",
                                callbacks(delivery -> {
                                    if (!delivery.isGate()) {
                                        return delivery.pass();
                                    }
                                    Thread thread = new Thread(() -> {
                                        try {
                                            delivery.pass();
                                        } catch (IOException e) {
                                            // Nobody waits for the answer.
                                        }
                                    });
                                    thread.setDaemon(true);
                                    thread.start();
                                    return delivery.acknowledged();
                                }))
                        .mayViolate("withdrawal"),
                verdict("rejection-ignored", "402 approves.", "WDR-06", status -> status == 402, 200)
                        .mayViolate("WDR-08"),
                verdict("rejection-is-no-verdict", "402 is no verdict.", "WDR-06", status -> status == 402, 503)
                        .mayViolate("WDR-08"),
                verdict("not-found-approves", "404 approves.", "WDR-07", status -> status == 404, 200),
                verdict("bad-request-is-no-verdict", "400 is no verdict.", "WDR-07", status -> status == 400, 500),
                verdict(
                        "unauthorized-is-no-verdict",
                        "401 and 403 are no verdicts.",
                        "WDR-07",
                        status -> status == 401 || status == 403,
                        500),
                verdict("only-402-rejects", "422 approves.", "WDR-07", status -> status == 422, 200),
                of(
                                "rejection-not-announced",
                                "A rejected withdrawal is not announced.",
                                "WDR-08",
                                swallowed("CANCELED"))
                        .mayViolate("WDR-06", "WDR-07", "WDR-12", "WDR-13"),
                of(
                                "rejected-is-failed",
                                "A rejected withdrawal has FAILED.",
                                "WDR-08",
                                shown("CANCELED", "FAILED", false))
                        .mayViolate("WDR-06", "WDR-07", "WDR-12"),
                verdict("error-rejects", "500 rejects.", "WDR-09", status -> status == 500, 402)
                        .mayViolate("WDR-12"),
                verdict("error-approves", "500 approves.", "WDR-09", status -> status == 500, 200)
                        .mayViolate("WDR-12"),
                verdict("too-many-rejects", "429 rejects.", "WDR-10", status -> status == 429, 402),
                verdict("time-out-rejects", "408 rejects.", "WDR-10", status -> status == 408, 402),
                verdict(
                        "time-out-approves",
                        "408 and 429 approve.",
                        "WDR-10",
                        status -> status == 408 || status == 429,
                        200),
                of(
                        "no-answer-rejects",
                        "No answer rejects.",
                        "WDR-11",
                        callbacks(delivery ->
                                delivery.isGate() ? AttemptCorruptions.inTime(delivery, 402) : delivery.pass())),
                of(
                        "no-answer-approves",
                        "No answer approves.",
                        "WDR-11",
                        callbacks(delivery ->
                                delivery.isGate() ? AttemptCorruptions.inTime(delivery, 200) : delivery.pass())),
                of(
                        "third-attempt-approves",
                        "After three attempts without a verdict a withdrawal is approved.",
                        "WDR-12",
                        () -> {
                            Map<String, Integer> attempts = new ConcurrentHashMap<>();
                            return delivering(delivery -> {
                                Answer answer = delivery.pass();
                                boolean third =
                                        delivery.isGate() && attempts.merge(delivery.callback(), 1, Integer::sum) >= 3;
                                return third && answer.status() >= 500 ? delivery.acknowledged() : answer;
                            });
                        }),
                of(
                                "second-attempt-rejects",
                                "After two attempts without a verdict a withdrawal is rejected.",
                                "WDR-12",
                                () -> {
                                    Map<String, Integer> attempts = new ConcurrentHashMap<>();
                                    return delivering(delivery -> {
                                        Answer answer = delivery.pass();
                                        boolean second = delivery.isGate()
                                                && attempts.merge(delivery.callback(), 1, Integer::sum) >= 2;
                                        return second && answer.status() >= 500 ? answer.withStatus(402) : answer;
                                    });
                                })
                        .mayViolate("WDR-09", "WDR-10"),
                of(
                                "failure-not-announced",
                                "A withdrawal that fails after its approval is not announced.",
                                "WDR-13",
                                swallowed("FAILED"))
                        .mayViolate("CALL-08"),
                of(
                        "failure-stays-active",
                        "A withdrawal that fails after its approval stays ACTIVE.",
                        "WDR-13",
                        shown("FAILED", "ACTIVE", true)),
                of(
                        "failure-is-completed",
                        "A withdrawal that fails after its approval is COMPLETED.",
                        "WDR-13",
                        shown("FAILED", "COMPLETED", false)));
    }

    private static void rename(ObjectNode trade, String status, String other) {
        if (trade.path("type").asText().equals("WITHDRAW")
                && trade.path("status").asText().equals(status)) {
            trade.put("status", other);
        }
    }

    private static Supplier<Wrong> swallowed(String status) {
        Predicate<Delivery> which = delivery -> delivery.isWithdrawal() && delivery.isAbout(status);
        return callbacks(delivery -> which.test(delivery) ? delivery.acknowledged() : delivery.pass());
    }

    /** A status of withdrawals is shown as another one, and perhaps not announced. */
    private static Supplier<Wrong> shown(String status, String other, boolean silently) {
        return () -> new Wrong() {
            private final Wrong everywhere =
                    trades(trade -> rename(trade, status, other)).get();

            @Override
            public Answer answer(Turn turn) throws IOException {
                return everywhere.answer(turn);
            }

            @Override
            public Answer callback(Delivery delivery) throws IOException {
                return silently && delivery.isWithdrawal() && delivery.isAbout(status)
                        ? delivery.acknowledged()
                        : everywhere.callback(delivery);
            }
        };
    }

    /** Some answers at the gate are taken for another one. */
    private static Corruption verdict(String id, String sentence, String main, IntPredicate statuses, int taken) {
        return of(id, sentence, main, callbacks(delivery -> {
            Answer answer = delivery.pass();
            return delivery.isGate() && statuses.test(answer.status()) ? answer.withStatus(taken) : answer;
        }));
    }
}
