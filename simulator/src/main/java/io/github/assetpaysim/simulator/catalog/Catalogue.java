package io.github.assetpaysim.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.seed.Seed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * All kinds of items, and what each Steam user owns of them. Files are read at first use. Thread-safe: maps are touched under a monitor
 * each, and values are immutable.
 */
public final class Catalogue {
    private static final int FEWEST_DEPOSITABLE = 30;
    private static final int MOST_STICKERS = 4;
    private static final int MOST_LISTINGS = 5;
    private static final int MARKETS = 4;
    private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^A-Za-z0-9]+");
    /** About what one user's items take. */
    private static final int BYTES_OF_ITEMS = 20_000;

    private final Map<Game, List<CatalogItem>> kinds = new EnumMap<>(Game.class);
    private final Map<Game, Map<String, Item>> listings = new EnumMap<>(Game.class);
    /** Those asked for of late, for all merchants: to make a list takes longer than to answer with it. */
    private final Map<Owner, List<Item>> owned;

    private record Owner(String steamId, Game game) {}

    public Catalogue() {
        this(Runtime.getRuntime().maxMemory() / 10);
    }

    /** @param most about how many bytes of memory may hold users' items that were asked for before */
    Catalogue(long most) {
        this.owned = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Owner, List<Item>> eldest) {
                return size() > most / BYTES_OF_ITEMS;
            }
        };
    }

    /** The items that user owns, the same in every run. */
    public List<Item> ownedBy(String steamId, Game game) {
        Owner owner = new Owner(steamId, game);
        List<Item> items;
        synchronized (owned) {
            items = owned.get(owner);
        }
        if (items == null) {
            List<Item> made = make(steamId, game);
            synchronized (owned) {
                // Who came first: what is rendered of items is found again by their identity.
                items = owned.computeIfAbsent(owner, each -> made);
            }
        }
        return items;
    }

    private List<Item> make(String steamId, Game game) {
        List<CatalogItem> all = kinds(game);
        List<CatalogItem> accepted = all.stream().filter(CatalogItem::accepted).toList();
        List<CatalogItem> stickers = stickers(all);
        Seed seed = Seed.of(steamId).child(game.appId());
        SplittableRandom random = seed.random();
        int size = game == Game.CS2 ? 60 + random.nextInt(41) : 10 + random.nextInt(11);
        int sureToBeTaken = game == Game.CS2 ? FEWEST_DEPOSITABLE : 5;
        List<Item> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            boolean sure = i < sureToBeTaken;
            List<CatalogItem> from = sure ? accepted : all;
            CatalogItem kind = from.get(random.nextInt(from.size()));
            boolean tradable = sure || random.nextInt(12) > 0;
            items.add(item(seed.uuid(i).toString(), kind, tradable, stickers, random));
        }
        items.sort(Comparator.comparing(Item::id));
        return List.copyOf(items);
    }

    /**
     * The items a user with this profile has on Steam.
     *
     * @param gone ids of items that have left the user for good, so that no listed item gets one of them
     */
    public Possessions ownedBy(String steamId, Game game, Profile profile, Set<String> gone) {
        Possessions ordinary = new Possessions.Ordinary(this, steamId, game);
        return switch (profile.contents()) {
            case ORDINARY -> ordinary;
            case ONLY_RUST -> game == Game.RUST ? ordinary : Possessions.NONE;
            case LISTED -> new Possessions.Listed(listed(steamId, game, profile.listed(), gone));
            case EMPTY, PRIVATE, UNAVAILABLE -> Possessions.NONE;
        };
    }

    /** The first AK of a list is the same item in every list: what lies in a trade must not be owned a second time. */
    private List<Item> listed(String steamId, Game game, List<Profile.Possession> possessions, Set<String> gone) {
        Seed seed = Seed.of(steamId).child(game.appId()).child("listed");
        Map<CatalogItem, Integer> copies = new HashMap<>();
        List<Item> items = new ArrayList<>();
        for (Profile.Possession possession : possessions) {
            CatalogItem kind = possession.kind();
            if (kind.game() == game) {
                Seed ofKind = seed.child(kind.marketHashName());
                String id;
                do {
                    id = ofKind.uuid(copies.merge(kind, 1, Integer::sum)).toString();
                } while (gone.contains(id));
                SplittableRandom random = Seed.of(id).random();
                items.add(
                        item(id, kind, possession.tradable(), List.of(), random).withAmount(possession.amount()));
            }
        }
        return items;
    }

    /** The kind with this market hash name. */
    public Optional<CatalogItem> kind(Game game, String marketHashName) {
        return kinds(game).stream()
                .filter(kind -> kind.marketHashName().equals(marketHashName))
                .findFirst();
    }

    /** The market hash names of all kinds of a game. */
    public List<String> names(Game game) {
        return kinds(game).stream().map(CatalogItem::marketHashName).toList();
    }

    /**
     * What suppliers offer on the market, the same in every run: of each kind a few, each with a wear, a pattern and stickers of its own.
     */
    public List<Item> listings(Game game) {
        return List.copyOf(listingsById(game).values());
    }

    /** The listing with this id, whatever has been sold. */
    public Optional<Item> listing(Game game, String id) {
        return Optional.ofNullable(listingsById(game).get(id));
    }

    private synchronized Map<String, Item> listingsById(Game game) {
        return listings.computeIfAbsent(game, each -> {
            List<CatalogItem> all = kinds(each);
            List<CatalogItem> stickers = stickers(all);
            Map<String, Item> offered = new LinkedHashMap<>();
            for (CatalogItem kind : all) {
                Seed seed = Seed.of("market").child(each.appId()).child(kind.marketHashName());
                int count = 1 + seed.random().nextInt(MOST_LISTINGS);
                for (int i = 0; i < count; i++) {
                    Item listing = listing(seed.uuid(i).toString(), kind, stickers);
                    offered.put(listing.id(), listing);
                }
            }
            return offered;
        });
    }

    private static Item listing(String id, CatalogItem kind, List<CatalogItem> stickers) {
        SplittableRandom random = Seed.of(id).random();
        Item item = item(id, kind, true, stickers, random);
        Supply.Delivery delivery = random.nextInt(4) == 0 ? Supply.Delivery.AUTO : Supply.Delivery.NORMAL;
        Supply supply = new Supply(1 + random.nextInt(MARKETS), delivery);
        Item offered = new Item(id, kind, item.wear(), item.paintSeed(), item.stickers(), 1, true, null, supply);
        return offered.pricedAt(salePrice(id, kind.accepted() ? kind.offerPrice() : kind.marketPrice()));
    }

    /** What a listing costs: 8 to 15 % more than is paid for one of its kind, so that a round trip loses; at least a cent. */
    public static Usd salePrice(String listingId, Usd paid) {
        long margin = 800 + Seed.of(listingId).child("margin").random().nextInt(701);
        return paid.plus(new Usd(Math.max(1, (paid.cents() * margin + 5_000) / 10_000)));
    }

    private static List<CatalogItem> stickers(List<CatalogItem> all) {
        return all.stream().filter(kind -> kind.type().equals("Sticker")).toList();
    }

    private static Item item(
            String id, CatalogItem kind, boolean tradable, List<CatalogItem> stickers, SplittableRandom random) {
        int amount = kind.stackFrom() + random.nextInt(kind.stackTo() - kind.stackFrom() + 1);
        boolean wears = kind.exterior() != null;
        return new Item(
                id,
                kind,
                wears ? wear(kind, random) : null,
                wears ? random.nextInt(1001) : null,
                wears && !kind.name().startsWith("★") ? stickers(stickers, random) : List.of(),
                amount,
                tradable,
                kind.accepted() ? new Offer(id, kind.offerPrice(), kind.maxAmount()) : null,
                null);
    }

    /** Five decimals, as text. */
    private static String wear(CatalogItem kind, SplittableRandom random) {
        double wear = kind.wearFrom() + random.nextDouble() * (kind.wearTo() - kind.wearFrom());
        return BigDecimal.valueOf(Math.round(wear * 100_000), 5).toPlainString();
    }

    private static List<Sticker> stickers(List<CatalogItem> kinds, SplittableRandom random) {
        int count = kinds.isEmpty() ? 0 : Math.max(0, random.nextInt(2 * MOST_STICKERS) - MOST_STICKERS);
        List<Sticker> stickers = new ArrayList<>(count);
        for (int slot = 0; slot < count; slot++) {
            CatalogItem kind = kinds.get(random.nextInt(kinds.size()));
            double scraped = random.nextInt(3) == 0 ? random.nextInt(100) / 100.0 : 0;
            stickers.add(new Sticker(kind.name(), slot, scraped, kind.iconUrl()));
        }
        return List.copyOf(stickers);
    }

    /** Obviously made up: nobody shall mistake it for an image of Steam's. */
    private static String icon(String name) {
        return "simulated-icon-" + NOT_ALPHANUMERIC.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** All kinds of a game. */
    public synchronized List<CatalogItem> kinds(Game game) {
        String file = "catalogue/" + game.name().toLowerCase(Locale.ROOT) + ".json";
        return kinds.computeIfAbsent(game, each -> FixtureRows.read(file, entry -> kind(game, entry)));
    }

    private static CatalogItem kind(Game game, JsonNode entry) {
        return new CatalogItem(
                game,
                entry.required("name").textValue(),
                entry.required("marketHashName").textValue(),
                icon(entry.required("marketHashName").textValue()),
                entry.required("type").textValue(),
                entry.path("exterior").textValue(),
                entry.path("wear").path(0).doubleValue(),
                entry.path("wear").path(1).doubleValue(),
                entry.path("rarity").textValue(),
                entry.required("color").textValue(),
                Usd.of(entry.required("marketPrice").decimalValue()),
                entry.has("offerPrice") ? Usd.of(entry.get("offerPrice").decimalValue()) : null,
                entry.path("stack").path(0).asInt(1),
                entry.path("stack").path(1).asInt(1),
                entry.path("maxAmount").asInt(1));
    }
}
