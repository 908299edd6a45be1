package io.github.assetpaysim.simulator.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What one user owns in one game, as AssetPay sees it: Steam's contents as last read, less what open or finished deposits have
 * taken. Immutable.
 *
 * @param seen what Steam was last found to have
 * @param updatedAt when that was; null when nobody has looked yet
 * @param taken by item: how many copies trades have taken
 */
public record Inventory(Possessions seen, Instant updatedAt, Map<String, Integer> taken) {
    /** Nobody has looked yet. */
    public static final Inventory UNSEEN = new Inventory(Possessions.NONE, null, Map.of());

    private static final Duration CACHED_FOR = Duration.ofMinutes(15);

    public Inventory {
        taken = Map.copyOf(taken);
    }

    /** Reads Steam again when {@code refresh} is set or the last reading is 15 minutes old (A4.2); otherwise the same. */
    public Inventory look(Instant now, boolean refresh, Supplier<Possessions> steam) {
        boolean current = updatedAt != null && now.isBefore(updatedAt.plus(CACHED_FOR));
        return current && !refresh ? this : new Inventory(steam.get(), now, taken);
    }

    /** What the user can see and deposit. */
    public List<Item> available() {
        return untaken(seen.items());
    }

    /** Those of his items that are not taken, stacks without the copies that are. */
    public List<Item> untaken(List<Item> items) {
        if (taken.isEmpty()) {
            return items;
        }
        List<Item> rest = new ArrayList<>(items.size());
        for (Item item : items) {
            int copies = taken.getOrDefault(item.id(), 0);
            if (copies == 0) {
                rest.add(item);
            } else if (copies < item.amount()) {
                rest.add(item.withAmount(item.amount() - copies));
            }
        }
        return rest;
    }

    /** The inventory after some more copies of an item were taken; a negative amount gives them back. */
    public Inventory take(String itemId, int amount) {
        Map<String, Integer> changed = new HashMap<>(taken);
        changed.merge(itemId, amount, (had, more) -> had + more == 0 ? null : had + more);
        return new Inventory(seen, updatedAt, changed);
    }
}
