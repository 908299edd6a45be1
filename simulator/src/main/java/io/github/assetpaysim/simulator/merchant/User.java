package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Inventory;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.money.Collateral;
import io.github.assetpaysim.simulator.money.Usd;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** One merchant's picture of an end user. Guarded by the merchant's lock, except {@link #deciding}, which is a lock itself. */
final class User {
    /** What every ordinary user may be advanced. */
    private static final Collateral ORDINARY = new Collateral(new Usd(150_00), Usd.ZERO);

    /** Held while a deposit of this user is being decided (settled: one at a time, the next waits). */
    final ReentrantLock deciding = new ReentrantLock(true);

    final String id;
    final Collateral collateral = ORDINARY;
    /** The ids of the user's trades that are not over. */
    final Set<String> open = new LinkedHashSet<>();

    private final String steamId;
    private final Catalogue catalogue;
    private final Map<Game, Inventory> inventories = new EnumMap<>(Game.class);

    User(String id, String steamId, Catalogue catalogue) {
        this.id = id;
        this.steamId = steamId;
        this.catalogue = catalogue;
    }

    Inventory inventory(Game game) {
        return inventories.computeIfAbsent(game, each -> {
            List<Item> owned = catalogue.ownedBy(steamId, each);
            return new Inventory(() -> owned);
        });
    }
}
