package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.WITHDRAW;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answers;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.asText;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.confuses;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.data;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.forgivesBody;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.http;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.refused;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.trades;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import java.util.List;

/** What is wrong with making withdrawals. */
final class WithdrawalCorruptions {
    private WithdrawalCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of("type-withdrawal", "The type is WITHDRAWAL.", "WDR-01", trades(trade -> {
                            if (trade.path("type").asText().equals("WITHDRAW")) {
                                trade.put("type", "WITHDRAWAL");
                            }
                        }))
                        .mayViolate("WDR-03", "HIST-04", "HIST-02", "CALL-04"),
                of(
                                "withdrawal-is-pending",
                                "A withdrawal is PENDING at first.",
                                "WDR-01",
                                data(WITHDRAW, data -> data.put("status", "PENDING")))
                        .mayViolate("WDR-05"),
                of(
                        "items-without-market",
                        "The items of a withdrawal have no market.",
                        "WDR-01",
                        data(
                                WITHDRAW,
                                data -> data.path("items").forEach(item -> ((ObjectNode) item).remove("market")))),
                of(
                        "items-market-as-text",
                        "The market of items is a text.",
                        "WDR-01",
                        data(
                                WITHDRAW,
                                data -> data.path("items").forEach(item -> asText((ObjectNode) item, "market")))),
                of(
                                "withdrawal-total-as-text",
                                "totalPrice is a text.",
                                "WDR-01",
                                data(WITHDRAW, data -> asText(data, "totalPrice")))
                        .mayViolate("WDR-02"),
                of("withdrawal-total-off", "totalPrice is a cent too high.", "WDR-02", trades(trade -> {
                    if (trade.path("type").asText().equals("WITHDRAW")) {
                        Wrongs.add(trade, "totalPrice", "0.01");
                    }
                })),
                of("withdrawal-total-in-cents", "totalPrice is in cents.", "WDR-02", trades(trade -> {
                    if (trade.path("type").asText().equals("WITHDRAW")) {
                        Wrongs.inCents(trade, "totalPrice");
                    }
                })),
                of(
                        "withdrawal-of-nothing-is-invalid",
                        "An empty array of items is refused with code 1001.",
                        "WDR-14",
                        confuses(WITHDRAW, 2, 1001)),
                of(
                                "withdrawal-of-nothing-with-422",
                                "An empty array of items is refused with HTTP 422.",
                                "WDR-14",
                                http(WITHDRAW, 2, 422))
                        .mayViolate("ENV-03"),
                of(
                        "fifty-one-are-invalid",
                        "51 items are refused with code 1001.",
                        "WDR-15",
                        confuses(WITHDRAW, 8, 1001)),
                of(
                        "fifty-one-are-unknown",
                        "51 items are refused as unknown listings.",
                        "WDR-15",
                        confuses(WITHDRAW, 8, 15)),
                of("market-not-needed", "Without market a listing is not found.", "WDR-16", answers(WITHDRAW, turn -> {
                    Answer answer = turn.pass();
                    for (JsonNode item : turn.ask().json().path("items")) {
                        if (answer.code() == 1001 && !item.has("market")) {
                            return refused(answer, 15);
                        }
                    }
                    return answer;
                })),
                of("any-withdrawal-price", "A price over 100,000 has changed.", "WDR-16", answers(WITHDRAW, turn -> {
                    Answer answer = turn.pass();
                    for (JsonNode item : turn.ask().json().path("items")) {
                        if (answer.code() == 1001 && item.at("/offer/price").asDouble() > 100_000) {
                            return refused(answer, 11);
                        }
                    }
                    return answer;
                })),
                of("any-reference", "An offer needs no reference.", "WDR-16", answers(WITHDRAW, turn -> {
                    Answer answer = turn.pass();
                    for (JsonNode item : turn.ask().json().path("items")) {
                        if (answer.code() == 1001
                                && item.at("/offer/price").isNumber()
                                && !item.at("/offer/reference").isTextual()) {
                            return refused(answer, 11);
                        }
                    }
                    return answer;
                })),
                of(
                        "listing-unavailable",
                        "A listing that does not exist is refused with code 9.",
                        "WDR-17",
                        confuses(WITHDRAW, 15, 9)),
                of(
                                "listing-with-400",
                                "A listing that does not exist is refused with HTTP 400.",
                                "WDR-17",
                                http(WITHDRAW, 15, 400))
                        .mayViolate("ENV-03", "WDR-18"),
                of(
                        "impossible-listing-not-found",
                        "An id that no listing can have is refused with code 15.",
                        "WDR-18",
                        confuses(WITHDRAW, 17, 15)),
                of(
                                "withdrawal-price-with-400",
                                "A price that is not the listing's is refused with HTTP 400.",
                                "WDR-19",
                                http(WITHDRAW, 11, 400))
                        .mayViolate("ENV-03"),
                of(
                        "withdrawal-price-is-invalid",
                        "A price that is not the listing's is refused with code 16.",
                        "WDR-19",
                        confuses(WITHDRAW, 11, 16)),
                of(
                                "balance-with-402",
                                "A balance that is too low is refused with HTTP 402.",
                                "WDR-20",
                                http(WITHDRAW, 12, 402))
                        .mayViolate("ENV-03"),
                of(
                        "balance-breaks-it",
                        "A balance that is too low is answered with HTTP 500.",
                        "WDR-20",
                        confuses(WITHDRAW, 12, 1000)),
                of(
                        "sold-is-not-found",
                        "A listing in an open withdrawal is refused with code 15.",
                        "WDR-21",
                        confuses(WITHDRAW, 9, 15)),
                of(
                                "sold-with-409",
                                "A listing in an open withdrawal is refused with HTTP 409.",
                                "WDR-21",
                                http(WITHDRAW, 9, 409))
                        .mayViolate("ENV-03"),
                of(
                        "withdrawal-external-id-again",
                        "An externalId may be used again for a withdrawal.",
                        "WDR-22",
                        forgivesBody(WITHDRAW, 1, body -> body.remove("externalId"))),
                of(
                                "withdrawal-external-id-with-400",
                                "An externalId that was used is refused with HTTP 400.",
                                "WDR-22",
                                http(WITHDRAW, 1, 400))
                        .mayViolate("ENV-03"));
    }
}
