package io.github.assetpaysim.simulator.catalog;

import java.util.List;

/**
 * What a user has on Steam in one game. Immutable: the items are the same whenever somebody asks.
 *
 * <p>Kept for every user, the lists of items would be most of all memory. So an ordinary user's is made when it is asked for.
 */
public sealed interface Possessions {
    /** Nothing at all. */
    Possessions NONE = new Listed(List.of());

    /** The items. */
    List<Item> items();

    /** What the catalogue gives a user. */
    record Ordinary(Catalogue catalogue, String steamId, Game game) implements Possessions {
        @Override
        public List<Item> items() {
            return catalogue.ownedBy(steamId, game);
        }
    }

    /** Exactly these. */
    record Listed(List<Item> items) implements Possessions {
        public Listed {
            items = List.copyOf(items);
        }
    }
}
