package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.CatalogItem;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Inventory;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Possessions;
import io.github.assetpaysim.simulator.catalog.Profile;
import io.github.assetpaysim.simulator.catalog.SteamOutcome;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.trade.EndUser;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One merchant's picture of an end user. Guarded by the monitor of the {@link World}, except {@link #acquire}. */
final class EndUserAccount {
    private static final Duration CHECK_CACHED_FOR = Duration.ofHours(1);

    /** Held while a trade of this user is being decided (settled: one at a time, the next waits). */
    private final ReentrantLock deciding = new ReentrantLock(true);

    final String id;
    final String steamId;
    /** The ids of the user's trades that are not over. */
    final Set<String> open = new LinkedHashSet<>();

    private final Catalogue catalogue;
    private final Map<CatalogItem, Optional<Usd>> prices;
    private final Map<Game, Possessions> onSteam = new EnumMap<>(Game.class);
    private final Map<Game, Inventory> inventories = new EnumMap<>(Game.class);
    /** The ids of items that went away in trades that have succeeded. */
    private final Set<String> gone = new HashSet<>();
    /** By how many cents single offers have risen, for users whose prices move. */
    private final Map<String, Integer> rises = new HashMap<>();

    private Profile profile;
    /** What was last found out about his trade URL, and when; null before. */
    private TradeUrlCheck checked;

    private Instant checkedAt;
    /** Whom his last trade belongs to; a value of its own for each trade would be much memory. */
    private EndUser last;

    /** @param prices of all users, where they have moved */
    EndUserAccount(
            String id, String steamId, State state, Catalogue catalogue, Map<CatalogItem, Optional<Usd>> prices) {
        this.id = id;
        this.steamId = steamId;
        this.catalogue = catalogue;
        this.prices = prices;
        this.profile = state.profile;
        onSteam.putAll(state.onSteam);
        inventories.putAll(state.inventories);
        gone.addAll(state.gone);
        rises.putAll(state.rises);
    }

    /** All of it as values, but for what follows from the merchant's trades. */
    record State(
            Profile profile,
            Map<Game, Possessions> onSteam,
            Map<Game, Inventory> inventories,
            Set<String> gone,
            Map<String, Integer> rises) {
        State {
            onSteam = Map.copyOf(onSteam);
            inventories = Map.copyOf(inventories);
            gone = Set.copyOf(gone);
            rises = Map.copyOf(rises);
        }

        /** A user to whom nothing has happened. */
        static State of(Profile profile) {
            return new State(profile, Map.of(), Map.of(), Set.of(), Map.of());
        }
    }

    State state() {
        return new State(profile, onSteam, inventories, gone, rises);
    }

