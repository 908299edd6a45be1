package io.github.assetpaysim.contract.api;

import java.util.HashMap;
import java.util.Map;

/** All items of a list, read once for all checks: what they compare answers with. Thread-safe: all under its monitor. */
final class WholeLists {
    private final Map<Key, Once<Items>> read = new HashMap<>();

    private record Key(ItemList list, String game) {}

    /**
     * Everything that the list has of a game.
     *
     * @throws io.github.assetpaysim.contract.plan.CheckFailure the same each time when it cannot be read
     */
    Items of(Caller caller, ItemList list, String game) throws Exception {
        return once(caller, list, game).get();
    }

    /** The same as it is now. */
    Items again(Caller caller, ItemList list, String game) throws Exception {
        synchronized (this) {
            read.remove(new Key(list, game));
        }
        return of(caller, list, game);
    }

    private synchronized Once<Items> once(Caller caller, ItemList list, String game) {
        return read.computeIfAbsent(new Key(list, game), none -> new Once<>(() -> list.all(caller, "game", game)));
    }
}
