package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a user owns, as it is listed (A4.2). */
final class InventoryChecks {
    private static final int MOST_READINGS = 3;

    private InventoryChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("INV-03", 1, context -> looks(context).lookAtBoth((game, whole) -> members(whole))),
                of("INV-04", 1, context -> {
                    ItemQueries queries = looks(context);
                    queries.look(ItemList.CS2, whole -> queries.ofGame(ItemList.CS2, queries.page(), whole));
                }),
                of("INV-05", 1, context -> {
                    ItemQueries queries = looks(context);
                    queries.look(
                            ItemList.RUST,
                            whole -> queries.ofGame(ItemList.RUST, queries.page("game", ItemList.RUST), whole));
                }),
                of("INV-06", 2, context -> looks(context).refused(query("game", 570), query("game", "csgo"))),
                of("INV-07", 4, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth(queries::searched);
                }),
                of("INV-08", 6, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth(new PriceQueries(queries)::sorted);
                }),
                of("INV-09", 4, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth(new PriceQueries(queries)::boundedBeside);
                }),
                of("INV-10", 3, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth(new PriceQueries(queries)::boundedAt);
                }),
                of("INV-11", 10, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth(queries::paged);
                }),
                of("INV-12", 6, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth(queries::counted);
                }),
                of("INV-13", 2, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth(queries::defaultPage);
                }),
                of(
                        "INV-14",
                        9,
                        context -> looks(context)
                                .refused(
                                        query("page", 0),
                                        query("page", "one"),
                                        query("perPage", 0),
                                        query("perPage", "many"),
                                        query("minPrice", "cheap"),
                                        query("maxPrice", "dear"),
                                        query("minPrice", 20, "maxPrice", 10),
                                        query("refresh", "maybe"),
                                        query("refresh", 2))),
                of("INV-18", 0, context -> looks(context).lookAtBoth((game, whole) -> accepted(whole))),
                of(
                        "INV-19",
                        0,
                        context -> looks(context)
                                .lookAtBoth((game, whole) -> Offers.require(whole, item -> item.has("offer")))),
                of("INV-20", 2, InventoryChecks::ids));
    }

    private static ItemQueries looks(ApiContext context) throws Exception {
        return new ItemQueries(context, ItemList.INVENTORY);
    }

    static Object[] query(Object... query) {
        return query;
    }

    private static void members(Items whole) {
        for (JsonNode item : whole.requireLeast(1).items()) {
            for (String member : List.of("id", "marketHashName", "appid", "tradable")) {
                if (!item.hasNonNull(member) || item.path(member).asText().isBlank()) {
                    throw CheckFailure.violated(
                            "every item with " + member + " in answer to "
                                    + whole.exchange().asked(),
                            item.toString());
                }
            }
        }
    }

    private static void accepted(Items whole) {
        for (JsonNode item : whole.requireLeast(1).items()) {
            boolean accepted = item.path("accepted").asBoolean();
            if (accepted != item.hasNonNull("offer")) {
                throw CheckFailure.violated(
                        accepted ? "an offer for what is accepted" : "no offer for what is not accepted",
                        item.toString());
            }
        }
    }

    /** Somebody else's trades may change an inventory meanwhile where there is one user for all checks. */
    private static void ids(ApiContext context) throws Exception {
        Caller caller = context.trader().caller();
        for (String game : ItemList.GAMES) {
            CheckFailure changed = null;
            for (int reading = 1; reading == 1 || changed != null && reading < MOST_READINGS; reading++) {
                changed = null;
                Items first = ItemList.INVENTORY.all(caller, "game", game).requireNoRepeat();
                Items second = ItemList.INVENTORY.all(caller, "game", game).requireNoRepeat();
                changed = difference(first, second);
                if (changed == null && context.hasControl()) {
                    changed = difference(first, ItemList.INVENTORY.all(caller, "game", game, "refresh", true));
                }
                if (context.hasControl()) {
                    break;
                }
            }
            if (changed != null) {
                throw changed;
            }
        }
    }

    /** Null when both show the same names under the same ids. */
    private static CheckFailure difference(Items before, Items after) {
        Map<String, String> names = byId(before);
        Map<String, String> now = byId(after);
        if (names.equals(now)) {
            return null;
        }
        Map<String, String> gone = new HashMap<>(names);
        gone.entrySet().removeAll(now.entrySet());
        Map<String, String> come = new HashMap<>(now);
        come.entrySet().removeAll(names.entrySet());
        return CheckFailure.violated(
                "the same items under the same ids as just before, in answer to "
                        + after.exchange().asked(),
                come + " instead of " + gone);
    }

    private static Map<String, String> byId(Items items) {
        Map<String, String> names = new HashMap<>();
        items.items().stream()
                .filter(item -> item.hasNonNull("id"))
                .forEach(item -> names.put(
                        item.path("id").asText(), item.path("marketHashName").asText()));
        return names;
    }
}
