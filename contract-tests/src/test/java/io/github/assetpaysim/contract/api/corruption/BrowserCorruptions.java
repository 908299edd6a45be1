package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answering;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answers;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.refused;

import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is wrong with limits and with what web pages may do. */
final class BrowserCorruptions {
    private static final String ORIGIN = "Access-Control-Allow-Origin";
    private static final String HEADERS = "Access-Control-Allow-Headers";

    private BrowserCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of("no-limit", "Nothing is limited.", "LIM-01", () -> {
                            Map<String, Answer> last = new ConcurrentHashMap<>();
                            return answering(turn -> {
                                Answer answer = turn.pass();
                                if (answer.status() != 429) {
                                    last.put(turn.path(), answer);
                                    return answer;
                                }
                                return last.getOrDefault(turn.path(), answer);
                            });
                        })
                        .mayViolate("LIM-02", "ENV-05"),
                of(
                                "limit-is-too-many-trades",
                                "The limit is told with code 6.",
                                "LIM-01",
                                limit(answer -> refused(answer, 6)))
                        .mayViolate("LIM-02"),
                of(
                                "limit-code-of-b",
                                "The limit is told with code 1005.",
                                "LIM-01",
                                limit(answer -> refused(answer, 1005).withStatus(429)))
                        .mayViolate("LIM-02", "ENV-03"),
                of(
                                "limit-with-503",
                                "The limit is told with HTTP 503.",
                                "LIM-01",
                                limit(answer -> answer.withStatus(503)))
                        .mayViolate("LIM-02", "ENV-03"),
                of(
                                "limit-in-text",
                                "The limit is told in a text.",
                                "LIM-01",
                                limit(answer ->
                                        answer.withText("Too Many Requests").withHeader("Content-Type", "text/plain")))
                        .mayViolate("LIM-02", "ENV-02", "ENV-03", "ENV-04", "ENV-06", "ENV-12"),
                of("limit-of-each-user", "The limit is each user's.", "LIM-02", () -> {
                            Map<String, String> first = new ConcurrentHashMap<>();
                            Map<String, Answer> good = new ConcurrentHashMap<>();
                            return answering(turn -> {
                                Answer answer = turn.pass();
                                String token = turn.ask().header("Authorization");
                                if (token == null) {
                                    return answer;
                                }
                                if (answer.isSuccess()) {
                                    good.put(turn.path(), answer);
                                }
                                boolean others = answer.status() == 429
                                        && !token.equals(first.computeIfAbsent(merchant(token), merchant -> token));
                                return others ? good.getOrDefault(turn.path(), answer) : answer;
                            });
                        })
                        .mayViolate("ENV-05"),
                of("limit-of-everything", "Who has met a limit may ask nothing.", "LIM-03", () -> {
                            Set<String> limited = ConcurrentHashMap.newKeySet();
                            return answering(turn -> {
                                Answer answer = turn.pass();
                                String token = turn.ask().header("Authorization");
                                if (token != null && answer.code() == 1007) {
                                    limited.add(token);
                                }
                                return token != null && limited.contains(token) ? refused(answer, 1007) : answer;
                            });
                        })
                        .mayViolate("LIM-01", "LIM-02"),
                of(
                                "no-cors",
                                "There are no headers for web pages.",
                                "CORS-01",
                                answers(turn -> turn.pass()
                                        .withHeader(ORIGIN, null)
                                        .withHeader(HEADERS, null)
                                        .withHeader("Access-Control-Allow-Methods", null)))
                        .andBy("CORS-02"),
                of(
                        "preflight-without-authorization",
                        "A preflight does not allow Authorization.",
                        "CORS-01",
                        preflight(answer -> answer.withHeader(HEADERS, "Content-Type"))),
                of(
                        "preflight-of-another-page",
                        "A preflight allows another page.",
                        "CORS-01",
                        preflight(answer -> answer.withHeader(ORIGIN, "https://example.com"))),
                of(
                        "preflight-refused",
                        "A preflight needs a token.",
                        "CORS-01",
                        preflight(answer -> answer.withStatus(401))),
                of(
                        "preflight-of-reading",
                        "A preflight allows GET only.",
                        "CORS-01",
                        preflight(answer -> answer.withHeader("Access-Control-Allow-Methods", "GET"))),
                of("refusals-without-cors", "Refusals are not for web pages.", "CORS-02", answers(turn -> {
                    Answer answer = turn.pass();
                    return answer.isSuccess() ? answer : answer.withHeader(ORIGIN, null);
                })),
                of("answers-without-cors", "Answers are not for web pages.", "CORS-02", answers(turn -> {
                    Answer answer = turn.pass();
                    return turn.ask().method().equals("OPTIONS") ? answer : answer.withHeader(ORIGIN, null);
                })),
                of("secure-with-cors", "/secure is open to web pages.", "CORS-03", answers(turn -> {
                    Answer answer = turn.pass();
                    return turn.path().startsWith("/secure/") ? answer.withHeader(ORIGIN, "*") : answer;
                })),
                of("auth-with-cors", "/auth is open to web pages.", "CORS-03", answers(turn -> {
                    Answer answer = turn.pass();
                    String origin = turn.ask().header("Origin");
                    return turn.path().startsWith("/auth/") && origin != null
                            ? answer.withHeader(ORIGIN, origin)
                            : answer;
                })));
    }

    private static String merchant(String token) {
        Token read = Token.read(token);
        return read == null ? "none" : read.header().path("userId").asText();
    }

    private static java.util.function.Supplier<Wrong> limit(java.util.function.UnaryOperator<Answer> change) {
        return answers(turn -> {
            Answer answer = turn.pass();
            return answer.code() == 1007 ? change.apply(answer) : answer;
        });
    }

    private static java.util.function.Supplier<Wrong> preflight(java.util.function.UnaryOperator<Answer> change) {
        return answers(turn -> {
            Answer answer = turn.pass();
            return turn.ask().method().equals("OPTIONS") ? change.apply(answer) : answer;
        });
    }
}
