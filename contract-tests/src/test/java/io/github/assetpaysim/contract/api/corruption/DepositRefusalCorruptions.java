package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.DEPOSIT;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answers;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.confuses;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.forgivesBody;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.http;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.refused;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.takesBody;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What is wrong with refusals of deposits: they are others, or missing. */
final class DepositRefusalCorruptions {
    private DepositRefusalCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of("long-external-id", "An externalId may have 129 characters.", "DEP-10", takesBody(DEPOSIT, body -> {
                            if (body.path("externalId").asText().length() > 128) {
                                body.put(
                                        "externalId",
                                        body.path("externalId").asText().substring(1));
                            }
                        }))
                        .mayViolate("DEP-05"),
                of(
                        "short-external-id",
                        "An externalId may have 64 characters at most.",
                        "DEP-10",
                        answers(
                                DEPOSIT,
                                turn -> turn.ask()
                                                        .json()
                                                        .path("externalId")
                                                        .asText()
                                                        .length()
                                                > 64
                                        ? refused(
                                                turn.send(Wrongs.withBody(turn.ask(), body -> body.remove("items"))),
                                                1001)
                                        : turn.pass())),
                of(
                        "no-items-is-invalid",
                        "An empty array of items is refused with code 1001.",
                        "DEP-11",
                        confuses(DEPOSIT, 2, 1001)),
                of(
                                "no-items-with-422",
                                "An empty array of items is refused with HTTP 422.",
                                "DEP-11",
                                http(DEPOSIT, 2, 422))
                        .mayViolate("ENV-03", "DEP-12"),
                of(
                        "items-missing-breaks-it",
                        "Without items a deposit is answered with HTTP 500.",
                        "DEP-12",
                        answers(DEPOSIT, turn -> {
                            Answer answer = turn.pass();
                            return answer.code() == 1001
                                            && !turn.ask().json().path("items").isArray()
                                    ? refused(answer, 1000)
                                    : answer;
                        })),
                of(
                        "any-item-id",
                        "An itemId may be as short and long as it will, and is not available.",
                        "DEP-13",
                        answers(DEPOSIT, turn -> {
                            Answer answer = turn.pass();
                            int length = turn.ask()
                                    .json()
                                    .at("/items/0/itemId")
                                    .asText()
                                    .length();
                            return answer.code() == 1001
                                            && (length < 5 || length > 256)
                                            && turn.ask().json().at("/items/0").has("itemId")
                                    ? refused(answer, 9)
                                    : answer;
                        })),
                of(
                        "item-id-may-be-a-number",
                        "An itemId that is a number is not available.",
                        "DEP-13",
                        answers(DEPOSIT, turn -> {
                            Answer answer = turn.pass();
                            return answer.code() == 1001
                                            && turn.ask()
                                                    .json()
                                                    .at("/items/0/itemId")
                                                    .isNumber()
                                    ? refused(answer, 9)
                                    : answer;
                        })),
                of("amount-zero-is-one", "An amount of 0 is taken for 1.", "DEP-14", items(item -> {
                    if (item.path("amount").isNumber() && item.path("amount").asDouble() == 0) {
                        item.put("amount", 1);
                    }
                })),
                of("amount-as-text", "An amount may be a text.", "DEP-14", items(item -> {
                    if (item.path("amount").isTextual()) {
                        item.put("amount", item.path("amount").asInt(1));
                    }
                })),
                of("amount-rounded", "Decimals of an amount are dropped.", "DEP-14", items(item -> {
                    if (item.path("amount").isFloatingPointNumber()) {
                        item.put("amount", Math.max(1, item.path("amount").asInt()));
                    }
                })),
                of(
                        "any-amount",
                        "An amount over 10000 is more than the user owns.",
                        "DEP-14",
                        answers(DEPOSIT, turn -> {
                            Answer answer = turn.pass();
                            return answer.code() == 1001
                                            && turn.ask()
                                                            .json()
                                                            .at("/items/0/amount")
                                                            .asInt()
                                                    > 10000
                                    ? refused(answer, 19)
                                    : answer;
                        })),
                of("offer-without-reference", "An offer needs no reference.", "DEP-15", items(item -> {
                    if (item.has("offer") && !item.path("offer").has("reference")) {
                        item.remove("offer");
                    }
                })),
                of("offer-price-as-text", "The price of an offer may be a text.", "DEP-15", items(item -> {
                    if (item.at("/offer/price").isTextual()) {
                        item.remove("offer");
                    }
                })),
                of("same-item-twice", "The same item twice is taken for once.", "DEP-16", takesBody(DEPOSIT, body -> {
                            if (body.path("items") instanceof ArrayNode items) {
                                Set<String> ids = new TreeSet<>();
                                var each = items.elements();
                                while (each.hasNext()) {
                                    String id = each.next().path("itemId").asText();
                                    if (id.length() > 8 && !ids.add(id)) {
                                        each.remove();
                                    }
                                }
                            }
                        }))
                        .mayViolate("DEP-17"),
                of(
                        "too-many-is-invalid",
                        "More than 250 items are refused with code 1001.",
                        "DEP-17",
                        confuses(DEPOSIT, 8, 1001)),
                of("deposit-of-any-game", "Another game is taken for CS2.", "DEP-18", takesBody(DEPOSIT, body -> {
                    String game = body.path("game").asText("730");
                    if (!game.equals("730") && !game.equals("252490")) {
                        body.put("game", "730");
                    }
                })),
                of(
                                "unowned-is-not-found",
                                "An item that the user does not own is refused with code 15.",
                                "DEP-19",
                                confuses(DEPOSIT, 9, 15))
                        .mayViolate("DEP-28", "DEP-29", "INV-21"),
                of(
                        "unaccepted-is-unavailable",
                        "An item that is not accepted is refused with code 9.",
                        "DEP-20",
                        confuses(DEPOSIT, 10, 9)),
                of(
                                "unaccepted-key-alone",
                                "An item that is not accepted is refused with the key of code 9.",
                                "DEP-20",
                                key(10, "ITEMS_UNAVAILABLE"))
                        .mayViolate("ENV-03"),
                of(
                        "price-not-checked",
                        "The price of an offer is not checked.",
                        "DEP-21",
                        forgivesBody(DEPOSIT, 11, DepositRefusalCorruptions::withoutOffers)),
                of(
                                "price-changed-with-400",
                                "A price that is not the offer's is refused with HTTP 400.",
                                "DEP-21",
                                http(DEPOSIT, 11, 400))
                        .mayViolate("ENV-03", "DEP-29"),
                of(
                        "reference-not-checked",
                        "The reference of an offer is not checked.",
                        "DEP-22",
                        forgivesBody(DEPOSIT, 4, DepositRefusalCorruptions::withoutOffers)),
                of(
                        "no-offer-is-price-changed",
                        "Another item's reference is refused with code 11.",
                        "DEP-22",
                        confuses(DEPOSIT, 4, 11)),
                of(
                        "too-few-copies-is-unavailable",
                        "More copies than the user owns are refused with code 9.",
                        "DEP-23",
                        confuses(DEPOSIT, 19, 9)),
                of(
                        "copies-cut",
                        "More copies than the user owns are taken for one.",
                        "DEP-23",
                        forgivesBody(DEPOSIT, 19, DepositRefusalCorruptions::oneCopy)),
                of(
                        "max-amount-is-too-few-copies",
                        "More copies than the offer takes are refused with code 19.",
                        "DEP-24",
                        confuses(DEPOSIT, 20, 19)),
                of(
                        "max-amount-ignored",
                        "More copies than the offer takes are taken for one.",
                        "DEP-24",
                        forgivesBody(DEPOSIT, 20, DepositRefusalCorruptions::oneCopy)),
                of(
                        "trade-url-is-invalid",
                        "A trade URL that leads nowhere is refused with code 1001.",
                        "DEP-25",
                        confuses(DEPOSIT, 14, 1001)),
                of(
                                "trade-url-code-of-b",
                                "A trade URL that leads nowhere is refused with code 13.",
                                "DEP-25",
                                answers(DEPOSIT, turn -> {
                                    Answer answer = turn.pass();
                                    return answer.code() == 14 ? withCode(answer, 13) : answer;
                                }))
                        .mayViolate("ENV-03"),
                of(
                        "cannot-trade-is-forbidden",
                        "An account that cannot trade is refused with code 1003.",
                        "DEP-26",
                        confuses(DEPOSIT, 7, 1003)),
                of(
                        "sixth-is-forbidden",
                        "A sixth deposit is refused with code 1003.",
                        "DEP-27",
                        confuses(DEPOSIT, 6, 1003)),
                of(
                                "open-item-is-in-progress",
                                "An item in an open deposit is refused with code 21.",
                                "DEP-28",
                                confuses(DEPOSIT, 9, 21))
                        .mayViolate("DEP-19", "DEP-29"));
    }

    private static Supplier<Wrong> items(Consumer<ObjectNode> change) {
        return takesBody(DEPOSIT, body -> {
            for (JsonNode item : body.path("items")) {
                if (item instanceof ObjectNode object) {
                    change.accept(object);
                }
            }
        });
    }

    private static void withoutOffers(ObjectNode body) {
        body.path("items").forEach(item -> ((ObjectNode) item).remove("offer"));
    }

    private static void oneCopy(ObjectNode body) {
        body.path("items").forEach(item -> ((ObjectNode) item).put("amount", 1));
    }

    private static Supplier<Wrong> key(int code, String key) {
        return answers(DEPOSIT, turn -> {
            Answer answer = turn.pass();
            ObjectNode json = answer.json();
            if (answer.code() == code) {
                ((ObjectNode) json.path("error")).put("key", key);
            }
            return answer.code() == code ? answer.withJson(json) : answer;
        });
    }

    private static Answer withCode(Answer answer, int code) {
        ObjectNode json = answer.json();
        ((ObjectNode) json.path("error")).put("code", code);
        return answer.withJson(json);
    }
}
