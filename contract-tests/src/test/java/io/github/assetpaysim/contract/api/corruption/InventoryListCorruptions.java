package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.INVENTORY;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.data;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.takes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.api.corruption.Message.Ask;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/** What is wrong with how an inventory is searched, sorted, cut into pages and kept. */
final class InventoryListCorruptions {
    static final List<String> NUMBERS = List.of("page", "perPage", "minPrice", "maxPrice");

    private InventoryListCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of(
                                "inventory-game-ignored",
                                "The game that was asked for is ignored.",
                                "INV-05",
                                takes(INVENTORY, ask -> ask.with("game", null)))
                        .mayViolate("INV-06", "INV-24", "LIFE-02", "LIFE-09", "DEP-23", "DEP-24"),
                of(
                                "inventory-of-rust",
                                "Without game the inventory is that of Rust.",
                                "INV-04",
                                takes(INVENTORY, ask -> ask.query("game") == null ? ask.with("game", 252490) : ask))
                        .mayViolate("inventory"),
                of("item-of-another-game", "The last item is of Rust.", "INV-04", Wrongs.last(INVENTORY, item -> {
                            if (item.path("appid").asInt() == 730) {
                                item.put("appid", 252490);
                            }
                        }))
                        .mayViolate("INV-24"),
                of(
                        "any-game",
                        "A game that there is not is taken for CS2.",
                        "INV-06",
                        takes(
                                INVENTORY,
                                ask -> ask.query("game") == null
                                                || List.of("730", "252490").contains(ask.query("game"))
                                        ? ask
                                        : ask.with("game", 730))),
                of(
                                "inventory-search-ignored",
                                "The search is ignored.",
                                "INV-07",
                                takes(INVENTORY, ask -> ask.with("search", null)))
                        .mayViolate("INV-12"),
                of("inventory-search-misses-one", "The search misses one.", "INV-07", missing("search", 0))
                        .mayViolate("INV-12"),
                of(
                        "inventory-search-finds-another",
                        "The search finds one that does not match.",
                        "INV-07",
                        data(INVENTORY, (ask, data) -> {
                            if (ask.query("search") != null
                                    && data.path("inventory").size() > 0) {
                                ObjectNode last = (ObjectNode) data.path("inventory")
                                        .get(data.path("inventory").size() - 1);
                                last.put("name", "Something else").put("marketHashName", "Something else");
                            }
                        })),
                of(
                        "inventory-sort-ignored",
                        "sort is ignored.",
                        "INV-08",
                        takes(INVENTORY, ask -> valid(ask) ? ask.with("sort", null) : ask)),
                of(
                        "inventory-sort-reversed",
                        "price_asc sorts downwards.",
                        "INV-08",
                        takes(INVENTORY, ask -> turned(ask))),
                of(
                        "inventory-neighbours-swapped",
                        "The last two of a sorted page are swapped.",
                        "INV-08",
                        data(INVENTORY, (ask, data) -> {
                            if (ask.query("sort") != null
                                    && data.path("inventory")
                                            instanceof com.fasterxml.jackson.databind.node.ArrayNode list
                                    && list.size() > 1) {
                                list.add(list.remove(list.size() - 2));
                                for (int i = list.size() - 1; i > 0; i--) {
                                    var one = list.get(i).at("/offer/price");
                                    var other = list.get(i - 1).at("/offer/price");
                                    if (!one.equals(other) && one.isNumber() && other.isNumber()) {
                                        list.insert(i - 1, list.remove(i));
                                        return;
                                    }
                                }
                            }
                        })),
                of("inventory-sorted-as-text", "Prices are sorted as text.", "INV-08", data(INVENTORY, (ask, data) -> {
                    if (ask.query("sort") != null
                            && data.path("inventory") instanceof com.fasterxml.jackson.databind.node.ArrayNode list) {
                        MarketCorruptions.sortAsText(list);
                    }
                })),
                of(
                                "min-price-ignored",
                                "minPrice is ignored.",
                                "INV-09",
                                takes(INVENTORY, ask -> valid(ask) ? ask.with("minPrice", null) : ask))
                        .mayViolate("INV-10", "INV-12"),
                of(
                                "max-price-ignored",
                                "maxPrice is ignored.",
                                "INV-09",
                                takes(INVENTORY, ask -> valid(ask) ? ask.with("maxPrice", null) : ask))
                        .mayViolate("INV-10", "INV-12"),
                of("bounds-leave-one-out", "An item inside of the bounds is missing.", "INV-09", missing("minPrice", 1))
                        .mayViolate("INV-10", "INV-12"),
                of("min-price-exclusive", "minPrice is exclusive.", "INV-10", exclusive("minPrice"))
                        .mayViolate("INV-09", "INV-12"),
                of("max-price-exclusive", "maxPrice is exclusive.", "INV-10", exclusive("maxPrice"))
                        .mayViolate("INV-09", "INV-12"));
    }

    /** Whether numbers are numbers and bounds in order, so that it may only be taken otherwise, not refused. */
    static boolean valid(Ask ask) {
        for (String name : NUMBERS) {
            String value = ask.query(name);
            if (value != null && (value.equals("0") || !value.matches("-?[0-9.]+"))) {
                return false;
            }
        }
        return ask.query("minPrice") == null
                || ask.query("maxPrice") == null
                || new BigDecimal(ask.query("minPrice")).compareTo(new BigDecimal(ask.query("maxPrice"))) <= 0;
    }

    static Ask turned(Ask ask) {
        if ("price_asc".equals(ask.query("sort"))) {
            return ask.with("sort", "price_desc");
        }
        return "price_desc".equals(ask.query("sort")) ? ask.with("sort", "price_asc") : ask;
    }

    static void removeLast(ObjectNode data) {
        var list = (com.fasterxml.jackson.databind.node.ArrayNode) data.path("inventory");
        list.remove(list.size() - 1);
    }

    /** With this in the query one item is missing, also in the count. */
    private static Supplier<Wrong> missing(String parameter, int more) {
        return data(INVENTORY, (ask, data) -> {
            if (ask.query(parameter) != null && data.path("inventory").size() > more) {
                var list = (com.fasterxml.jackson.databind.node.ArrayNode) data.path("inventory");
                list.remove(list.size() / 2);
                data.put("count", data.path("count").asInt() - 1);
            }
        });
    }

    private static Supplier<Wrong> exclusive(String bound) {
        return data(INVENTORY, (ask, data) -> MarketCorruptions.exclude(data, ask.query(bound)));
    }
}
