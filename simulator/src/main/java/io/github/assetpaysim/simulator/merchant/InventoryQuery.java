package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.money.Usd;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What an inventory request asks for (A4.2).
 *
 * @param refresh whether to read Steam again
 * @param search part of the item's name in any case, or null
 * @param sort the order, or null for Steam's own
 * @param minPrice least offer price, or null
 * @param maxPrice highest offer price, or null
 * @param page from 1
 * @param perPage items on a page; -1 for all
 */
public record InventoryQuery(
        Game game, boolean refresh, String search, Sort sort, Usd minPrice, Usd maxPrice, int page, int perPage) {

    /** The orders a list can have. */
    public enum Sort {
        POPULARITY,
        PRICE_ASC,
        PRICE_DESC
    }

    /** The items that match, in order; all pages. */
    List<Item> select(List<Item> items) {
        String part = search == null ? "" : search.toLowerCase(Locale.ROOT);
        List<Item> matching = items.stream()
                .filter(item -> part.isEmpty()
                        || item.kind().marketHashName().toLowerCase(Locale.ROOT).contains(part))
                .filter(item -> minPrice == null && maxPrice == null || inRange(item))
                .toList();
        return sort == null ? matching : matching.stream().sorted(order()).toList();
    }

    private boolean inRange(Item item) {
        return item.accepted()
                && (minPrice == null || item.offer().price().compareTo(minPrice) >= 0)
                && (maxPrice == null || item.offer().price().compareTo(maxPrice) <= 0);
    }

    private Comparator<Item> order() {
        Comparator<Item> byPrice = Comparator.comparing(item -> item.offer().price());
        return switch (sort) {
            // Nobody tells how popular a skin is; what trades at a higher market price stands in for it.
            case POPULARITY ->
                Comparator.comparing((Item item) -> item.kind().marketPrice(), Comparator.reverseOrder());
            case PRICE_ASC -> acceptedFirst(byPrice);
            case PRICE_DESC -> acceptedFirst(byPrice.reversed());
        };
    }

    /** Items without an offer have no price to compare. */
    private static Comparator<Item> acceptedFirst(Comparator<Item> byPrice) {
        return (a, b) ->
                a.accepted() && b.accepted() ? byPrice.compare(a, b) : Boolean.compare(b.accepted(), a.accepted());
    }

    /** The asked-for page of a list. */
    List<Item> page(List<Item> items) {
        if (perPage == -1) {
            return items;
        }
        int from = (int) Math.min((page - 1L) * perPage, items.size());
        return items.subList(from, Math.min(from + perPage, items.size()));
    }
}
