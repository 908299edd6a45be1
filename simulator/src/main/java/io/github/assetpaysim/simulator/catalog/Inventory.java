package io.github.assetpaysim.simulator.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What one user owns in one game, as AssetPay sees it: Steam's contents as last read, less what open or finished deposits have
 * taken. Not thread-safe; the merchant's lock guards it.
 */
public final class Inventory {
    private static final Duration CACHED_FOR = Duration.ofMinutes(15);

    private final Supplier<List<Item>> steam;
    private final Map<String, Integer> taken;
    private List<Item> seen;
    private Instant updatedAt;

    /**
     * All of an inventory as values, but for what is on Steam.
     *
     * @param seen what Steam was last found to have; empty before the first {@link #look}
     * @param updatedAt when that was; null before the first {@link #look}
     * @param taken by item: how many copies trades have taken
     */
    public record State(List<Item> seen, Instant updatedAt, Map<String, Integer> taken) {
        /** Nobody has looked yet. */
        public static final State UNSEEN = new State(List.of(), null, Map.of());

        public State {
            seen = List.copyOf(seen);
            taken = Map.copyOf(taken);
        }
    }

    /** An inventory as it was once, whose contents {@code steam} tells from now on, each time it is asked. */
    public Inventory(Supplier<List<Item>> steam, State state) {
        this.steam = steam;
        this.seen = state.seen;
        this.updatedAt = state.updatedAt;
        this.taken = new HashMap<>(state.taken);
    }

    /** The inventory as it is now. */
    public State state() {
        return new State(seen, updatedAt, taken);
    }

    /** Reads Steam again when {@code refresh} is set or the last reading is older than 15 minutes (A4.2). */
    public void look(Instant now, boolean refresh) {
        if (refresh || updatedAt == null || !now.isBefore(updatedAt.plus(CACHED_FOR))) {
            seen = steam.get();
            updatedAt = now;
        }
    }

    /** When Steam was last read; null before the first {@link #look}. */
    public Instant updatedAt() {
        return updatedAt;
    }

    /** What the user can see and deposit, stacks without the copies that are taken. */
    public List<Item> available() {
        if (taken.isEmpty()) {
            return seen;
        }
        List<Item> rest = new ArrayList<>(seen.size());
        seen.forEach(item -> rest(item).ifPresent(rest::add));
        return rest;
    }

    /** The items with these ids that are on Steam right now and not taken, by id. */
    public Map<String, Item> find(Set<String> ids) {
        Map<String, Item> found = new HashMap<>();
        for (Item item : steam.get()) {
            if (ids.contains(item.id())) {
                rest(item).ifPresent(rest -> found.put(rest.id(), rest));
            }
        }
        return found;
    }

    private Optional<Item> rest(Item item) {
        int left = item.amount() - taken.getOrDefault(item.id(), 0);
        return left <= 0 ? Optional.empty() : Optional.of(left == item.amount() ? item : item.withAmount(left));
    }

    /** Takes copies of an item out of the inventory. */
    public void take(String itemId, int amount) {
        taken.merge(itemId, amount, Integer::sum);
    }

    /** Puts back what {@link #take} took. */
    public void giveBack(String itemId, int amount) {
        taken.merge(itemId, -amount, (had, less) -> had + less == 0 ? null : had + less);
    }
}
