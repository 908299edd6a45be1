package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.DEPOSIT;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.TRADES;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answers;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.data;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.each;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.last;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.list;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.takes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import io.github.assetpaysim.contract.api.corruption.Message.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is wrong with histories. */
final class HistoryCorruptions {
    private HistoryCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of("history-without-count", "There is no count.", "HIST-01", data(TRADES, data -> data.remove("count")))
                        .mayViolate("HIST-07", "HIST-08"),
                of(
                                "history-count-as-text",
                                "count is a text.",
                                "HIST-01",
                                data(TRADES, data -> Wrongs.asText(data, "count")))
                        .mayViolate("HIST-07", "HIST-08"),
                of(
                                "history-as-items",
                                "The trades are called items.",
                                "HIST-01",
                                data(TRADES, data -> data.set("items", data.remove("trades"))))
                        .mayViolate("history", "life", "deposit", "callback", "withdrawal", "INV-21", "INV-22"),
                of(
                                "history-trade-without-created-at",
                                "The last trade has no createdAt.",
                                "HIST-02",
                                last(TRADES, trade -> trade.remove("createdAt")))
                        .mayViolate("HIST-09", "HIST-11", "LIFE-14", "LIFE-15", "CALL-20"),
                of(
                                "history-total-price-as-text",
                                "totalPrice is a text.",
                                "HIST-02",
                                each(TRADES, trade -> Wrongs.asText(trade, "totalPrice")))
                        .mayViolate("HIST-11", "LIFE-05", "LIFE-07", "LIFE-14", "CALL-20", "DEP-03", "WDR-02"),
                of(
                                "history-items-null",
                                "Trades have null for items.",
                                "HIST-02",
                                each(TRADES, trade -> trade.putNull("items")))
                        .mayViolate("HIST-11", "CALL-20", "LIFE-14", "DEP-02", "DEP-03"),
                of(
                                "history-item-appid-as-text",
                                "The items' appid is a text.",
                                "HIST-02",
                                each(
                                        TRADES,
                                        trade -> trade.path("items")
                                                .forEach(item -> Wrongs.asText((ObjectNode) item, "appid"))))
                        .mayViolate("HIST-11", "CALL-20"),
                of("history-of-another-user", "Another user's trade stands in the history.", "HIST-03", () -> {
                            Map<String, JsonNode> trades = new ConcurrentHashMap<>();
                            return Wrongs.answering(turn -> {
                                Answer answer = turn.pass();
                                String token = turn.ask().header("Authorization");
                                if (turn.is(DEPOSIT) && answer.isSuccess()) {
                                    trades.put(token, answer.json().path("data"));
                                }
                                if (!turn.is(TRADES) || !answer.isSuccess()) {
                                    return answer;
                                }
                                return Wrongs.changed(
                                        answer,
                                        data -> trades.forEach((whose, trade) -> {
                                            if (!whose.equals(token)
                                                    && data.path("trades").size() < 3
                                                    && trade.path("game")
                                                            .asText()
                                                            .equals(game(turn.ask()))) {
                                                ((ArrayNode) data.path("trades")).add(trade);
                                                data.put(
                                                        "count",
                                                        data.path("count").asInt() + 1);
                                            }
                                        }));
                            });
                        })
                        .mayViolate("history", "DEP-08", "DEP-09"),
                of(
                        "history-type-ignored",
                        "type is ignored.",
                        "HIST-04",
                        takes(
                                TRADES,
                                ask -> List.of("DEPOSIT", "WITHDRAW").contains(String.valueOf(ask.query("type")))
                                        ? ask.with("type", null)
                                        : ask)),
                of(
                                "history-of-deposits",
                                "Without type there are deposits only.",
                                "HIST-04",
                                takes(TRADES, ask -> ask.query("type") == null ? ask.with("type", "DEPOSIT") : ask))
                        .mayViolate("withdrawal", "HIST-07", "HIST-08"),
                of(
                                "history-game-ignored",
                                "The game that was asked for is ignored.",
                                "HIST-05",
                                takes(TRADES, ask -> "252490".equals(ask.query("game")) ? ask.with("game", null) : ask))
                        .mayViolate("LIFE-02", "LIFE-09", "deposit", "HIST-08"),
                of(
                                "history-of-both-games",
                                "Without game the trades of both games are shown.",
                                "HIST-05",
                                answers(TRADES, turn -> {
                                    Answer answer = turn.pass();
                                    if (!answer.isSuccess() || turn.ask().query("game") != null) {
                                        return answer;
                                    }
                                    ObjectNode rust = turn.send(turn.ask().with("game", 252490))
                                            .json();
                                    return Wrongs.changed(answer, data -> {
                                        ((ArrayNode) data.path("trades")).addAll(Wrongs.list(rust));
                                        data.put(
                                                "count",
                                                data.path("count").asInt()
                                                        + rust.at("/data/count").asInt());
                                    });
                                }))
                        .mayViolate("HIST-06", "HIST-09"),
                of(
                        "history-twenty-a-page",
                        "A page has 20 trades.",
                        "HIST-06",
                        takes(TRADES, ask -> ask.query("limit") == null ? ask.with("limit", 20) : ask)),
                of(
                                "history-five-a-page",
                                "A page has 5 trades.",
                                "HIST-06",
                                takes(TRADES, ask -> ask.query("limit") == null ? ask.with("limit", 5) : ask))
                        .mayViolate("HIST-07", "HIST-08"),
                of(
                                "history-per-page",
                                "limit is ignored.",
                                "HIST-07",
                                takes(TRADES, ask -> "0".equals(ask.query("limit")) ? ask : ask.with("limit", null)))
                        .mayViolate("HIST-08", "HIST-06"),
                of(
                        "history-page-ignored",
                        "Every page is the first.",
                        "HIST-07",
                        takes(TRADES, ask -> "0".equals(ask.query("page")) ? ask : ask.with("page", null))),
                of(
                        "history-page-short",
                        "The last trade of each page is missing.",
                        "HIST-07",
                        data(TRADES, (ask, data) -> {
                            if (ask.query("limit") != null
                                    && String.valueOf(data.path("trades").size())
                                            .equals(ask.query("limit"))) {
                                ArrayNode trades = (ArrayNode) data.path("trades");
                                trades.remove(trades.size() - 1);
                            }
                        })),
                of(
                                "history-count-of-the-page",
                                "count is that of the page.",
                                "HIST-08",
                                data(
                                        TRADES,
                                        data -> data.put(
                                                "count", data.path("trades").size())))
                        .mayViolate("HIST-07", "HIST-06"),
                of(
                                "history-count-one-more",
                                "count is one too many.",
                                "HIST-08",
                                data(
                                        TRADES,
                                        data -> data.put(
                                                "count", data.path("count").asInt() + 1)))
                        .mayViolate("HIST-07", "HIST-03", "HIST-04", "HIST-05", "DEP-08", "DEP-09"),
                of("history-oldest-first", "The oldest trade comes first.", "HIST-09", list(TRADES, trades -> {
                    List<JsonNode> turned = new ArrayList<>();
                    trades.forEach(trade -> turned.add(0, trade));
                    trades.removeAll();
                    trades.addAll(turned);
                })),
                of("history-last-first", "The last of a page comes first.", "HIST-09", list(TRADES, trades -> {
                    if (trades.size() > 1) {
                        trades.insert(0, trades.remove(trades.size() - 1));
                    }
                })),
                of(
                        "history-any-type",
                        "A type that there is not is ignored.",
                        "HIST-10",
                        takes(
                                TRADES,
                                ask -> ask.query("type") == null
                                                || List.of("DEPOSIT", "WITHDRAW")
                                                        .contains(ask.query("type"))
                                        ? ask
                                        : ask.with("type", null))),
                of(
                        "history-limit-zero",
                        "limit 0 is the default.",
                        "HIST-10",
                        takes(TRADES, ask -> "0".equals(ask.query("limit")) ? ask.with("limit", null) : ask)),
                of(
                        "history-any-game",
                        "A game that there is not is CS2.",
                        "HIST-10",
                        takes(
                                TRADES,
                                ask -> ask.query("game") == null
                                                || List.of("730", "252490").contains(ask.query("game"))
                                        ? ask
                                        : ask.with("game", null))),
                of(
                                "history-shows-less",
                                "The history shows no externalId.",
                                "HIST-11",
                                each(TRADES, trade -> trade.remove("externalId")))
                        .mayViolate("LIFE-14", "CALL-20", "DEP-05", "DEP-08", "DEP-09", "HIST-02"),
                of(
                                "history-rounds",
                                "The history shows whole dollars.",
                                "HIST-11",
                                each(
                                        TRADES,
                                        trade -> trade.put(
                                                "totalPrice",
                                                trade.path("totalPrice")
                                                        .decimalValue()
                                                        .setScale(0, java.math.RoundingMode.UP))))
                        .mayViolate("LIFE-05", "LIFE-14", "LIFE-07", "CALL-20", "DEP-03", "WDR-02"));
    }

    private static String game(Ask ask) {
        return ask.query("game") == null ? "730" : ask.query("game");
    }
}
