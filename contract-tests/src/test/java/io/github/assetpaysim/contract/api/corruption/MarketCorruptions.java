package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.InventoryListCorruptions.valid;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.MARKET;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answers;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.data;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.each;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.last;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.offer;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.refused;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.takes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with the market. */
final class MarketCorruptions {
    private MarketCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of("market-without-count", "There is no count.", "MKT-01", data(MARKET, data -> data.remove("count")))
                        .mayViolate("MKT-09", "MKT-10", "MKT-12"),
                of(
                                "market-count-as-text",
                                "count is a text.",
                                "MKT-01",
                                data(MARKET, data -> Wrongs.asText(data, "count")))
                        .mayViolate("MKT-09", "MKT-10", "MKT-12"),
                of(
                                "market-as-inventory",
                                "The items are called inventory.",
                                "MKT-01",
                                data(MARKET, data -> data.set("inventory", data.remove("items"))))
                        .mayViolate("market"),
                of(
                        "market-wear-as-number",
                        "wear is a number.",
                        "MKT-02",
                        each(MARKET, item -> item.put("wear", 0.25))),
                of(
                                "market-price-as-text",
                                "The price of an offer is a text.",
                                "MKT-02",
                                each(MARKET, item -> Wrongs.asText(offer(item), "price")))
                        .mayViolate("market"),
                of(
                        "market-tradable-as-text",
                        "tradable is a text.",
                        "MKT-02",
                        each(MARKET, item -> item.put("tradable", "true"))),
                of(
                        "market-rarity-null",
                        "The last item's rarity is null.",
                        "MKT-02",
                        last(MARKET, item -> item.putNull("rarity"))),
                of(
                                "market-item-without-market",
                                "The last item has no market.",
                                "MKT-03",
                                last(MARKET, item -> item.remove("market")))
                        .mayViolate("MKT-02"),
                of("market-as-text", "market is a text.", "MKT-03", each(MARKET, item -> Wrongs.asText(item, "market")))
                        .mayViolate("MKT-02"),
                of(
                                "market-delivery-instant",
                                "The last item's delivery is instant.",
                                "MKT-03",
                                last(MARKET, item -> offer(item).put("delivery", "instant")))
                        .mayViolate("MKT-02"),
                of(
                        "market-without-delivery",
                        "Offers do not say how they are delivered.",
                        "MKT-03",
                        each(MARKET, item -> offer(item).remove("delivery"))),
                of(
                        "market-without-reference",
                        "Offers have no reference.",
                        "MKT-03",
                        each(MARKET, item -> offer(item).remove("reference"))),
                of(
                                "market-of-rust",
                                "Without game the market is that of Rust.",
                                "MKT-04",
                                takes(MARKET, ask -> ask.query("game") == null ? ask.with("game", 252490) : ask))
                        .mayViolate("market"),
                of(
                                "market-search-ignored",
                                "The search is ignored.",
                                "MKT-05",
                                takes(MARKET, ask -> ask.with("search", null)))
                        .mayViolate("MKT-10"),
                of(
                                "market-search-misses-one",
                                "The search misses one.",
                                "MKT-05",
                                data(MARKET, (ask, data) -> removeOne(data, ask.query("search"), 0)))
                        .mayViolate("MKT-10"),
                of(
                        "market-sort-ignored",
                        "sort is ignored.",
                        "MKT-06",
                        takes(
                                MARKET,
                                ask -> ask.query("sort") != null
                                                && ask.query("sort").startsWith("price_")
                                        ? ask.with("sort", null)
                                        : ask)),
                of(
                        "market-sort-reversed",
                        "price_asc sorts downwards.",
                        "MKT-06",
                        takes(MARKET, InventoryListCorruptions::turned)),
                of("market-sorted-as-text", "Prices are sorted as text.", "MKT-06", data(MARKET, (ask, data) -> {
                    if (ask.query("sort") != null && data.path("items") instanceof ArrayNode list) {
                        sortAsText(list);
                    }
                })),
                of(
                        "market-any-sort",
                        "A sort that there is not is ignored.",
                        "MKT-07",
                        takes(
                                MARKET,
                                ask -> ask.query("sort") == null
                                                || List.of("popularity", "price_asc", "price_desc")
                                                        .contains(ask.query("sort"))
                                        ? ask
                                        : ask.with("sort", null))),
                of("market-no-popularity", "sort popularity is refused.", "MKT-07", answers(MARKET, turn -> {
                    Answer answer = turn.pass();
                    return "popularity".equals(turn.ask().query("sort")) ? refused(answer, 1001) : answer;
                })),
                of(
                                "market-min-price-ignored",
                                "minPrice is ignored.",
                                "MKT-08",
                                takes(MARKET, ask -> valid(ask) ? ask.with("minPrice", null) : ask))
                        .mayViolate("MKT-10", "MKT-23"),
                of(
                                "market-max-price-ignored",
                                "maxPrice is ignored.",
                                "MKT-08",
                                takes(MARKET, ask -> valid(ask) ? ask.with("maxPrice", null) : ask))
                        .mayViolate("MKT-10", "MKT-23"),
                of(
                                "market-min-price-exclusive",
                                "minPrice is exclusive.",
                                "MKT-23",
                                data(MARKET, (ask, data) -> exclude(data, ask.query("minPrice"))))
                        .mayViolate("MKT-08", "MKT-10"),
                of(
                                "market-max-price-exclusive",
                                "maxPrice is exclusive.",
                                "MKT-23",
                                data(MARKET, (ask, data) -> exclude(data, ask.query("maxPrice"))))
                        .mayViolate("MKT-08", "MKT-10"),
                of(
                                "market-bounds-leave-one-out",
                                "An item inside of the bounds is missing.",
                                "MKT-08",
                                data(MARKET, (ask, data) -> removeOne(data, ask.query("minPrice"), 1)))
                        .mayViolate("MKT-10", "MKT-23"),
                of(
                        "market-page-ignored",
                        "Every page is the first.",
                        "MKT-09",
                        takes(MARKET, ask -> valid(ask) ? ask.with("page", null) : ask)),
                of(
                                "market-page-short",
                                "The last item of each page is missing.",
                                "MKT-09",
                                data(MARKET, (ask, data) -> {
                                    if (ask.query("perPage") != null
                                            && String.valueOf(data.path("items").size())
                                                    .equals(ask.query("perPage"))) {
                                        ArrayNode items = (ArrayNode) data.path("items");
                                        items.remove(items.size() - 1);
                                    }
                                }))
                        .mayViolate("MKT-05", "MKT-06", "MKT-08", "MKT-10", "MKT-12", "MKT-23"),
                of(
                                "market-count-of-the-page",
                                "count is that of the page.",
                                "MKT-10",
                                data(
                                        MARKET,
                                        data -> data.put(
                                                "count", data.path("items").size())))
                        .mayViolate("MKT-09", "MKT-11", "MKT-12"),
                of(
                                "market-count-one-less",
                                "count is one too few.",
                                "MKT-10",
                                data(
                                        MARKET,
                                        data -> data.put(
                                                "count", data.path("count").asInt() - 1)))
                        .mayViolate("MKT-09", "MKT-12"),
                of(
                        "market-hundred-a-page",
                        "A page has 100 items.",
                        "MKT-11",
                        takes(MARKET, ask -> ask.query("perPage") == null ? ask.with("perPage", 100) : ask)),
                of(
                                "market-everything-is-a-page",
                                "perPage -1 shows 50 items.",
                                "MKT-12",
                                takes(MARKET, ask -> "-1".equals(ask.query("perPage")) ? ask.with("perPage", 50) : ask))
                        .mayViolate("market"),
                of(
                        "market-everything-has-pages",
                        "With perPage -1 the second page is empty.",
                        "MKT-12",
                        data(MARKET, (ask, data) -> {
                            if ("-1".equals(ask.query("perPage"))
                                    && ask.query("page") != null
                                    && !"1".equals(ask.query("page"))) {
                                data.putArray("items");
                            }
                        })),
                of("market-everything-refused", "perPage -1 is refused.", "MKT-12", answers(MARKET, turn -> {
                            Answer answer = turn.pass();
                            return "-1".equals(turn.ask().query("perPage")) ? refused(answer, 1001) : answer;
                        }))
                        .mayViolate("market"),
                of(
                        "market-large-page-breaks-it",
                        "perPage over 1000 is answered with HTTP 500.",
                        "MKT-13",
                        answers(MARKET, turn -> {
                            Answer answer = turn.pass();
                            String perPage = turn.ask().query("perPage");
                            return answer.code() == 1001 && perPage != null && perPage.matches("\\d{4,}")
                                    ? refused(answer, 1000)
                                    : answer;
                        })),
                of(
                        "market-page-zero",
                        "Page 0 is taken for page 1.",
                        "MKT-14",
                        takes(MARKET, ask -> "0".equals(ask.query("page")) ? ask.with("page", 1) : ask)),
                of("market-bounds-turned", "minPrice over maxPrice finds nothing.", "MKT-14", answers(MARKET, turn -> {
                    Answer answer = turn.pass();
                    return answer.code() == 1001
                                    && turn.ask().query("minPrice") != null
                                    && turn.ask().query("maxPrice") != null
                            ? turn.send(turn.ask().with("minPrice", 100_000_000).with("maxPrice", null))
                            : answer;
                })));
    }

    /** Leaves out what has just this price, also in the count. */
    static void exclude(ObjectNode data, String bound) {
        if (bound == null || !bound.matches("[0-9.]+")) {
            return;
        }
        ObjectNode answer = Json.object();
        answer.set("data", data);
        var items = Wrongs.list(answer).elements();
        while (items.hasNext()) {
            JsonNode price = items.next().at("/offer/price");
            if (price.isNumber() && price.decimalValue().compareTo(new BigDecimal(bound)) == 0) {
                items.remove();
                data.put("count", data.path("count").asInt() - 1);
            }
        }
    }

    private static void removeOne(ObjectNode data, String parameter, int more) {
        if (parameter != null && data.path("items") instanceof ArrayNode items && items.size() > more) {
            items.remove(items.size() / 2);
            data.put("count", data.path("count").asInt() - 1);
        }
    }

    static void sortAsText(ArrayNode list) {
        List<JsonNode> sorted = new ArrayList<>();
        list.forEach(sorted::add);
        sorted.sort(Comparator.comparing(item -> item.at("/offer/price").asText()));
        list.removeAll();
        list.addAll(sorted);
    }
}
