package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;
import static io.github.assetpaysim.contract.api.Shape.at;
import static io.github.assetpaysim.contract.api.Shape.missing;
import static io.github.assetpaysim.contract.api.Shape.value;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What answers of reading operations look like: every documented member with its JSON type (A4, A5). */
final class ShapeChecks {
    /** What such an answer has around its lists, of which other requirements are. */
    private static final Predicate<Violation> FRAME = at("(/data(/[^/]+)?)?");

    private static final List<String> GAMES = List.of("730", "252490");
    /** Enough for whole inventories, and what the market shows at most. */
    private static final int WHOLE = 1000;

    private static final int KINDS = 2;
    private static final int KINDS_AT_A_SIMULATOR = 4;
    private static final List<Integer> TEST_USERS_IN_EVERY_STATE = List.of(1, 4, 6, 7, 8, 17, 18, 19, 20);

    private ShapeChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("INV-01", 1, context -> frame(context, Operation.INVENTORY)),
                of("INV-02", 2, ShapeChecks::inventoryItems),
                of("MKT-01", 1, context -> frame(context, Operation.MARKET)),
                of("MKT-02", 2, ShapeChecks::marketItems),
                of("MKT-17", 2 + 2 * 2 * KINDS, ShapeChecks::listings),
                of("URL-01", 2, ShapeChecks::tradeUrls),
                of("HIST-01", 1, context -> frame(context, Operation.TRADES)));
    }

    private static void frame(ApiContext context, Operation operation) throws Exception {
        Shape.of(context.reader().get(operation), "a page").require(FRAME);
    }

    /** But for what INV-03 and INV-19 are about: members without which no item is, and what an offer is worth. */
    private static void inventoryItems(ApiContext context) throws Exception {
        String list = "/data/inventory";
        String item = list + "/\\d+/";
        List<Shape> pages = new ArrayList<>();
        for (String game : GAMES) {
            pages.add(Shape.of(inventory(context, game), "the inventory"));
        }
        Shape.requireElements(
                pages,
                list,
                missing(item + "(id|marketHashName|appid|tradable|offer/.*)").or(value(item + "offer/price")));
    }

    /** But for what MKT-03 is about: id, market and the parts of an offer. */
    private static void marketItems(ApiContext context) throws Exception {
        String list = "/data/items";
        String item = list + "/\\d+/";
        List<Shape> pages = new ArrayList<>();
        for (String game : GAMES) {
            pages.add(Shape.of(market(context, game), "the market"));
        }
        Shape.requireElements(pages, list, missing(item + "(id|market|offer.*)").or(value(item + "offer/delivery")));
    }

    /** The page of the default size where the host takes no larger one, of which nothing is documented. */
    private static Exchange inventory(ApiContext context, String game) throws Exception {
        Exchange large = context.reader().get(Operation.INVENTORY, "game", game, "perPage", WHOLE);
        return Envelope.of(large).error().path("code").asInt() == ItemList.VALIDATION_FAILED
                ? context.reader().get(Operation.INVENTORY, "game", game)
                : large;
    }

    private static Exchange market(ApiContext context, String game) throws Exception {
        return context.reader().get(Operation.MARKET, "game", game, "perPage", WHOLE);
    }

    /** But for what MKT-16 and MKT-20 are about: that there are id, market and offer, and which delivery it is. */
    private static void listings(ApiContext context) throws Exception {
        String item = "/data/\\d+/";
        List<Shape> pages = new ArrayList<>();
        for (String game : GAMES) {
            for (String name : kinds(market(context, game), context.hasControl() ? KINDS_AT_A_SIMULATOR : KINDS)) {
                for (String delivery : List.of("normal", "auto")) {
                    pages.add(Shape.of(
                            context.reader().get(Operation.LISTINGS, "itemId", name, "delivery", delivery),
                            "listings"));
                }
            }
        }
        if (pages.isEmpty()) {
            throw CheckFailure.skipped("the market names nothing that is for sale");
        }
        Shape.requireElements(
                pages, "/data", missing(item + "(id|market|offer)").or(value(item + "offer/delivery")));
    }

    /** Some kinds of items that are for sale, from all over the page. */
    private static Set<String> kinds(Exchange market, int most) {
        Set<String> names = new LinkedHashSet<>();
        JsonNode items = market.json().at("/data/items");
        for (int i = 0; i < items.size() && names.size() < most; i += Math.max(1, items.size() / most)) {
            JsonNode name = items.path(i).path("marketHashName");
            if (name.isTextual()) {
                names.add(name.textValue());
            }
        }
        return names;
    }

    /** But for what URL-11 is about: which members a reason has. */
    private static void tradeUrls(ApiContext context) throws Exception {
        Caller caller = context.reader();
        Set<String> urls = new LinkedHashSet<>(List.of(caller.user().tradeUrl(), "https://steamcommunity.com/nothing"));
        if (context.hasControl()) {
            TEST_USERS_IN_EVERY_STATE.forEach(
                    number -> urls.add(context.testUser(number).tradeUrl()));
        }
        List<Shape> answers = new ArrayList<>();
        for (String url : urls) {
            answers.add(Shape.of(
                    caller.post(Operation.CHECK_TRADE_URL, Json.object().put("tradeurl", url)), "what is found out"));
        }
        Shape.require(
                answers, at("(/data(/.*)?)?").and(missing("/data/reason/.*").negate()));
    }
}
