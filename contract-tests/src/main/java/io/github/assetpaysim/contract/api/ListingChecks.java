package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.ArrayList;
import java.util.List;

/** The listings of one kind (A4.5). */
final class ListingChecks {
    /** At most so many are tried for one that has listings of both deliveries. */
    private static final int MOST_KINDS = 8;

    private static final int MOST_PAGES = 10;
    private static final int MOST_TRIES = 3;

    private ListingChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("MKT-16", 8, context -> whileItStays(context, ListingChecks::members)),
                of("MKT-18", 8, context -> whileItStays(context, ListingChecks::ofOneKind)),
                of("MKT-19", 2, context -> {
                    context.reader().get(Operation.LISTINGS).requireRefusal(1001);
                    context.reader().get(Operation.LISTINGS, "delivery", "auto").requireRefusal(1001);
                }),
                of("MKT-20", 6 + 4 * MOST_KINDS, context -> whileItStays(context, ListingChecks::deliveries)),
                of("MKT-21", 2, context -> {
                    JsonNode item = kinds(context, "normal", 1).get(0);
                    for (String delivery : List.of("tomorrow", "NORMAL")) {
                        context.reader()
                                .get(Operation.LISTINGS, "itemId", name(item), "delivery", delivery)
                                .requireRefusal(1001);
                    }
                }),
                of("MKT-22", 6, context -> whileItStays(context, ListingChecks::marketItems)));
    }

    /** Looks at listings; where others buy and sell meanwhile, once more with what is for sale now. */
    private static void whileItStays(ApiContext context, ApiCheck.Script look) throws Exception {
        for (int tries = 1; ; tries++) {
            List<Items> before = new ArrayList<>();
            for (String game : ItemList.GAMES) {
                before.add(context.whole(ItemList.MARKET, game));
            }
            try {
                look.play(context);
                return;
            } catch (CheckFailure e) {
                if (!e.isViolation() || context.hasControl() || isStill(context, before)) {
                    throw e;
                }
                if (tries == MOST_TRIES) {
                    throw CheckFailure.inconclusive(
                            "the market changed each time while its listings were looked at: " + e.getMessage());
                }
            }
        }
    }

    /** Whether the market shows what it did. */
    private static boolean isStill(ApiContext context, List<Items> before) throws Exception {
        boolean isStill = true;
        for (int i = 0; i < before.size(); i++) {
            isStill &=
                    context.wholeAgain(ItemList.MARKET, ItemList.GAMES.get(i)).isSameAs(before.get(i));
        }
        return isStill;
    }

    /** Items of the market with name, id and this delivery, of which nothing else is known to be right. */
    private static List<JsonNode> kinds(ApiContext context, String game, String delivery, int most) throws Exception {
        return context.whole(ItemList.MARKET, game).items().stream()
                .filter(item -> item.path("marketHashName").isTextual()
                        && item.path("id").isTextual()
                        && delivery(item).equals(delivery))
                .limit(most)
                .toList();
    }

    /** The same of both games; skips the check when there is none. */
    private static List<JsonNode> kinds(ApiContext context, String delivery, int ofEach) throws Exception {
        List<JsonNode> kinds = new ArrayList<>();
        for (String game : ItemList.GAMES) {
            kinds.addAll(kinds(context, game, delivery, ofEach));
        }
        if (kinds.isEmpty()) {
            throw CheckFailure.skipped("nothing with name, id and delivery " + delivery + " is for sale");
        }
        return kinds;
    }

    private static String name(JsonNode item) {
        return item.path("marketHashName").textValue();
    }

    private static String delivery(JsonNode item) {
        return item.at("/offer/delivery").asText();
    }

    private static Items listings(ApiContext context, Object... query) throws Exception {
        Exchange answer = context.reader().get(Operation.LISTINGS, query);
        JsonNode data = answer.data();
        if (!data.isArray()) {
            throw CheckFailure.blocked("needs a bare array for data, which MKT-16 is about: " + answer.asked()
                    + " was answered " + answer.answered());
        }
        List<JsonNode> listings = new ArrayList<>();
        data.forEach(listings::add);
        return new Items(answer, listings, MissingNode.getInstance());
    }

    /** The same, of which the market shows one. */
    private static Items some(ApiContext context, Object... query) throws Exception {
        Items listings = listings(context, query);
        if (listings.size() == 0) {
            throw CheckFailure.violated(
                    "a listing, for the market shows one, in answer to "
                            + listings.exchange().asked(),
                    "none");
        }
        return listings;
    }

    private static void members(ApiContext context) throws Exception {
        for (JsonNode kind : kinds(context, "normal", 2)) {
            Exchange bare = context.reader().get(Operation.LISTINGS, "itemId", name(kind));
            if (!bare.data().isArray()) {
                throw CheckFailure.violated("a bare array for data in answer to " + bare.asked(), bare.answered());
            }
            Items listings = some(context, "itemId", name(kind), "delivery", "normal");
            for (JsonNode listing : listings.items()) {
                boolean right = listing.path("id").isTextual()
                        && listing.path("market").isNumber()
                        && listing.at("/offer/price").isNumber()
                        && listing.at("/offer/reference").isTextual();
                if (!right) {
                    throw CheckFailure.violated(
                            "every listing with id, market, and an offer with price and reference, in answer to "
                                    + listings.exchange().asked(),
                            listing.toString());
                }
            }
        }
    }

    private static void ofOneKind(ApiContext context) throws Exception {
        int named = 0;
        for (JsonNode kind : kinds(context, "normal", 2)) {
            Items byName = some(context, "itemId", name(kind), "delivery", "normal");
            Items byId = some(context, "itemId", kind.path("id").textValue(), "delivery", "normal");
            byId.requireAll(byName.items(), "that are listed under the name " + name(kind) + ",")
                    .requireOnly(byName.items(), "that are listed under the name " + name(kind) + ",");
            for (Items listings : List.of(byName, byId)) {
                for (JsonNode listing : listings.items()) {
                    named += listing.path("marketHashName").isTextual() ? 1 : 0;
                    if (listing.path("marketHashName").isTextual()
                            && !name(listing).equals(name(kind))) {
                        throw CheckFailure.violated(
                                "listings of " + name(kind) + " alone in answer to "
                                        + listings.exchange().asked(),
                                Items.shown(listing));
                    }
                }
            }
        }
        if (named == 0) {
            throw CheckFailure.blocked("no listing has its marketHashName, which MKT-17 is about");
        }
    }

    private static void deliveries(ApiContext context) throws Exception {
        for (JsonNode kind : kinds(context, "normal", 1)) {
            deliveries(context, kind);
        }
        boolean both = false;
        for (JsonNode kind : kinds(context, ItemList.CS2, "auto", MOST_KINDS)) {
            some(context, "itemId", name(kind), "delivery", "auto");
            both |= deliveries(context, kind);
            if (both) {
                return;
            }
        }
        throw CheckFailure.skipped("of " + MOST_KINDS + " kinds none has listings of both deliveries");
    }

    /** Whether it has listings of both. */
    private static boolean deliveries(ApiContext context, JsonNode kind) throws Exception {
        Items unsaid = listings(context, "itemId", name(kind));
        Items normal = listings(context, "itemId", name(kind), "delivery", "normal");
        Items auto = listings(context, "itemId", name(kind), "delivery", "auto");
        requireDelivery(unsaid, "normal");
        requireDelivery(normal, "normal");
        requireDelivery(auto, "auto");
        unsaid.requireAll(normal.items(), "that are shown with delivery normal,")
                .requireOnly(normal.items(), "that are shown with delivery normal,");
        return normal.size() > 0 && auto.size() > 0;
    }

    private static void requireDelivery(Items listings, String delivery) {
        for (JsonNode listing : listings.items()) {
            if (listing.at("/offer/delivery").isTextual() && !delivery(listing).equals(delivery)) {
                throw CheckFailure.violated(
                        "listings with delivery " + delivery + " in answer to "
                                + listings.exchange().asked(),
                        listing.toString());
            }
        }
    }

    private static void marketItems(ApiContext context) throws Exception {
        List<JsonNode> kinds = new ArrayList<>();
        kinds.addAll(kinds(context, "normal", 2));
        kinds.addAll(kinds(context, "auto", 1));
        for (JsonNode kind : kinds) {
            List<JsonNode> all = new ArrayList<>();
            Items page = some(context, "itemId", name(kind), "delivery", delivery(kind));
            all.addAll(page.items());
            // How many are on a page is not documented.
            for (int number = 2; number <= MOST_PAGES && !has(all, kind) && page.size() > 0; number++) {
                page = listings(context, "itemId", name(kind), "delivery", delivery(kind), "page", number);
                all.addAll(page.items());
            }
            new Items(page.exchange(), all, page.count())
                    .requireNoRepeat()
                    .requireAll(List.of(kind), "that the market shows");
        }
    }

    private static boolean has(List<JsonNode> listings, JsonNode kind) {
        return listings.stream().anyMatch(listing -> Items.key(listing).equals(Items.key(kind)));
    }
}
