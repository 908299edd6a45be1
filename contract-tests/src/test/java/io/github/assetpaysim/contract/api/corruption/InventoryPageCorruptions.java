package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.InventoryListCorruptions.NUMBERS;
import static io.github.assetpaysim.contract.api.corruption.InventoryListCorruptions.removeLast;
import static io.github.assetpaysim.contract.api.corruption.InventoryListCorruptions.valid;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.INVENTORY;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.data;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.takes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import io.github.assetpaysim.contract.api.corruption.Message.Ask;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is wrong with how an inventory is cut into pages, counted and kept. */
final class InventoryPageCorruptions {
    private InventoryPageCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of(
                        "inventory-page-ignored",
                        "Every page is the first.",
                        "INV-11",
                        takes(INVENTORY, ask -> valid(ask) ? ask.with("page", null) : ask)),
                of(
                        "inventory-page-short",
                        "The last item of each page is missing.",
                        "INV-11",
                        data(INVENTORY, (ask, data) -> {
                            if (ask.query("perPage") != null
                                    && data.path("inventory").size() == Integer.parseInt(ask.query("perPage"))) {
                                removeLast(data);
                            }
                        })),
                of(
                                "inventory-pages-overlap",
                                "A page begins with the last item of the page before.",
                                "INV-11",
                                Wrongs.answers(INVENTORY, turn -> {
                                    Answer answer = turn.pass();
                                    String page = turn.ask().query("page");
                                    if (!answer.isSuccess() || page == null || page.equals("1")) {
                                        return answer;
                                    }
                                    var before =
                                            Wrongs.list(turn.send(turn.ask().with("page", Integer.parseInt(page) - 1))
                                                    .json());
                                    ObjectNode json = answer.json();
                                    if (!before.isEmpty() && !Wrongs.list(json).isEmpty()) {
                                        Wrongs.list(json).set(0, before.get(before.size() - 1));
                                    }
                                    return answer.withJson(json);
                                }))
                        .mayViolate("INV-08", "INV-20"),
                of(
                                "inventory-count-of-the-page",
                                "count is that of the page.",
                                "INV-12",
                                data(
                                        INVENTORY,
                                        data -> data.put(
                                                "count", data.path("inventory").size())))
                        .mayViolate("INV-11", "INV-13"),
                of(
                                "inventory-count-one-more",
                                "count is one too many.",
                                "INV-12",
                                data(
                                        INVENTORY,
                                        data -> data.put(
                                                "count", data.path("count").asInt() + 1)))
                        .mayViolate("INV-11", "INV-13"),
                of(
                                "inventory-count-of-all",
                                "count is that of all, whatever was searched for.",
                                "INV-12",
                                Wrongs.answers(INVENTORY, turn -> {
                                    Answer answer = turn.pass();
                                    if (!answer.isSuccess()) {
                                        return answer;
                                    }
                                    Answer all = turn.send(
                                            turn.ask().without(List.of("search", "minPrice", "maxPrice", "refresh")));
                                    return Wrongs.changed(
                                            answer,
                                            data -> data.set("count", all.json().at("/data/count")));
                                }))
                        .mayViolate("INV-07", "INV-09", "INV-10"),
                of(
                        "inventory-hundred-a-page",
                        "A page has 100 items.",
                        "INV-13",
                        takes(INVENTORY, ask -> ask.query("perPage") == null ? ask.with("perPage", 100) : ask)),
                of(
                                "inventory-twenty-a-page",
                                "A page has 20 items.",
                                "INV-13",
                                takes(INVENTORY, ask -> ask.query("perPage") == null ? ask.with("perPage", 20) : ask))
                        .mayViolate("inventory"),
                of(
                        "inventory-page-zero",
                        "Page 0 is taken for page 1.",
                        "INV-14",
                        takes(INVENTORY, ask -> "0".equals(ask.query("page")) ? ask.with("page", 1) : ask)),
                of("inventory-words-for-numbers", "Words for numbers are ignored.", "INV-14", takes(INVENTORY, ask -> {
                    Ask less = ask;
                    for (String name : NUMBERS) {
                        if (ask.query(name) != null && !ask.query(name).matches("-?[0-9.]+")) {
                            less = less.with(name, null);
                        }
                    }
                    return less;
                })),
                of(
                        "inventory-any-refresh",
                        "Any refresh is taken for false.",
                        "INV-14",
                        takes(
                                INVENTORY,
                                ask -> ask.query("refresh") == null
                                                || List.of("true", "false").contains(ask.query("refresh"))
                                        ? ask
                                        : ask.with("refresh", null))),
                of(
                        "inventory-bounds-turned",
                        "minPrice over maxPrice finds nothing.",
                        "INV-14",
                        Wrongs.answers(INVENTORY, turn -> {
                            Answer answer = turn.pass();
                            return answer.code() == 1001
                                            && turn.ask().query("minPrice") != null
                                            && turn.ask().query("maxPrice") != null
                                    ? turn.send(
                                            turn.ask().with("minPrice", 100_000).with("maxPrice", null))
                                    : answer;
                        })),
                of(
                                "inventory-invalid-with-422",
                                "What is not valid is refused with HTTP 422, code 1006.",
                                "INV-14",
                                Wrongs.confuses(INVENTORY, 1001, 1006))
                        .mayViolate("INV-06"),
                of(
                                "updated-at-is-now",
                                "updatedAt is always now.",
                                "INV-15",
                                data(
                                        INVENTORY,
                                        data -> data.put(
                                                "updatedAt",
                                                Instant.now()
                                                        .truncatedTo(java.time.temporal.ChronoUnit.MILLIS)
                                                        .plusMillis(1)
                                                        .toString())))
                        .mayViolate("INV-01", "INV-16", "INV-17"),
                of(
                                "refresh-ignored",
                                "refresh is ignored.",
                                "INV-16",
                                takes(
                                        INVENTORY,
                                        ask -> "true".equals(ask.query("refresh")) ? ask.with("refresh", null) : ask))
                        .mayViolate("INV-21"),
                of(
                                "always-refreshed",
                                "Every reading is a refresh.",
                                "INV-16",
                                takes(INVENTORY, ask -> ask.query("refresh") == null ? ask.with("refresh", true) : ask))
                        .mayViolate("INV-15"),
                of("refresh-keeps-updated-at", "A refresh leaves updatedAt as it was.", "INV-16", () -> {
                            Map<String, String> first = new ConcurrentHashMap<>();
                            return Wrongs.answering(INVENTORY, turn -> {
                                Answer answer = turn.pass();
                                return answer.isSuccess()
                                        ? Wrongs.changed(
                                                answer,
                                                data -> data.put(
                                                        "updatedAt",
                                                        first.computeIfAbsent(
                                                                turn.ask().header("Authorization"),
                                                                key -> data.path("updatedAt")
                                                                        .asText())))
                                        : answer;
                            });
                        })
                        .mayViolate("INV-17"),
                of("kept-for-ever", "Without a refresh an inventory is shown as it was first.", "INV-17", () -> {
                            Map<String, Answer> first = new ConcurrentHashMap<>();
                            return Wrongs.answering(INVENTORY, turn -> {
                                String key = turn.ask().header("Authorization")
                                        + turn.ask().with("refresh", null).target();
                                Answer answer = turn.pass();
                                if (!answer.isSuccess()) {
                                    return answer;
                                }
                                if ("true".equals(turn.ask().query("refresh"))) {
                                    first.put(key, answer);
                                    return answer;
                                }
                                ObjectNode kept = first.computeIfAbsent(key, none -> answer)
                                        .json();
                                return answer.withData(kept.path("data"));
                            });
                        })
                        .mayViolate("INV-21", "INV-22"));
    }
}
