package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.AUTHENTICATE;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answering;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answers;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.confuses;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.data;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.forgivesBody;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.http;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.refused;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.takesBody;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.api.corruption.CorruptingProxy.Merchant;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What is wrong with the way in: API keys and the body that asks for a token. */
final class AuthenticationCorruptions {
    private static final String SOMEBODY = "76561198000000555";
    private static final String HIS_URL = "https://steamcommunity.com/tradeoffer/new/?partner=39734827&token=abcdEFGH";
    private static final Set<String> KNOWN = Set.of("totalWager", "kycLevel", "fiatDeposits", "cryptoDeposits");

    private AuthenticationCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of(
                                "token-missing",
                                "There is no token in the answer.",
                                "AUTH-01",
                                data(AUTHENTICATE, data -> data.remove("token")))
                        .mayViolate("authenticate"),
                of("token-is-data", "The token itself is the data.", "AUTH-01", answers(AUTHENTICATE, turn -> {
                            Answer answer = turn.pass();
                            return answer.isSuccess()
                                    ? answer.withData(answer.json().at("/data/token"))
                                    : answer;
                        }))
                        .mayViolate("authenticate"),
                of(
                                "token-is-a-number",
                                "The token is a number.",
                                "AUTH-01",
                                data(AUTHENTICATE, data -> data.put("token", 4711)))
                        .mayViolate("authenticate"),
                of(
                        "missing-key-is-invalid",
                        "A missing API key is refused as an invalid one.",
                        "AUTH-02",
                        confuses(AUTHENTICATE, 1400, 1401)),
                of("missing-key-accepted", "No API key is needed for a token.", "AUTH-02", withKey(AUTHENTICATE, 1400)),
                of(
                                "unknown-key-is-missing",
                                "An unknown API key is refused as a missing one.",
                                "AUTH-03",
                                confuses(AUTHENTICATE, 1401, 1400))
                        .mayViolate("AUTH-12"),
                of("unknown-key-accepted", "Any API key will do.", "AUTH-03", withKey(AUTHENTICATE, 1401))
                        .mayViolate("AUTH-12"),
                of("keys-refused-with-403", "API keys are refused with HTTP 403.", "AUTH-04", answers(turn -> {
                            Answer answer = turn.pass();
                            return answer.code() == 1400 || answer.code() == 1401 ? answer.withStatus(403) : answer;
                        }))
                        .mayViolate("AUTH-02", "AUTH-03", "AUTH-12", "ENV-03", "URL-13", "PRC-02"),
                of(
                        "steam-id-not-needed",
                        "Without a Steam id it is somebody's.",
                        "AUTH-05",
                        takesBody(AUTHENTICATE, body -> {
                            if (!body.has("clientSteamId")) {
                                body.put("clientSteamId", SOMEBODY);
                            }
                        })),
                of(
                        "steam-id-missing-is-unauthorized",
                        "Without a Steam id authentication is refused with HTTP 401.",
                        "AUTH-05",
                        answers(AUTHENTICATE, turn -> {
                            Answer answer = turn.pass();
                            return answer.code() == 1001 && !turn.ask().json().has("clientSteamId")
                                    ? refused(answer, 1002)
                                    : answer;
                        })),
                of("any-steam-id", "A Steam id may be any text.", "AUTH-06", takesBody(AUTHENTICATE, body -> {
                    if (body.path("clientSteamId").isTextual()
                            && !body.path("clientSteamId").textValue().matches("76561\\d{12}")) {
                        body.put("clientSteamId", SOMEBODY);
                    }
                })),
                of("long-steam-id", "A Steam id may have 18 digits.", "AUTH-06", takesBody(AUTHENTICATE, body -> {
                    if (body.path("clientSteamId").asText().matches("76561\\d{13}")) {
                        body.put("clientSteamId", SOMEBODY);
                    }
                })),
                of(
                        "steam-id-of-another-universe",
                        "A Steam id need not begin with 76561.",
                        "AUTH-06",
                        takesBody(AUTHENTICATE, body -> {
                            if (body.path("clientSteamId").asText().matches("\\d{17}")
                                    && !body.path("clientSteamId").asText().startsWith("76561")) {
                                body.put("clientSteamId", SOMEBODY);
                            }
                        })),
                of(
                        "trade-url-not-needed",
                        "Without a trade URL it is somebody's.",
                        "AUTH-07",
                        takesBody(AUTHENTICATE, body -> {
                            if (!body.has("clientTradeUrl")) {
                                body.put("clientTradeUrl", HIS_URL);
                            }
                        })),
                of("any-trade-url", "A trade URL may be any text.", "AUTH-08", takesBody(AUTHENTICATE, body -> {
                    if (body.path("clientTradeUrl").isTextual()
                            && !body.path("clientTradeUrl").textValue().contains("/tradeoffer/new/?partner=")) {
                        body.put("clientTradeUrl", HIS_URL);
                    }
                })),
                of(
                        "trade-url-refused-as-unreachable",
                        "A malformed trade URL is refused with code 14.",
                        "AUTH-08",
                        answers(AUTHENTICATE, turn -> {
                            Answer answer = turn.pass();
                            return answer.code() == 1001
                                            && turn.ask().json().has("clientTradeUrl")
                                            && !turn.ask()
                                                    .json()
                                                    .path("clientTradeUrl")
                                                    .asText()
                                                    .contains("partner=")
                                    ? refused(answer, 14)
                                    : answer;
                        })),
                of(
                        "long-client-id",
                        "A clientId may have 129 characters.",
                        "AUTH-09",
                        takesBody(AUTHENTICATE, body -> cut(body, 128))),
                of(
                        "short-client-id",
                        "A clientId may have 64 characters at most.",
                        "AUTH-09",
                        answers(AUTHENTICATE, turn -> {
                            Answer answer = turn.pass();
                            return turn.ask().json().path("clientId").asText().length() > 64
                                    ? refused(answer, 1001)
                                    : answer;
                        })),
                of(
                        "any-client-data",
                        "Known members of clientData may be anything.",
                        "AUTH-10",
                        forgivesBody(AUTHENTICATE, 1001, body -> body.remove("clientData"))),
                of("any-kyc-level", "The kycLevel may be any number.", "AUTH-10", takesBody(AUTHENTICATE, body -> {
                    if (body.path("clientData") instanceof ObjectNode data
                            && data.path("kycLevel").isNumber()) {
                        data.put("kycLevel", 3);
                    }
                })),
                of(
                        "only-known-client-data",
                        "Further members of clientData are refused.",
                        "AUTH-11",
                        answers(AUTHENTICATE, turn -> {
                            Answer answer = turn.pass();
                            for (var member :
                                    turn.ask().json().path("clientData").properties()) {
                                if (!KNOWN.contains(member.getKey())) {
                                    return refused(answer, 1001);
                                }
                            }
                            return answer;
                        })),
                of("revoked-key-accepted", "A revoked API key still works.", "AUTH-12", () -> {
                    Set<String> valid = ConcurrentHashMap.newKeySet();
                    return answering(turn -> {
                        Answer answer = turn.pass();
                        String key = turn.ask().header("api-key");
                        if (key == null) {
                            return answer;
                        }
                        if (answer.code() == 1401 && valid.contains(key)) {
                            return turn.send(turn.ask().withHeader("api-key", someKey(turn)));
                        }
                        if (answer.code() != 1401) {
                            valid.add(key);
                        }
                        return answer;
                    });
                }),
                of("revoked-key-is-forbidden", "A revoked API key is refused with code 1003.", "AUTH-12", () -> {
                    Set<String> valid = ConcurrentHashMap.newKeySet();
                    return answering(turn -> {
                        Answer answer = turn.pass();
                        String key = turn.ask().header("api-key");
                        if (key != null && answer.code() != 1401) {
                            valid.add(key);
                        }
                        return key != null && answer.code() == 1401 && valid.contains(key)
                                ? refused(answer, 1003)
                                : answer;
                    });
                }),
                of(
                        "scope-not-needed",
                        "An API key without the scope gets a token.",
                        "AUTH-13",
                        withKey(AUTHENTICATE, 1003)),
                of(
                        "scope-missing-is-invalid",
                        "An API key without the scope is refused as an invalid one.",
                        "AUTH-13",
                        confuses(AUTHENTICATE, 1003, 1401)),
                of(
                                "scope-missing-with-401",
                                "An API key without the scope is refused with HTTP 401.",
                                "AUTH-13",
                                http(AUTHENTICATE, 1003, 401))
                        .mayViolate("ENV-03", "AUTH-04"));
    }

    private static void cut(ObjectNode body, int length) {
        String id = body.path("clientId").asText();
        if (id.length() > length) {
            body.put("clientId", id.substring(0, length));
        }
    }

    private static String someKey(Turn turn) {
        return turn.proxy().merchants().get(0).apiKey();
    }

    /** Where it should refuse an API key with a code, it takes it for a right one. */
    static Supplier<Wrong> withKey(String path, int code) {
        return answers(path, turn -> {
            Answer answer = turn.pass();
            List<Merchant> merchants = turn.proxy().merchants();
            return answer.code() == code && !merchants.isEmpty()
                    ? turn.send(turn.ask().withHeader("api-key", someKey(turn)))
                    : answer;
        });
    }
}
