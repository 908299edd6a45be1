package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;
import static io.github.assetpaysim.contract.api.InventoryChecks.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.List;

/** What is for sale, as it is listed (A4.3) and suggested (A4.4). */
final class MarketChecks {
    private MarketChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("MKT-03", 0, context -> looks(context).lookAtBoth((game, whole) -> withdrawable(whole))),
                of("MKT-04", 2, context -> {
                    ItemQueries queries = looks(context);
                    queries.look(ItemList.CS2, whole -> queries.ofGame(ItemList.CS2, queries.page(), whole));
                    queries.look(
                            ItemList.RUST,
                            whole -> queries.ofGame(ItemList.RUST, queries.page("game", ItemList.RUST), whole));
                }),
                of("MKT-05", 4, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth(queries::searched);
                }),
                of("MKT-06", 6, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth(new PriceQueries(queries)::sorted);
                }),
                of("MKT-07", 4, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth((game, whole) -> queries.all("game", game, "sort", "popularity")
                            .requireLeast(1)
                            .requirePartOf(whole, whole.items(), "of the whole list"));
                    queries.refused(query("sort", "beauty"), query("game", ItemList.RUST, "sort", "price"));
                }),
                of("MKT-08", 4, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth(new PriceQueries(queries)::boundedBeside);
                }),
                of("MKT-23", 3, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth(new PriceQueries(queries)::boundedAt);
                }),
                of("MKT-09", 10, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth(queries::paged);
                }),
                of("MKT-10", 6, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth(queries::counted);
                }),
                of("MKT-11", 2, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth(queries::defaultPage);
                }),
                of("MKT-12", 4, context -> {
                    ItemQueries queries = looks(context);
                    queries.lookAtBoth((game, whole) -> {
                        everything(whole, queries.page("game", game, "perPage", -1));
                        everything(whole, queries.page("game", game, "perPage", -1, "page", 3));
                    });
                }),
                of("MKT-13", 2, MarketChecks::tooLarge),
                of(
                        "MKT-14",
                        7,
                        context -> looks(context)
                                .refused(
                                        query("page", 0),
                                        query("page", "one"),
                                        query("perPage", "many"),
                                        query("minPrice", "cheap"),
                                        query("maxPrice", "dear"),
                                        query("minPrice", 20, "maxPrice", 10))),
                of("MKT-15", 2, MarketChecks::suggestions));
    }

    private static ItemQueries looks(ApiContext context) throws Exception {
        return new ItemQueries(context, ItemList.MARKET);
    }

    private static void withdrawable(Items whole) {
        for (JsonNode item : whole.requireLeast(1).items()) {
            String delivery = item.at("/offer/delivery").asText();
            boolean right = item.path("id").isTextual()
                    && !item.path("id").textValue().isBlank()
                    && item.path("market").isNumber()
                    && (delivery.equals("normal") || delivery.equals("auto"));
            if (!right) {
                throw CheckFailure.violated(
                        "every item with id, market and an offer whose delivery is normal or auto, in answer to "
                                + whole.exchange().asked(),
                        item.toString());
            }
        }
        Offers.require(whole, item -> true);
    }

    private static void everything(Items whole, Items shown) {
        shown.requireAll(whole.items(), "of the whole list").requireOnly(whole.items(), "of the whole list");
    }

    private static void tooLarge(ApiContext context) throws Exception {
        for (int perPage : List.of(ItemList.LARGEST_PAGE + 1, 100_000)) {
            Exchange answer = context.reader().get(Operation.MARKET, "perPage", perPage);
            if (!answer.isSuccess()) {
                answer.requireRefusal(1001);
            } else {
                int shown = ItemList.MARKET.read(answer).size();
                if (shown > ItemList.LARGEST_PAGE) {
                    throw CheckFailure.violated(
                            "at most " + ItemList.LARGEST_PAGE + " items in answer to " + answer.asked(),
                            String.valueOf(shown));
                }
            }
        }
    }

    private static void suggestions(ApiContext context) throws Exception {
        for (String game : ItemList.GAMES) {
            String part = ItemQueries.word(context.whole(ItemList.MARKET, game));
            Exchange answer = context.reader().get(Operation.SUGGESTIONS, "q", part);
            JsonNode suggestions = answer.data();
            if (!suggestions.isArray() || suggestions.isEmpty()) {
                throw CheckFailure.violated(
                        "an array with what the market has of \"" + part + "\" in answer to " + answer.asked(),
                        answer.answered());
            }
            for (JsonNode suggestion : suggestions) {
                if (!suggestion.isObject() || !Items.names(suggestion, part)) {
                    throw CheckFailure.violated(
                            "objects whose names have \"" + part + "\" in them in answer to " + answer.asked(),
                            suggestion.toString());
                }
            }
        }
    }
}
