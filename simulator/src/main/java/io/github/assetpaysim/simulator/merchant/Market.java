package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.CatalogItem;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Offer;
import io.github.assetpaysim.simulator.catalog.Supply;
import io.github.assetpaysim.simulator.money.Usd;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one merchant's users can buy: the suppliers' listings, less what withdrawals have taken. Thread-safe, under the monitor of the
 * merchant's {@link World}.
 */
public final class Market {
    private static final int LISTINGS_ON_A_PAGE = 50;
    private static final int MOST_SUGGESTIONS = 10;

    private final World world;
    /** What was for sale when it was last asked for. */
    private final Map<Game, ForSale> forSale = new EnumMap<>(Game.class);

    /**
     * What is for sale as long as the same is taken and paid.
     *
     * @param cheapest of every kind
     */
    private record ForSale(
            Set<String> taken, Map<CatalogItem, Optional<Usd>> paid, List<Item> listings, List<Item> cheapest) {}

    /**
     * What a market request is answered with (A4.3).
     *
     * @param count how many items match, on all pages
     */
    public record Page(List<Item> items, int count) {}

    Market(World world) {
        this.world = world;
    }

    /**
     * Of every kind that is for sale its cheapest listing, as far as the query matches: the documentation has an endpoint of its own
     * for all listings of a kind.
     */
    public Page search(ItemQuery query) {
        List<Item> matching = query.select(forSale(query.game()).cheapest());
        return new Page(query.page(matching), matching.size());
    }

    /**
     * The listings of one kind, the cheapest first (A4.5).
     *
     * @param itemId a market hash name, or the id of one of the listings, sold or not; of anything else there are none
     */
    public List<Item> listings(String itemId, Supply.Delivery delivery, int page) {
        return Arrays.stream(Game.values())
                .flatMap(game -> {
                    String name = world.catalogue
                            .listing(game, itemId)
                            .map(listing -> listing.kind().marketHashName())
                            .orElse(itemId);
                    return forSale(game).listings().stream()
                            .filter(each -> each.kind().marketHashName().equals(name));
                })
                .filter(each -> each.supply().delivery() == delivery)
                .sorted(ItemQuery.byPrice())
                .skip((page - 1L) * LISTINGS_ON_A_PAGE)
                .limit(LISTINGS_ON_A_PAGE)
                .toList();
    }

    /** The first few kinds with such a part in their name, in any case, of both games, for sale or not (A4.4). */
    public List<CatalogItem> suggestions(String part) {
        String wanted = part.toLowerCase(Locale.ROOT);
        return Arrays.stream(Game.values())
                .flatMap(game -> world.catalogue.kinds(game).stream())
                .filter(kind -> kind.marketHashName().toLowerCase(Locale.ROOT).contains(wanted))
                .limit(MOST_SUGGESTIONS)
                .toList();
    }

    /**
     * What a kind costs and is paid for.
     *
     * @param paid for a deposit; null when the kind is not taken
     * @param normal what the cheapest listing costs that is delivered so; null when none is for sale
     * @param auto the same
     */
    public record KindPrices(CatalogItem kind, Usd paid, Usd normal, Usd auto) {}

    /** The present prices of all kinds of a game (A4.10). */
    public List<KindPrices> prices(Game game) {
        ForSale now = forSale(game);
        Map<String, List<Item>> offered = now.listings().stream()
                .collect(Collectors.groupingBy(each -> each.kind().marketHashName()));
        return world.catalogue.kinds(game).stream()
                .map(kind -> new KindPrices(
                        kind,
                        paid(kind, now.paid()),
                        cheapest(offered.get(kind.marketHashName()), Supply.Delivery.NORMAL),
                        cheapest(offered.get(kind.marketHashName()), Supply.Delivery.AUTO)))
                .toList();
    }

    private static Usd cheapest(List<Item> offered, Supply.Delivery delivery) {
        return Stream.ofNullable(offered)
                .flatMap(List::stream)
                .filter(each -> each.supply().delivery() == delivery)
                .map(each -> each.offer().price())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** A listing at its present price, sold or not. */
    Optional<Item> find(Game game, String id) {
        synchronized (world) {
            return world.catalogue.listing(game, id).map(listing -> priced(listing, world.prices));
        }
    }

    /** Whether there is a kind of this market hash name, or a listing of this id, for sale or not. */
    public boolean knows(String itemId) {
        return sells(itemId)
                || Arrays.stream(Game.values())
                        .anyMatch(game -> world.catalogue.listing(game, itemId).isPresent());
    }

    /** Whether there are listings of a kind with this market hash name, sold or not. */
    boolean sells(String marketHashName) {
        return Arrays.stream(Game.values())
                .anyMatch(game -> world.catalogue.kind(game, marketHashName).isPresent());
    }

    /** What is paid for one of a kind in a deposit; null when it is not taken. */
    Usd paid(CatalogItem kind) {
        synchronized (world) {
            return paid(kind, world.prices);
        }
    }

    private static Usd paid(CatalogItem kind, Map<CatalogItem, Optional<Usd>> moved) {
        return moved.getOrDefault(kind, Optional.ofNullable(kind.offerPrice())).orElse(null);
    }

    /** The listing that such an offer is for, at whatever price; of both games. */
    Optional<Item> offering(String reference) {
        return Arrays.stream(Game.values())
                .flatMap(game -> world.catalogue.listings(game).stream())
                .filter(each -> Offer.isFor(each.id(), reference))
                .findFirst();
    }

    /** Whether a withdrawal has bought or reserved it. */
    boolean isTaken(String id) {
        synchronized (world) {
            return world.taken.contains(id);
        }
    }

    private ForSale forSale(Game game) {
        synchronized (world) {
            ForSale last = forSale.get(game);
            if (last == null
                    || !last.taken().equals(world.taken)
                    || !last.paid().equals(world.prices)) {
                last = forSale(game, Set.copyOf(world.taken), Map.copyOf(world.prices));
                forSale.put(game, last);
            }
            return last;
        }
    }

    private ForSale forSale(Game game, Set<String> taken, Map<CatalogItem, Optional<Usd>> paid) {
        List<Item> listings = world.catalogue.listings(game).stream()
                .filter(each -> !taken.contains(each.id()))
                .map(each -> priced(each, paid))
                .filter(each -> each.offer() != null)
                .toList();
        Map<String, Item> cheapest = new LinkedHashMap<>();
        listings.forEach(
                each -> cheapest.merge(each.kind().marketHashName(), each, BinaryOperator.minBy(ItemQuery.byPrice())));
        return new ForSale(taken, paid, listings, List.copyOf(cheapest.values()));
    }

    /** What is paid for its kind decides what it costs; what is not taken any more has no price. */
    private static Item priced(Item listing, Map<CatalogItem, Optional<Usd>> moved) {
        Optional<Usd> paid = moved.isEmpty() ? null : moved.get(listing.kind());
        return paid == null
                ? listing
                : listing.pricedAt(paid.map(price -> Catalogue.salePrice(listing.id(), price))
                        .orElse(null));
    }
}
