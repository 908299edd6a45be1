package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.callbacks;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.delivering;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import io.github.assetpaysim.contract.api.corruption.Message.Ask;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What is wrong with what becomes of a callback that was answered in one way or another. */
final class AttemptCorruptions {
    /** Answers that take longer are late. */
    private static final int LATE_MILLIS = 150;

    private AttemptCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                taken(
                                "no-retry-after-500",
                                "A callback answered with 500 does not come again.",
                                "CALL-11",
                                answer -> answer.status() == 500)
                        .mayViolate("CALL-17", "CALL-18"),
                taken(
                                "no-retry-after-404",
                                "A callback answered with 404 does not come again.",
                                "CALL-12",
                                answer -> answer.status() == 404)
                        .mayViolate("CALL-17", "CALL-18"),
                taken(
                                "no-retry-after-204",
                                "A callback answered with 204 does not come again.",
                                "CALL-13",
                                answer -> answer.status() == 204)
                        .mayViolate("CALL-17", "CALL-18"),
                of(
                                "no-retry-after-closing",
                                "A callback whose connection was closed does not come again.",
                                "CALL-14",
                                callbacks(delivery -> {
                                    try {
                                        return delivery.pass();
                                    } catch (IOException e) {
                                        return delivery.acknowledged();
                                    }
                                }))
                        .mayViolate("CALL-17", "CALL-18"),
                of(
                                "no-retry-after-time-out",
                                "A callback that is not answered in time does not come again.",
                                "CALL-15",
                                callbacks(delivery -> delivery.isGate() ? delivery.pass() : inTime(delivery, 200)))
                        .mayViolate("CALL-17", "CALL-18", "CALL-19"),
                taken(
                                "no-retry-after-redirect",
                                "A callback answered with a redirect does not come again.",
                                "CALL-16",
                                answer -> answer.status() / 100 == 3)
                        .mayViolate("CALL-17", "CALL-18"),
                of("redirect-followed", "Redirects of callbacks are followed.", "CALL-16", callbacks(delivery -> {
                    Answer answer = delivery.pass();
                    String location = answer.header("Location");
                    return location == null
                            ? answer
                            : delivery.send(new Ask(
                                    "POST",
                                    location,
                                    delivery.ask().headers(),
                                    delivery.ask().body()));
                })),
                of(
                        "redirect-followed-once-more",
                        "Redirects are followed, and the callback comes again.",
                        "CALL-16",
                        callbacks(delivery -> {
                            Answer answer = delivery.pass();
                            if (answer.header("Location") != null) {
                                delivery.send(new Ask(
                                        "GET",
                                        answer.header("Location"),
                                        delivery.ask().headers(),
                                        new byte[0]));
                            }
                            return answer;
                        })),
                again(
                                "retry-with-new-timestamp",
                                "A retry has another timestamp.",
                                "CALL-17",
                                payload -> payload.put(
                                        "timestamp",
                                        Instant.now()
                                                .plusSeconds(1)
                                                .truncatedTo(ChronoUnit.MILLIS)
                                                .plusMillis(1)
                                                .toString()))
                        .mayViolate("CALL-07", "CALL-02"),
                again(
                        "retry-with-other-order",
                        "A retry has its members in another order.",
                        "CALL-17",
                        payload -> payload.set("trade", payload.remove("trade"))),
                of("retry-with-white-space", "A retry has its body on many lines.", "CALL-17", () -> {
                    Map<String, Boolean> seen = new ConcurrentHashMap<>();
                    return delivering(delivery -> seen.put(delivery.callback(), true) == null
                            ? delivery.pass()
                            : delivery.send(delivery.ask()
                                    .withBody(Json.pretty(delivery.ask().json())
                                            .getBytes(java.nio.charset.StandardCharsets.UTF_8))));
                }),
                of(
                                "retry-at-once",
                                "A failed attempt is followed by another at once.",
                                "CALL-18",
                                callbacks(delivery -> {
                                    Answer answer = delivery.pass();
                                    return answer.status() == 500 && !delivery.isGate() ? delivery.pass() : answer;
                                }))
                        .mayViolate("CALL-11", "CALL-17"),
                of("three-attempts", "A callback is tried three times only.", "CALL-18", () -> {
                    Map<String, Integer> attempts = new ConcurrentHashMap<>();
                    return delivering(delivery -> attempts.merge(delivery.callback(), 1, Integer::sum) > 3
                            ? delivery.acknowledged()
                            : delivery.pass());
                }),
                of("retry-skipped", "Every second attempt is missing, so that retries come later.", "CALL-18", () -> {
                            Map<String, Integer> attempts = new ConcurrentHashMap<>();
                            return delivering(delivery -> attempts.merge(delivery.callback(), 1, Integer::sum) % 2 == 0
                                    ? delivery.acknowledged().withStatus(503)
                                    : delivery.pass());
                        })
                        .mayViolate("callback", "withdrawal"),
                of("doubled", "A callback comes a second time after 200.", "CALL-19", callbacks(delivery -> {
                            Answer answer = delivery.pass();
                            if (answer.status() == 200 && !delivery.isGate()) {
                                delivery.pass();
                            }
                            return answer;
                        }))
                        .mayViolate("CALL-11", "CALL-12", "CALL-13", "CALL-14", "CALL-15", "CALL-16", "CALL-18"),
                of("acknowledgement-lost", "The 200 to COMPLETED is taken for 500.", "CALL-19", () -> {
                    Map<String, Boolean> seen = new ConcurrentHashMap<>();
                    return delivering(delivery -> {
                        Answer answer = delivery.pass();
                        return answer.status() == 200
                                        && delivery.isAbout("COMPLETED")
                                        && seen.put(delivery.callback(), true) == null
                                ? answer.withStatus(500)
                                : answer;
                    });
                }));
    }

    /** An answer that is late is taken for this one. */
    static Answer inTime(Delivery delivery, int otherwise) throws IOException {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(delivery.pass());
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(LATE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return delivery.acknowledged().withStatus(otherwise);
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Some answers are taken for acknowledgements; those of the gate are not. */
    private static Corruption taken(String id, String sentence, String main, Predicate<Answer> which) {
        return of(id, sentence, main, callbacks(delivery -> {
            Answer answer = delivery.pass();
            return which.test(answer) && !delivery.isGate() ? delivery.acknowledged() : answer;
        }));
    }

    /** Attempts but the first have another payload. */
    private static Corruption again(
            String id, String sentence, String main, java.util.function.Consumer<ObjectNode> change) {
        Supplier<Wrong> wrong = () -> {
            Map<String, Boolean> seen = new ConcurrentHashMap<>();
            return delivering(delivery -> {
                if (seen.put(delivery.callback(), true) == null) {
                    return delivery.pass();
                }
                ObjectNode payload = delivery.payload();
                change.accept(payload);
                return delivery.send(payload);
            });
        };
        return of(id, sentence, main, wrong);
    }
}
