package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The items of an answer.
 *
 * @param exchange that brought them, the first of several
 * @param count as the answer tells it
 */
record Items(Exchange exchange, List<JsonNode> items, JsonNode count) {
    private static final int SHOWN = 5;

    /** What tells an item from others: its id, and all of it where it has none. */
    static String key(JsonNode item) {
        return hasId(item) ? item.path("id").asText() : Json.text(item);
    }

    private static boolean hasId(JsonNode item) {
        return item.path("id").isTextual() || item.path("id").isNumber();
    }

    /** The price of its offer in USD; null where there is no number. */
    static BigDecimal price(JsonNode item) {
        JsonNode price = item.at("/offer/price");
        return price.isNumber() ? price.decimalValue() : null;
    }

    /** Its names, of which some may be missing. */
    static List<String> names(JsonNode item) {
        return Stream.of(item.path("marketHashName"), item.path("name"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
    }

    /** Whether a text is in a name, in any case. */
    static boolean names(JsonNode item, String text) {
        String part = text.toLowerCase(Locale.ROOT);
        return names(item).stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(part));
    }

    /** These could be any; another requirement is about ids that are missing. */
    private static long withoutId(Collection<JsonNode> items) {
        return items.stream().filter(item -> !hasId(item)).count();
    }

    static String shown(JsonNode item) {
        String name = item.path("marketHashName").asText();
        return key(item) + (name.isEmpty() ? "" : " (" + name + ")");
    }

    private static String shown(Collection<JsonNode> items) {
        List<String> few = items.stream().limit(SHOWN).map(Items::shown).toList();
        return String.join(", ", few) + (items.size() > SHOWN ? " and " + (items.size() - SHOWN) + " more" : "");
    }

    int size() {
        return items.size();
    }

    Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        items.forEach(item -> keys.add(key(item)));
        return keys;
    }

    List<JsonNode> priced() {
        return items.stream().filter(item -> price(item) != null).toList();
    }

    /** All different prices, the lowest first. */
    List<BigDecimal> prices() {
        List<BigDecimal> prices = new ArrayList<>();
        items.stream().map(Items::price).filter(Objects::nonNull).sorted().forEach(price -> {
            if (prices.isEmpty() || prices.get(prices.size() - 1).compareTo(price) != 0) {
                prices.add(price);
            }
        });
        return prices;
    }

    /** Whether both show the same items for the same prices, in any order. */
    boolean isSameAs(Items other) {
        return size() == other.size() && priceByKey().equals(other.priceByKey());
    }

    private Map<String, String> priceByKey() {
        Map<String, String> prices = new LinkedHashMap<>();
        for (JsonNode item : items) {
            BigDecimal price = price(item);
            prices.put(
                    key(item), price == null ? "" : price.stripTrailingZeros().toPlainString());
        }
        return prices;
    }

    /** Whether it shows every item once, and as many as it counts: what else is wrong with a list shows in other checks. */
    boolean isSound() {
        return keys().size() == size() && count.isNumber() && count.asInt() == size();
    }

    /**
     * Holds it against the whole list.
     *
     * @param wanted which of the whole it must show, besides which it may show others of the whole
     * @throws CheckFailure a violation when one is missing, foreign, or shown twice
     */
    Items requirePartOf(Items whole, Collection<JsonNode> wanted, String what) {
        if (whole.isSound()) {
            withIdsOf(whole).requireNoRepeat().requireAll(wanted, what).requireOnly(whole.items, "of the whole list");
        }
        return this;
    }

    /** The same, where what the whole list shows under another id stands as it does there: ids are looked at elsewhere. */
    Items withIdsOf(Items whole) {
        Set<String> here = keys();
        Set<String> there = whole.keys();
        List<JsonNode> others = new ArrayList<>(whole.items);
        others.removeIf(item -> here.contains(key(item)));
        List<JsonNode> same = new ArrayList<>();
        for (JsonNode item : items) {
            JsonNode other = there.contains(key(item)) ? item : namedLike(item, others);
            others.remove(other);
            same.add(other);
        }
        return new Items(exchange, same, count);
    }

    private static JsonNode namedLike(JsonNode item, List<JsonNode> others) {
        JsonNode name = item.path("marketHashName");
        return others.stream()
                .filter(other -> name.isTextual() && name.equals(other.path("marketHashName")))
                .findFirst()
                .orElse(item);
    }

    /** @throws CheckFailure that skips the check when there are not so many */
    Items requireLeast(int least) {
        if (size() < least) {
            throw CheckFailure.skipped("there are " + size() + " items in the answer to " + exchange.asked()
                    + ", and this needs " + least);
        }
        return this;
    }

    /** @throws CheckFailure a violation when one is shown twice */
    Items requireNoRepeat() {
        Set<String> seen = new HashSet<>();
        for (JsonNode item : items) {
            if (!seen.add(key(item))) {
                throw CheckFailure.violated("every item once in answer to " + exchange.asked(), shown(item) + " twice");
            }
        }
        return this;
    }

    /** @throws CheckFailure a violation when one of these is not shown */
    Items requireAll(Collection<JsonNode> wanted, String what) {
        Set<String> keys = keys();
        List<JsonNode> missing = wanted.stream()
                .filter(item -> hasId(item) && !keys.contains(key(item)))
                .toList();
        if (missing.size() > withoutId(items)) {
            throw CheckFailure.violated(
                    "all " + wanted.size() + " items " + what + " in answer to " + exchange.asked(),
                    size() + " items, and without " + shown(missing));
        }
        return this;
    }

    /** @throws CheckFailure a violation when another one than these is shown */
    Items requireOnly(Collection<JsonNode> allowed, String what) {
        Set<String> keys = new HashSet<>();
        allowed.forEach(item -> keys.add(key(item)));
        List<JsonNode> foreign = items.stream()
                .filter(item -> hasId(item) && !keys.contains(key(item)))
                .toList();
        if (foreign.size() > withoutId(allowed)) {
            throw CheckFailure.violated(
                    "only items " + what + " in answer to " + exchange.asked(), "also " + shown(foreign));
        }
        return this;
    }

    /** @throws CheckFailure a violation when the prices are not in order; what has none may be anywhere */
    Items requireOrder(Comparator<BigDecimal> order, String what) {
        JsonNode last = null;
        for (JsonNode item : priced()) {
            if (last != null && order.compare(price(last), price(item)) > 0) {
                throw CheckFailure.violated(
                        "prices in order, " + what + ", in answer to " + exchange.asked(),
                        shown(last) + " for " + price(last) + " before " + shown(item) + " for " + price(item));
            }
            last = item;
        }
        return this;
    }

    /** @throws CheckFailure a violation when {@code count} is another number */
    Items requireCount(int expected) {
        if (!count.isNumber() || count.decimalValue().compareTo(BigDecimal.valueOf(expected)) != 0) {
            throw CheckFailure.violated(
                    "count " + expected + " in answer to " + exchange.asked(),
                    count.isMissingNode() ? "none" : count.toString());
        }
        return this;
    }
}
