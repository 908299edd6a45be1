package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.DEPOSIT;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.add;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answering;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answers;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.asText;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.data;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.refused;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.takesBody;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.trades;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.withBody;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is wrong with the trade that a deposit makes, and with what may not be made. */
final class DepositCorruptions {
    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    private DepositCorruptions() {}

    static java.util.List<Corruption> all() {
        return java.util.List.of(
                of(
                                "deposit-type-in-small-letters",
                                "The type is written small.",
                                "DEP-01",
                                data(DEPOSIT, data -> data.put("type", "deposit")))
                        .mayViolate("HIST-11", "LIFE-14"),
                of(
                                "deposit-is-pending",
                                "A deposit is PENDING at first.",
                                "DEP-01",
                                data(DEPOSIT, data -> data.put("status", "PENDING")))
                        .mayViolate("HIST-11", "LIFE-01", "LIFE-02"),
                of(
                                "total-price-as-text",
                                "totalPrice is a text.",
                                "DEP-01",
                                data(DEPOSIT, data -> asText(data, "totalPrice")))
                        .mayViolate("DEP-03", "HIST-11", "LIFE-05", "LIFE-07", "LIFE-14"),
                of(
                                "game-as-number",
                                "game is a number.",
                                "DEP-01",
                                data(
                                        DEPOSIT,
                                        data -> data.put(
                                                "game", data.path("game").asInt())))
                        .mayViolate("DEP-02", "HIST-11", "LIFE-14"),
                of(
                                "is-instant-as-text",
                                "isInstant is a text.",
                                "DEP-01",
                                data(DEPOSIT, data -> asText(data, "isInstant")))
                        .mayViolate("DEP-07", "HIST-11", "LIFE-14"),
                of(
                                "deposit-without-created-at",
                                "There is no createdAt.",
                                "DEP-01",
                                data(DEPOSIT, data -> data.remove("createdAt")))
                        .mayViolate("HIST-11", "LIFE-14", "LIFE-15"),
                of(
                                "client-steam-id-spelled-as-request",
                                "clientSteamID is written clientSteamId.",
                                "DEP-01",
                                data(DEPOSIT, data -> data.set("clientSteamId", data.remove("clientSteamID"))))
                        .mayViolate("DEP-02", "HIST-11", "LIFE-14"),
                of(
                                "hold-end-date-null",
                                "holdEndDate is null at first.",
                                "DEP-01",
                                data(DEPOSIT, data -> data.putNull("holdEndDate")))
                        .mayViolate("HIST-11", "LIFE-06"),
                of(
                                "deposit-item-price-as-text",
                                "The items' prices are texts.",
                                "DEP-01",
                                data(
                                        DEPOSIT,
                                        data -> data.path("items")
                                                .forEach(item -> asText(Wrongs.offer(item), "price"))))
                        .mayViolate("DEP-02", "DEP-03", "DEP-04", "HIST-11", "LIFE-14"),
                of(
                                "trade-of-another-user",
                                "clientSteamID is another one's.",
                                "DEP-02",
                                trades(trade -> trade.put("clientSteamID", "76561198000000001")))
                        .mayViolate("HIST-03", "WDR-03"),
                of(
                        "trade-of-another-merchant",
                        "merchantId is another one's.",
                        "DEP-02",
                        trades(trade -> trade.put("merchantId", NOBODY))),
                of(
                        "trade-url-of-another",
                        "clientTradeUrl is another one's.",
                        "DEP-02",
                        trades(trade -> trade.put(
                                "clientTradeUrl",
                                "https://steamcommunity.com/tradeoffer/new/?partner=1&token=abcdEFGH"))),
                of(
                                "trade-of-other-items",
                                "The last item of a trade is not the one that was asked for.",
                                "DEP-02",
                                trades(trade -> changeLast(
                                        trade,
                                        item -> item.put("id", item.path("id").asText() + "0"))))
                        .mayViolate("WDR-01"),
                of("trade-lacks-an-item", "A trade shows its first item only.", "DEP-02", trades(trade -> {
                            ArrayNode items = (ArrayNode) trade.path("items");
                            while (items.size() > 1) {
                                items.remove(items.size() - 1);
                            }
                        }))
                        .mayViolate("DEP-03"),
                of(
                                "total-price-off-by-a-cent",
                                "totalPrice is a cent too low.",
                                "DEP-03",
                                trades(trade -> add(trade, "totalPrice", "-0.01")))
                        .mayViolate("LIFE-05", "LIFE-07", "LIFE-09", "WDR-02"),
                of(
                                "total-price-in-cents",
                                "totalPrice is in cents.",
                                "DEP-03",
                                trades(trade -> Wrongs.inCents(trade, "totalPrice")))
                        .mayViolate("LIFE-05", "LIFE-07", "LIFE-09", "WDR-02"),
                of(
                                "total-price-of-one-copy",
                                "totalPrice counts a stack as one copy.",
                                "DEP-03",
                                trades(trade -> trade.put("totalPrice", sum(trade))))
                        .mayViolate("LIFE-05", "LIFE-09"),
                of("offer-needed", "An item without an offer is refused.", "DEP-04", answers(DEPOSIT, turn -> {
                            for (JsonNode item : turn.ask().json().path("items")) {
                                if (!item.has("offer")) {
                                    return refused(
                                            turn.send(turn.ask()
                                                    .withJson(
                                                            com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                                                                    .objectNode())),
                                            4);
                                }
                            }
                            return turn.pass();
                        }))
                        .mayViolate("deposit"),
                of(
                                "external-id-missing",
                                "externalId is not on the trade.",
                                "DEP-05",
                                trades(trade -> trade.remove("externalId")))
                        .mayViolate("DEP-10", "WDR-01"),
                of("external-id-in-small-letters", "externalId is written otherwise.", "DEP-05", trades(trade -> {
                            if (trade.has("externalId")) {
                                trade.put("externalId", trade.path("externalId").asText() + "#1");
                            }
                        }))
                        .mayViolate("DEP-10"),
                of("external-id-null", "externalId is null when none was given.", "DEP-05", trades(trade -> {
                            if (!trade.has("externalId")) {
                                trade.putNull("externalId");
                            }
                        }))
                        .mayViolate("DEP-01", "CALL-04", "HIST-02"),
                of(
                        "client-id-missing",
                        "externalClientUserId is not on the trade.",
                        "DEP-06",
                        trades(trade -> trade.remove("externalClientUserId"))),
                of(
                        "client-id-of-assetpay",
                        "externalClientUserId is AssetPay's own id of the user.",
                        "DEP-06",
                        trades(trade -> trade.set("externalClientUserId", trade.path("clientUserId")))),
                of(
                                "instant-is-not-default",
                                "isInstant is false unless true was asked for.",
                                "DEP-07",
                                takesBody(DEPOSIT, body -> {
                                    if (!body.has("isInstant")) {
                                        body.put("isInstant", false);
                                    }
                                }))
                        .mayViolate("LIFE-07", "INV-22"),
                of("instant-always", "isInstant false is ignored.", "DEP-07", takesBody(DEPOSIT, body -> {
                            if (body.path("isInstant").isBoolean()) {
                                body.put("isInstant", true);
                            }
                        }))
                        .mayViolate("LIFE-08"),
                of(
                                "external-id-replayed",
                                "An externalId that was used is answered with the first trade.",
                                "DEP-08",
                                () -> {
                                    Map<String, Answer> first = new ConcurrentHashMap<>();
                                    return answering(DEPOSIT, turn -> {
                                        String id = turn.ask()
                                                .json()
                                                .path("externalId")
                                                .asText();
                                        Answer answer = turn.pass();
                                        if (answer.isSuccess()) {
                                            first.put(id, answer);
                                        }
                                        return answer.code() == 1 && first.containsKey(id) ? first.get(id) : answer;
                                    });
                                })
                        .mayViolate("DEP-09", "DEP-29", "ENV-05"),
                of(
                                "external-id-with-400",
                                "An externalId that was used is refused with HTTP 400.",
                                "DEP-08",
                                Wrongs.http(DEPOSIT, 1, 400))
                        .mayViolate("DEP-09", "WDR-22", "ENV-03"),
                of(
                                "external-id-is-a-conflict",
                                "An externalId that was used is refused with code 1005.",
                                "DEP-08",
                                Wrongs.confuses(DEPOSIT, 1, 1005))
                        .mayViolate("DEP-09"),
                of(
                                "external-id-refused-and-traded",
                                "An externalId that was used is refused, and the trade is made.",
                                "DEP-08",
                                answers(DEPOSIT, turn -> {
                                    Answer answer = turn.pass();
                                    if (answer.code() == 1) {
                                        turn.send(withBody(turn.ask(), body -> body.remove("externalId")));
                                    }
                                    return answer;
                                }))
                        .mayViolate("DEP-09"),
                of("external-id-races", "Of deposits at the same time all are made.", "DEP-09", () -> {
                            Set<String> underWay = ConcurrentHashMap.newKeySet();
                            return answering(DEPOSIT, turn -> {
                                String id = turn.ask().json().path("externalId").asText();
                                boolean races = !underWay.add(id);
                                Answer answer = turn.pass();
                                Answer made = races && answer.code() == 1
                                        ? turn.send(withBody(turn.ask(), body -> body.remove("externalId")))
                                        : answer;
                                return made.isSuccess()
                                        ? Wrongs.changed(made, data -> data.put("externalId", id))
                                        : made;
                            });
                        })
                        .mayViolate("DEP-08", "DEP-05"),
                of("refused-claims-external-id", "A refused deposit claims its externalId.", "DEP-29", () -> {
                            Set<String> claimed = ConcurrentHashMap.newKeySet();
                            return answering(DEPOSIT, turn -> {
                                String id = turn.ask().json().path("externalId").asText();
                                if (claimed.contains(id)) {
                                    return refused(turn.send(withBody(turn.ask(), body -> body.remove("items"))), 1);
                                }
                                Answer answer = turn.pass();
                                if (!answer.isSuccess() && !id.isEmpty()) {
                                    claimed.add(id);
                                }
                                return answer;
                            });
                        })
                        .mayViolate("deposit"));
    }

    private static void changeLast(ObjectNode trade, java.util.function.Consumer<ObjectNode> change) {
        JsonNode items = trade.path("items");
        if (!items.isEmpty()) {
            change.accept((ObjectNode) items.get(items.size() - 1));
        }
    }

    private static java.math.BigDecimal sum(JsonNode trade) {
        java.math.BigDecimal sum = java.math.BigDecimal.ZERO;
        for (JsonNode item : trade.path("items")) {
            sum = sum.add(item.at("/offer/price").decimalValue());
        }
        return sum;
    }
}
