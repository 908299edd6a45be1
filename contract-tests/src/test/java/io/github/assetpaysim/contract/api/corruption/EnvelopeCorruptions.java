package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.DEPOSIT;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answering;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What is wrong with answers whatever they are about. */
final class EnvelopeCorruptions {
    private static final String STACK =
            "java.lang.IllegalStateException: no\n\tat co.assetpay.Orders.find(Orders.java:17)\n"
                    + "\tat co.assetpay.Api.handle(Api.java:240)";

    private EnvelopeCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of(
                                "success-without-request-id",
                                "Successes have no requestId.",
                                "ENV-01",
                                successes(json -> json.remove("requestId")))
                        .mayViolate("ENV-04", "ENV-05"),
                of("success-as-text", "success is a text.", "ENV-01", successes(json -> json.put("success", "true"))),
                of(
                                "success-without-success",
                                "Successes do not say so.",
                                "ENV-01",
                                successes(json -> json.remove("success")))
                        .mayViolate("envelope", "authenticate", "token", "prices", "tradeurl"),
                of(
                        "success-with-error",
                        "Successes have an error, which is null.",
                        "ENV-01",
                        successes(json -> json.putNull("error"))),
                of(
                                "success-as-payload",
                                "Successes have payload instead of data.",
                                "ENV-01",
                                successes(json -> json.set("payload", json.remove("data"))))
                        .mayViolate("authenticate", "token", "tradeurl"),
                of(
                                "refusal-without-request-id",
                                "Refusals have no requestId.",
                                "ENV-02",
                                refusals(json -> json.remove("requestId")))
                        .mayViolate("ENV-04", "ENV-05"),
                of(
                        "refusal-with-data",
                        "Refusals have data, which is null.",
                        "ENV-02",
                        refusals(json -> json.putNull("data"))),
                of(
                                "refusal-as-success",
                                "Refusals say success true.",
                                "ENV-02",
                                refusals(json -> json.put("success", true)))
                        .mayViolate("ENV-08", "ENV-09"),
                of(
                                "refusal-without-success",
                                "Refusals do not say success.",
                                "ENV-02",
                                refusals(json -> json.remove("success")))
                        .mayViolate("ENV-08", "ENV-09"),
                of(
                                "error-is-text",
                                "The error is its message.",
                                "ENV-02",
                                refusals(json ->
                                        json.set("error", json.path("error").path("message"))))
                        .mayViolate("envelope", "authenticate", "tradeurl", "prices", "token"),
                of(
                                "code-as-text",
                                "The code of errors is a text.",
                                "ENV-03",
                                errors(error -> Wrongs.asText(error, "code")))
                        .mayViolate("envelope", "authenticate", "token", "prices", "tradeurl"),
                of(
                                "key-in-small-letters",
                                "The key of errors is written small.",
                                "ENV-03",
                                errors(error -> error.put(
                                        "key", error.path("key").asText().toLowerCase(java.util.Locale.ROOT))))
                        .mayViolate("envelope", "authenticate", "token", "prices", "tradeurl"),
                of(
                                "key-of-another-row",
                                "The key of errors is always SERVER_ERROR.",
                                "ENV-03",
                                errors(error -> error.put("key", "SERVER_ERROR")))
                        .mayViolate("envelope", "authenticate", "token", "prices", "tradeurl"),
                of(
                                "code-of-no-row",
                                "Codes are those of the table and 5000.",
                                "ENV-03",
                                errors(error ->
                                        error.put("code", error.path("code").asInt() + 5000)))
                        .mayViolate("envelope", "authenticate", "token", "prices", "tradeurl"),
                of("request-id-is-a-number", "The requestId is a counted number.", "ENV-04", () -> {
                            AtomicInteger count = new AtomicInteger(4711);
                            return each(json -> json.put("requestId", count.incrementAndGet()));
                        })
                        .mayViolate("ENV-01", "ENV-02"),
                of(
                        "request-id-is-no-uuid",
                        "The requestId is text that is no UUID.",
                        "ENV-04",
                        () -> each(json -> json.put(
                                "requestId",
                                "req_" + json.path("requestId").asText().replace("-", "")))),
                of(
                        "same-request-id",
                        "All answers have one requestId.",
                        "ENV-05",
                        () -> each(json -> json.put("requestId", "0f6d2f3e-7a51-4f0c-9c0e-3d1f5f0b8a77"))),
                of("request-id-twice", "Every second answer has the requestId of the one before.", "ENV-05", () -> {
                    AtomicReference<String> before = new AtomicReference<>();
                    return each(json -> {
                        String id = before.getAndSet(null);
                        if (id == null) {
                            before.set(json.path("requestId").asText());
                        } else {
                            json.put("requestId", id);
                        }
                    });
                }),
                of(
                        "content-type-text",
                        "Answers call themselves text.",
                        "ENV-06",
                        answers(turn -> turn.pass().withHeader("Content-Type", "text/plain; charset=utf-8"))),
                of("refusals-content-type-html", "Refusals call themselves HTML.", "ENV-06", answers(turn -> {
                    Answer answer = turn.pass();
                    return answer.isSuccess() ? answer : answer.withHeader("Content-Type", "text/html");
                })),
                of("created", "A deposit is answered with HTTP 201.", "ENV-07", answers(DEPOSIT, turn -> {
                            Answer answer = turn.pass();
                            return answer.isSuccess() ? answer.withStatus(201) : answer;
                        }))
                        .shownBy("DEP-02"),
                of("post-is-created", "A POST is answered with HTTP 201.", "ENV-07", answers(turn -> {
                    Answer answer = turn.pass();
                    return answer.isSuccess() && turn.ask().method().equals("POST") ? answer.withStatus(201) : answer;
                })),
                of(
                                "unknown-path-in-html",
                                "An unknown path is answered with a page in HTML.",
                                "ENV-08",
                                unknownPath(answer -> answer.withText("<html><h1>Not Found</h1></html>")
                                        .withHeader("Content-Type", "text/html")))
                        .mayViolate("ENV-02", "ENV-03", "ENV-04", "ENV-05", "ENV-06", "ENV-09", "ENV-12"),
                of(
                                "unknown-path-is-invalid",
                                "An unknown path is answered with HTTP 400, code 1001.",
                                "ENV-08",
                                unknownPath(answer -> Wrongs.refused(answer, 1001)))
                        .mayViolate("ENV-09"),
                of(
                                "unknown-path-is-a-success",
                                "An unknown path is answered with HTTP 200.",
                                "ENV-08",
                                unknownPath(answer -> answer.withStatus(200)))
                        .mayViolate("ENV-01", "ENV-02", "ENV-03", "ENV-07", "ENV-09"),
                of(
                        "any-method",
                        "A method that a path does not know is answered with HTTP 500.",
                        "ENV-09",
                        answers(turn -> {
                            Answer answer = turn.pass();
                            return isKnown(turn) && answer.code() == 1004 ? Wrongs.refused(answer, 1000) : answer;
                        })),
                of(
                                "any-method-in-text",
                                "A method that a path does not know is answered with a text.",
                                "ENV-09",
                                answers(turn -> {
                                    Answer answer = turn.pass();
                                    return isKnown(turn) && answer.code() == 1004
                                            ? answer.withText("Method Not Allowed")
                                            : answer;
                                }))
                        .mayViolate("ENV-02", "ENV-03", "ENV-04", "ENV-12"),
                of(
                        "no-json-is-unprocessable",
                        "A body that is no JSON is refused with HTTP 422.",
                        "ENV-10",
                        answers(turn -> {
                            Answer answer = turn.pass();
                            return isJson(turn) ? answer : Wrongs.refused(answer, 1006);
                        })),
                of("no-json-breaks-it", "A body that is no JSON is answered with HTTP 500.", "ENV-10", answers(turn -> {
                    Answer answer = turn.pass();
                    return isJson(turn) ? answer : Wrongs.refused(answer, 1000);
                })),
                of("array-breaks-it", "A body that is an array is answered with HTTP 500.", "ENV-11", answers(turn -> {
                    Answer answer = turn.pass();
                    return isJson(turn) && !isObject(turn) ? Wrongs.refused(answer, 1000) : answer;
                })),
                of(
                                "empty-message",
                                "The message of errors is empty.",
                                "ENV-12",
                                errors(error -> error.put("message", "")))
                        .mayViolate("ENV-03"),
                of(
                        "stack-trace",
                        "The message of errors is a stack trace.",
                        "ENV-12",
                        errors(error -> error.put("message", STACK))),
                of("validation-with-422", "What is not valid is refused with HTTP 422.", "AUTH-05", answers(turn -> {
                            Answer answer = turn.pass();
                            return answer.code() == 1001 ? answer.withStatus(422) : answer;
                        }))
                        .mayViolate("envelope", "authenticate", "tradeurl"));
    }

    private static Wrong each(Consumer<ObjectNode> change) {
        return answering(turn -> {
            Answer answer = turn.pass();
            ObjectNode json = answer.json();
            if (json.isEmpty()) {
                return answer;
            }
            change.accept(json);
            return answer.withJson(json);
        });
    }

    private static Supplier<Wrong> successes(Consumer<ObjectNode> change) {
        return () -> each(json -> {
            if (json.path("success").asBoolean()) {
                change.accept(json);
            }
        });
    }

    private static Supplier<Wrong> refusals(Consumer<ObjectNode> change) {
        return () -> each(json -> {
            if (json.has("error")) {
                change.accept(json);
            }
        });
    }

    private static Supplier<Wrong> errors(Consumer<ObjectNode> change) {
        return refusals(json -> {
            if (json.path("error") instanceof ObjectNode error) {
                change.accept(error);
            }
        });
    }

    private static Supplier<Wrong> unknownPath(java.util.function.UnaryOperator<Answer> change) {
        return answers(turn -> {
            Answer answer = turn.pass();
            return isKnown(turn) || answer.code() != 1004 ? answer : change.apply(answer);
        });
    }

    private static boolean isKnown(Turn turn) {
        return Wrongs.PATHS.contains(turn.path());
    }

    private static boolean isJson(Turn turn) {
        if (turn.ask().body().length == 0) {
            return true;
        }
        try {
            Json.read(turn.ask().body());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isObject(Turn turn) throws IOException {
        return turn.ask().body().length == 0 || Json.read(turn.ask().body()).isObject();
    }
}
