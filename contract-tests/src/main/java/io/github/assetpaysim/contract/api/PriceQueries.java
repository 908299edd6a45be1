package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How inventory and market are sorted by price and kept within bounds, each answer held against the whole list. */
final class PriceQueries {
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final Map<String, Comparator<BigDecimal>> ORDERS =
            Map.of("price_asc", Comparator.naturalOrder(), "price_desc", Comparator.reverseOrder());

    private static final String NONE = "none";

    private final ItemQueries queries;

    PriceQueries(ItemQueries queries) {
        this.queries = queries;
    }

    /** Both orders; of CS2 also of a page from the middle. */
    void sorted(String game, Items whole) throws InterruptedException {
        prices(whole, 3);
        for (Map.Entry<String, Comparator<BigDecimal>> sort : ORDERS.entrySet()) {
            Items sorted = queries.all("game", game, "sort", sort.getKey())
                    .requireOrder(sort.getValue(), sort.getKey())
                    .requirePartOf(whole, whole.items(), "of the whole list");
            if (game.equals(ItemList.CS2)) {
                secondPage(sorted, sort.getKey());
            }
        }
    }

    /** It goes on where the first has ended. */
    private void secondPage(Items sorted, String sort) throws InterruptedException {
        int perPage = ItemQueries.perPage(sorted);
        Items second = queries.page("game", ItemList.CS2, "sort", sort, "perPage", perPage, "page", 2);
        List<String> expected = shownPrices(sorted.items().subList(perPage, Math.min(2 * perPage, sorted.size())));
        List<String> first = shownPrices(sorted.items().subList(0, perPage));
        List<String> came = shownPrices(second.items());
        // Another number of items, or the first page again, is a fault of the pages.
        if (came.size() == expected.size() && !came.equals(first) && !areSame(came, expected)) {
            throw CheckFailure.violated(
                    "the prices " + expected + ", which follow those of the page before, in answer to "
                            + second.exchange().asked(),
                    came.toString());
        }
    }

    /** As far as there are prices. */
    private static boolean areSame(List<String> prices, List<String> others) {
        for (int i = 0; i < prices.size(); i++) {
            if (!prices.get(i).equals(others.get(i))
                    && !prices.get(i).equals(NONE)
                    && !others.get(i).equals(NONE)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> shownPrices(Collection<JsonNode> items) {
        return items.stream()
                .map(Items::price)
                .map(price -> price == null ? NONE : price.stripTrailingZeros().toPlainString())
                .toList();
    }

    /** All different prices, the lowest first; skips the check when there are fewer. */
    private List<BigDecimal> prices(Items whole, int least) {
        List<BigDecimal> prices = whole.prices();
        if (prices.size() < least) {
            if (whole.size() >= least
                    && whole.items().stream()
                            .anyMatch(item -> item.path("offer").has("price"))
                    && prices.isEmpty()) {
                throw CheckFailure.blocked("no price is a number, which " + queries.typesRequirement() + " is about");
            }
            throw CheckFailure.skipped("there are " + prices.size() + " different prices in answer to "
                    + whole.exchange().asked() + ", and this needs " + least);
        }
        return prices;
    }

    /** Bounds that are one cent beside prices, on the side where they leave these out. */
    void boundedBeside(String game, Items whole) throws InterruptedException {
        List<BigDecimal> prices = prices(whole, 4);
        BigDecimal least = prices.stream()
                .map(price -> price.add(CENT))
                .filter(bound -> isNoPrice(prices, bound))
                .skip(prices.size() / 4)
                .findFirst()
                .orElse(null);
        BigDecimal most = prices.stream()
                .sorted(Comparator.reverseOrder())
                .map(price -> price.subtract(CENT))
                .filter(bound -> isNoPrice(prices, bound))
                .skip(prices.size() / 4)
                .findFirst()
                .orElse(null);
        if (least == null || most == null || least.compareTo(most) > 0) {
            throw CheckFailure.skipped("prices lie too close to each other in answer to "
                    + whole.exchange().asked());
        }
        bounded(game, whole, least, most);
        if (game.equals(ItemList.CS2)) {
            bounded(game, whole, least, null);
            bounded(game, whole, null, most);
        }
    }

    private static boolean isNoPrice(List<BigDecimal> prices, BigDecimal bound) {
        return prices.stream().noneMatch(price -> price.compareTo(bound) == 0);
    }

    /** Bounds that are prices. */
    void boundedAt(String game, Items whole) throws InterruptedException {
        List<BigDecimal> prices = prices(whole, 4);
        BigDecimal least = prices.get(prices.size() / 4);
        BigDecimal most = prices.get(prices.size() * 3 / 4);
        bounded(game, whole, least, most);
        if (game.equals(ItemList.CS2)) {
            bounded(game, whole, least, least);
        }
    }

    /** @param least or null; {@code most} too */
    private void bounded(String game, Items whole, BigDecimal least, BigDecimal most) throws InterruptedException {
        List<Object> query = new ArrayList<>(List.of("game", game));
        if (least != null) {
            query.addAll(List.of("minPrice", least.toPlainString()));
        }
        if (most != null) {
            query.addAll(List.of("maxPrice", most.toPlainString()));
        }
        Items within = queries.all(query.toArray());
        within.requirePartOf(
                whole,
                whole.priced().stream()
                        .filter(item -> isWithin(item, least, most))
                        .toList(),
                "whose price is not outside");
        for (JsonNode item : within.priced()) {
            if (!isWithin(item, least, most)) {
                throw CheckFailure.violated(
                        "only items whose price is not outside in answer to "
                                + within.exchange().asked(),
                        "also " + Items.shown(item) + " for " + Items.price(item));
            }
        }
    }

    private static boolean isWithin(JsonNode item, BigDecimal least, BigDecimal most) {
        BigDecimal price = Items.price(item);
        return (least == null || price.compareTo(least) >= 0) && (most == null || price.compareTo(most) <= 0);
    }
}
