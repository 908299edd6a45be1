package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.INVENTORY;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answers;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.data;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.each;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.last;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.offer;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.refusals;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.refused;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.success;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What is wrong with offers, ids, stacks and reservations in an inventory. */
final class OfferCorruptions {
    private OfferCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of(
                                "unaccepted-with-offer",
                                "Items that are not accepted have an offer.",
                                "INV-18",
                                each(INVENTORY, item -> {
                                    if (!item.path("accepted").asBoolean()) {
                                        item.putObject("offer")
                                                .put("price", 1.25)
                                                .put(
                                                        "reference",
                                                        "r/" + item.path("id").asText());
                                    }
                                }))
                        .mayViolate("INV-08", "INV-09", "INV-10"),
                of(
                                "accepted-without-offer",
                                "The last item that is accepted has no offer.",
                                "INV-18",
                                Wrongs.list(INVENTORY, list -> {
                                    for (int i = list.size() - 1; i >= 0; i--) {
                                        if (list.get(i).path("accepted").asBoolean()) {
                                            ((ObjectNode) list.get(i)).remove("offer");
                                            return;
                                        }
                                    }
                                }))
                        .mayViolate("INV-08", "INV-09", "INV-10", "INV-19"),
                of("price-zero", "The last offer's price is 0.", "INV-19", last(INVENTORY, item -> {
                            if (item.has("offer")) {
                                offer(item).put("price", 0);
                            }
                        }))
                        .mayViolate("INV-08", "INV-09", "INV-10"),
                of(
                                "price-in-mills",
                                "Prices have three decimals.",
                                "INV-19",
                                each(INVENTORY, item -> Wrongs.add(offer(item), "price", "0.001")))
                        .mayViolate("INV-09", "INV-10", "DEP-04"),
                of(
                                "no-reference",
                                "Offers have no reference.",
                                "INV-19",
                                each(INVENTORY, item -> offer(item).remove("reference")))
                        .mayViolate("INV-02"),
                of("reference-is-a-number", "The reference of offers is a number.", "INV-19", each(INVENTORY, item -> {
                            if (item.has("offer")) {
                                offer(item).put("reference", 4711);
                            }
                        }))
                        .mayViolate("INV-02"),
                of(
                                "prices-in-cents",
                                "Offers are in cents.",
                                "INV-09",
                                each(INVENTORY, item -> Wrongs.inCents(offer(item), "price")))
                        .mayViolate("INV-10", "INV-19", "LIFE-07", "deposit"),
                of("same-id-twice", "The last two items have the same id.", "INV-20", Wrongs.list(INVENTORY, list -> {
                            if (list.size() > 1) {
                                ((ObjectNode) list.get(list.size() - 1))
                                        .set("id", list.get(list.size() - 2).path("id"));
                            }
                        }))
                        .mayViolate("INV-11"),
                of("other-ids-each-time", "Ids are others in each reading.", "INV-20", () -> {
                            AtomicInteger readings = new AtomicInteger();
                            return Wrongs.answering(INVENTORY, turn -> {
                                Answer answer = turn.pass();
                                ObjectNode json = answer.json();
                                int reading = readings.incrementAndGet();
                                Wrongs.list(json)
                                        .forEach(item -> ((ObjectNode) item)
                                                .put("id", item.path("id").asText() + "-" + reading));
                                return answer.isSuccess() ? answer.withJson(json) : answer;
                            });
                        })
                        .mayViolate("INV-16", "INV-21", "INV-11", "INV-07", "INV-08", "INV-09", "INV-10"),
                of(
                        "private-is-empty",
                        "An inventory that Steam does not show is empty.",
                        "INV-23",
                        answers(INVENTORY, turn -> {
                            Answer answer = turn.pass();
                            ObjectNode empty = Json.object()
                                    .put("count", 0)
                                    .put("updatedAt", "2026-01-01T00:00:00.000Z")
                                    .put("collateral", 0);
                            empty.putArray("inventory");
                            return answer.code() == 3 ? success(empty) : answer;
                        })),
                of(
                                "private-with-424",
                                "An inventory that Steam does not show is refused with HTTP 424.",
                                "INV-23",
                                refusals(INVENTORY, 3, answer -> answer.withStatus(424)))
                        .mayViolate("ENV-03"),
                of(
                        "private-is-unavailable",
                        "An inventory that Steam does not show is refused with code 1008.",
                        "INV-23",
                        refusals(INVENTORY, 3, answer -> refused(answer, 1008))),
                of(
                        "stack-without-amount",
                        "Stacks do not say how many they are.",
                        "INV-24",
                        each(INVENTORY, item -> item.remove("amount"))),
                of("stack-of-one", "Every stack is of one copy.", "INV-24", each(INVENTORY, item -> {
                    if (item.has("amount")) {
                        item.put("amount", 1);
                    }
                })),
                of("reserved-items-shown", "Items in an open deposit stay in the list.", "INV-21", () -> {
                            Map<String, Map<String, ObjectNode>> seen = new ConcurrentHashMap<>();
                            return Wrongs.answering(INVENTORY, turn -> {
                                Answer answer = turn.pass();
                                ObjectNode json = answer.json();
                                var list = Wrongs.list(json);
                                Map<String, ObjectNode> before = seen.computeIfAbsent(
                                        turn.ask().header("Authorization")
                                                + turn.ask().target(),
                                        key -> new ConcurrentHashMap<>());
                                list.forEach(item -> before.put(item.path("id").asText(), (ObjectNode) item));
                                list.removeAll();
                                list.addAll(before.values());
                                return answer.isSuccess() ? answer.withJson(json) : answer;
                            });
                        })
                        .mayViolate("INV-08", "INV-16", "INV-20", "INV-12"),
                of("reserved-items-counted", "Items in an open deposit stay in the count.", "INV-21", () -> {
                            Map<String, Integer> most = new ConcurrentHashMap<>();
                            return Wrongs.answering(INVENTORY, turn -> {
                                Answer answer = turn.pass();
                                return answer.isSuccess()
                                        ? Wrongs.changed(
                                                answer,
                                                data -> data.put(
                                                        "count",
                                                        most.merge(
                                                                turn.ask().header("Authorization")
                                                                        + turn.ask()
                                                                                .query("game")
                                                                        + turn.ask()
                                                                                .query("search")
                                                                        + turn.ask()
                                                                                .query("minPrice")
                                                                        + turn.ask()
                                                                                .query("maxPrice"),
                                                                data.path("count")
                                                                        .asInt(),
                                                                Math::max)))
                                        : answer;
                            });
                        })
                        .mayViolate("INV-12"),
                of("collateral-stays", "collateral does not fall.", "INV-22", () -> {
                            Map<String, java.math.BigDecimal> first = new ConcurrentHashMap<>();
                            return Wrongs.answering(INVENTORY, turn -> {
                                Answer answer = turn.pass();
                                return answer.isSuccess()
                                        ? Wrongs.changed(
                                                answer,
                                                data -> data.put(
                                                        "collateral",
                                                        first.computeIfAbsent(
                                                                turn.ask().header("Authorization"),
                                                                key -> data.path("collateral")
                                                                        .decimalValue())))
                                        : answer;
                            });
                        })
                        .mayViolate("LIFE-07"));
    }
}
