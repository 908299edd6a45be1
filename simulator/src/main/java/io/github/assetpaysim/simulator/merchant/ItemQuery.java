package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.setting.Setting;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which items of an inventory (A4.2) or of the market (A4.3) a request asks for, and in which order.
 *
 * @param refresh whether to read Steam again
 * @param search part of the item's name in any case, or null
 * @param order of the items, or null for Steam's own
 * @param minPrice least offer price, or null
 * @param maxPrice highest offer price, or null
 * @param page from 1
 * @param perPage items on a page, from 1; {@link #ALL} for a single one
 */
public record ItemQuery(
        Game game,
        boolean refresh,
        String search,
        Comparator<Item> order,
        Usd minPrice,
        Usd maxPrice,
        int page,
        int perPage) {
    /** How the body of a request names the game of what it speaks of. */
    public static final Setting<Game> GAME = Setting.of(
                    "game",
                    "\"730\" (CS2) or \"252490\" (Rust)",
                    "",
                    text -> Game.of(text).orElseThrow(IllegalArgumentException::new),
                    Game::appId)
            .defaultsTo(Game.CS2);

    /** As many as there are, whichever page is asked for. */
    public static final int ALL = Integer.MAX_VALUE;

    /** The order by the offers' price, the least first; what has no offer comes last. */
    public static Comparator<Item> byPrice() {
        return byPrice(Comparator.naturalOrder());
    }

    /** The order by the offers' price, the most first; what has no offer comes last. */
    public static Comparator<Item> byPriceDescending() {
        return byPrice(Comparator.reverseOrder());
    }

    private static Comparator<Item> byPrice(Comparator<Usd> order) {
        return Comparator.comparing(item -> item.accepted() ? item.offer().price() : null, Comparator.nullsLast(order));
    }

    /** The items that match, in order; all pages. */
    List<Item> select(List<Item> items) {
        if (search == null && order == null && minPrice == null && maxPrice == null) {
            return items;
        }
        Stream<Item> matching = items.stream();
        if (search != null) {
            String part = search.toLowerCase(Locale.ROOT);
            matching = matching.filter(item ->
                    item.kind().marketHashName().toLowerCase(Locale.ROOT).contains(part));
        }
        if (minPrice != null || maxPrice != null) {
            matching = matching.filter(this::inRange);
        }
        return (order == null ? matching : matching.sorted(order)).toList();
    }

    private boolean inRange(Item item) {
        return item.accepted()
                && (minPrice == null || item.offer().price().compareTo(minPrice) >= 0)
                && (maxPrice == null || item.offer().price().compareTo(maxPrice) <= 0);
    }

    /** The asked-for page of a list. */
    List<Item> page(List<Item> items) {
        if (perPage == ALL) {
            return items;
        }
        int from = (int) Math.min((page - 1L) * perPage, items.size());
        return items.subList(from, Math.min(from + perPage, items.size()));
    }
}