    /** Waits, at most so long in real time, until no other trade of this user is being decided; false when one still is. */
    boolean acquire(Duration longestWait) {
        try {
            return deciding.tryLock(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends what {@link #acquire} began. */
    void release() {
        deciding.unlock();
    }

    Profile profile() {
        return profile;
    }

    /** Makes the user another person from now on; what AssetPay has seen of his inventory it sees until it looks again. */
    void become(Profile other) {
        profile = other;
        onSteam.clear();
        for (Game game : Game.values()) {
            // Which listed item is new is decided now, not when somebody looks: trades go on in between.
            onSteam(game);
        }
    }

    void checkReachable() {
        if (profile.account() == Profile.Account.UNREACHABLE) {
            throw new Refusal(
                    Refusal.Reason.INVALID_TRADEURL,
                    "the user's trade URL leads nowhere: Steam knows no account behind it, or its token was renewed");
        }
    }

    void checkMayTrade(Game game) {
        String obstacle = switch (profile.account()) {
            case ORDINARY, UNREACHABLE, UNKNOWN -> null;
            case CS2_BANNED ->
                game == Game.CS2 ? "the user is banned in CS2 and cannot trade its items (game 730)" : null;
            case RUST_BANNED ->
                game == Game.RUST ? "the user is banned in Rust and cannot trade its items (game 252490)" : null;
            case BANNED -> "the user is banned in both games and cannot trade items of any";
            case CANNOT_TRADE -> "Steam does not let the user trade at the moment";
        };
        if (obstacle != null) {
            throw new Refusal(Refusal.Reason.USER_NOT_TRADEABLE, obstacle);
        }
    }

    /** What was found out about a trade URL of his in the last hour, or is now. */
    TradeUrlCheck checked(Instant now, boolean refresh) {
        if (refresh || checked == null || !now.isBefore(checkedAt.plus(CHECK_CACHED_FOR))) {
            checked = check();
            checkedAt = now;
        }
        return checked;
    }

    private TradeUrlCheck check() {
        TradeUrlCheck.State state = switch (profile.account()) {
            case UNREACHABLE -> TradeUrlCheck.State.USER_NOT_FOUND;
            case CS2_BANNED -> TradeUrlCheck.State.CS2_BANNED;
            case RUST_BANNED -> TradeUrlCheck.State.RUST_BANNED;
            case BANNED -> TradeUrlCheck.State.BANNED;
            case UNKNOWN -> TradeUrlCheck.State.UNKNOWN_ERROR;
            case ORDINARY, CANNOT_TRADE ->
                profile.contents() == Profile.Contents.PRIVATE
                        ? TradeUrlCheck.State.INVENTORY_PRIVATE
                        : TradeUrlCheck.State.NORMAL;
        };
        boolean found = state != TradeUrlCheck.State.USER_NOT_FOUND && state != TradeUrlCheck.State.UNKNOWN_ERROR;
        return new TradeUrlCheck(
                state,
                found ? steamId : null,
                profile.outcome() == SteamOutcome.ESCROW ? TradeCourse.ESCROW_DAYS : 0,
                profile.account() == Profile.Account.CANNOT_TRADE);
    }

    /** What AssetPay shows of the user's inventory, at present prices. */
    List<Item> available(Game game, Instant now, boolean refresh) {
        inventories.put(game, inventory(game).look(now, refresh, () -> readSteam(game)));
        List<Item> available = inventory(game).available();
        boolean asCatalogued = prices.isEmpty() && rises.isEmpty();
        return asCatalogued ? available : available.stream().map(this::priced).toList();
    }

    Instant updatedAt(Game game) {
        return inventory(game).updatedAt();
    }

    /** Those of the items that are on Steam and in no trade, at present prices. */
    Map<String, Item> find(Game game, Set<String> ids) {
        List<Item> named = readSteam(game).items().stream()
                .filter(item -> ids.contains(item.id()))
                .toList();
        return inventory(game).untaken(named).stream().collect(Collectors.toMap(Item::id, this::priced));
    }

    /** The first fitting item among all that Steam has been found to have, taken or not, at its present price. */
    Optional<Item> seen(Predicate<Item> fits) {
        return onSteam.values().stream()
                .flatMap(possessions -> possessions.items().stream())
                .filter(fits)
                .findFirst()
                .map(this::priced);
    }

    private Item priced(Item item) {
        // A kind is long to hash, and most merchants never move a price.
        Optional<Usd> moved = prices.isEmpty() ? null : prices.get(item.kind());
        Item priced = moved == null ? item : item.pricedAt(moved.orElse(null));
        Integer rise = rises.get(item.id());
        return rise == null || !priced.accepted()
                ? priced
                : priced.pricedAt(priced.offer().price().plus(new Usd(rise)));
    }

    /** Lets the next one of the offers just shown rise, if that is this user's way. */
    void movePrice(List<Item> shown) {
        if (!profile.pricesMove()) {
            return;
        }
        List<Item> offered = shown.stream()
                .filter(item -> item.accepted() && item.tradable())
                .toList();
        if (!offered.isEmpty()) {
            // One after another, so that who reads again and repeats a refused deposit succeeds.
            int movements = rises.values().stream().mapToInt(rise -> rise).sum();
            rises.merge(offered.get(movements % offered.size()).id(), 1, Integer::sum);
        }
    }

    /** Whom a trade belongs to that somebody with these claims makes. */
    EndUser owner(EndUserClaims claims) {
        EndUser claimed = claims.as(id);
        if (!claimed.equals(last)) {
            last = claimed;
        }
        return last;
    }

    /** Claims what a new trade takes. */
    void take(Trade trade) {
        trade.items().forEach(line -> take(trade.game(), line.item(), line.amount()));
    }

    /** Forgets or puts back what a trade that is over had taken. */
    void settle(Trade trade) {
        trade.items().forEach(line -> {
            if (trade.stage().unsuccessful()) {
                take(trade.game(), line.item(), -line.amount());
                gone.remove(line.item().id());
            } else {
                gone.add(line.item().id());
            }
        });
    }

    private void take(Game game, Item item, int amount) {
        inventories.put(game, inventory(game).take(item.id(), amount));
    }

    private Inventory inventory(Game game) {
        return inventories.getOrDefault(game, Inventory.UNSEEN);
    }

    private Possessions readSteam(Game game) {
        return switch (profile.contents()) {
            case PRIVATE ->
                throw new Refusal(
                        Refusal.Reason.INVENTORY_PRIVATE,
                        "the user's Steam inventory is private; it can be made public in Steam's privacy settings");
            case UNAVAILABLE ->
                throw new Refusal(
                        Refusal.Reason.STEAM_UNAVAILABLE,
                        "Steam did not answer when asked for the user's inventory; try again later");
            case ORDINARY, EMPTY, ONLY_RUST, LISTED -> onSteam(game);
        };
    }

    private Possessions onSteam(Game game) {
        return onSteam.computeIfAbsent(game, each -> catalogue.ownedBy(steamId, each, profile, gone));
    }
}
