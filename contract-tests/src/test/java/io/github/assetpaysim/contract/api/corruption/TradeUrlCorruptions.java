package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.AuthenticationCorruptions.withKey;
import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.CHECK;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.PRICES;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answers;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.confuses;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.data;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.refused;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import java.util.List;
import java.util.function.Supplier;

/** What is wrong with checks of trade URLs and with prices. */
final class TradeUrlCorruptions {
    private TradeUrlCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of("state-as-text", "The state is a text.", "URL-01", data(CHECK, data -> Wrongs.asText(data, "state")))
                        .mayViolate("tradeurl"),
                of("state-named", "The state is its name.", "URL-01", data(CHECK, data -> data.put("state", "Normal")))
                        .mayViolate("tradeurl"),
                of("no-message", "There is no message.", "URL-01", data(CHECK, data -> data.remove("message"))),
                of("steamid-as-number", "steamid is a number.", "URL-01", data(CHECK, data -> {
                            if (data.has("steamid")) {
                                data.put("steamid", data.path("steamid").asLong());
                            }
                        }))
                        .mayViolate("URL-02"),
                of(
                                "can-trade-as-text",
                                "canTrade is a text.",
                                "URL-01",
                                data(CHECK, data -> Wrongs.asText(data, "canTrade")))
                        .mayViolate("URL-02", "URL-11"),
                of("steamid-spelled-otherwise", "steamid is written steamId.", "URL-02", data(CHECK, data -> {
                    if (data.has("steamid")) {
                        data.set("steamId", data.remove("steamid"));
                    }
                })),
                of("steamid-of-another", "steamid is another user's.", "URL-02", data(CHECK, data -> {
                    if (data.has("steamid")) {
                        data.put("steamid", "76561198000000001");
                    }
                })),
                of("good-url-cannot-trade", "canTrade is false for a good URL.", "URL-02", data(CHECK, data -> {
                            if (data.path("state").asInt() == 1) {
                                data.put("canTrade", false);
                            }
                        }))
                        .mayViolate("URL-11"),
                of("good-url-is-unknown", "A good URL is state 8.", "URL-02", state(1, 8))
                        .mayViolate("URL-11"),
                of(
                                "cs2-ban-is-rust-ban",
                                "A user banned in CS2 is state 3, and the other way round.",
                                "URL-03",
                                data(CHECK, data -> {
                                    int state = data.path("state").asInt();
                                    data.put("state", state == 2 ? 3 : state == 3 ? 2 : state);
                                }))
                        .andBy("URL-04"),
                of("rust-ban-is-ban", "A user banned in Rust is state 4.", "URL-04", state(3, 4)),
                of("ban-is-cs2-ban", "A user banned in both games is state 2.", "URL-05", state(4, 2)),
                of("private-is-unknown", "A private inventory is state 8.", "URL-06", state(5, 8)),
                of("malformed-is-nobody", "A malformed URL is state 7.", "URL-07", state(6, 7))
                        .mayViolate("URL-10"),
                of(
                                "malformed-is-refused",
                                "A malformed URL is refused with code 14.",
                                "URL-07",
                                answers(CHECK, turn -> {
                                    Answer answer = turn.pass();
                                    return answer.json().at("/data/state").asInt() == 6 ? refused(answer, 14) : answer;
                                }))
                        .andBy("URL-10"),
                of("nobody-is-malformed", "A URL with nobody behind it is state 6.", "URL-08", state(7, 6))
                        .mayViolate("URL-10"),
                of("failure-is-nobody", "An unexpected failure is state 7.", "URL-09", state(8, 7)),
                of("failure-is-an-error", "An unexpected failure is HTTP 500.", "URL-09", answers(CHECK, turn -> {
                            Answer answer = turn.pass();
                            return answer.json().at("/data/state").asInt() == 8 ? refused(answer, 1000) : answer;
                        }))
                        .mayViolate("URL-10"),
                of("banned-is-refused", "A URL whose user is banned is refused.", "URL-05", answers(CHECK, turn -> {
                            Answer answer = turn.pass();
                            return answer.json().at("/data/state").asInt() == 4 ? refused(answer, 7) : answer;
                        }))
                        .mayViolate("URL-10", "URL-11"),
                of(
                        "no-reason",
                        "Who cannot trade has no reason.",
                        "URL-11",
                        data(CHECK, data -> data.remove("reason"))),
                of("reason-without-probation", "The reason does not tell of probation.", "URL-11", data(CHECK, data -> {
                            if (data.path("reason") instanceof ObjectNode reason) {
                                reason.remove("probation");
                            }
                        }))
                        .mayViolate("URL-01"),
                of("escrow-days-as-text", "escrowDays is a text.", "URL-11", data(CHECK, data -> {
                            if (data.path("reason") instanceof ObjectNode reason) {
                                Wrongs.asText(reason, "escrowDays");
                            }
                        }))
                        .mayViolate("URL-01"),
                of("reason-always", "Who can trade has a reason, too.", "URL-11", data(CHECK, data -> {
                            if (data.path("canTrade").asBoolean()) {
                                data.putObject("reason").put("escrowDays", 0).put("probation", false);
                            }
                        }))
                        .mayViolate("URL-02"),
                of("tradeurl-not-needed", "Without tradeurl the state is 6.", "URL-12", answers(CHECK, turn -> {
                    Answer answer = turn.pass();
                    return answer.code() == 1001
                            ? Wrongs.success(Json.object().put("state", 6).put("message", "invalid"))
                            : answer;
                })),
                of(
                        "tradeurl-missing-is-14",
                        "Without tradeurl the check is refused with code 14.",
                        "URL-12",
                        confuses(CHECK, 1001, 14)),
                of("check-without-key", "The check needs no API key.", "URL-13", withKey(CHECK, 1400)),
                of("check-with-any-key", "The check takes any API key.", "URL-13", withKey(CHECK, 1401)),
                of(
                        "check-key-unauthorized",
                        "Without an API key the check is refused with code 1002.",
                        "URL-13",
                        confuses(CHECK, 1400, 1002)),
                of("check-without-scope", "The check needs no scope.", "URL-14", withKey(CHECK, 1003)),
                of(
                        "check-scope-is-invalid-key",
                        "A key without the scope is refused with code 1401.",
                        "URL-14",
                        confuses(CHECK, 1003, 1401)),
                of(
                                "prices-not-found",
                                "There are no prices.",
                                "PRC-01",
                                answers(PRICES, turn -> refused(turn.pass(), 1004)))
                        .mayViolate("PRC-02"),
                of("prices-without-envelope", "Prices are the bare data.", "PRC-01", answers(PRICES, turn -> {
                            Answer answer = turn.pass();
                            return answer.isSuccess()
                                    ? answer.withJson(answer.json().path("data"))
                                    : answer;
                        }))
                        .mayViolate("ENV-01", "ENV-04"),
                of("prices-without-key", "Prices are open to everybody.", "PRC-02", withKey(PRICES, 1400)),
                of("prices-with-any-key", "Prices take any API key.", "PRC-02", withKey(PRICES, 1401)));
    }

    private static Supplier<Wrong> state(int right, int wrong) {
        return data(CHECK, data -> {
            if (data.path("state").asInt() == right) {
                data.put("state", wrong);
            }
        });
    }
}
