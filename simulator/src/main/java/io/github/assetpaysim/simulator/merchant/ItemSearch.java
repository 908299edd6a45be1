package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Offer;
import io.github.assetpaysim.simulator.trade.Trade;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the items of one merchant's users, as far as AssetPay has seen them: to explain a refusal, never to decide one. Changes
 * nothing. Thread-safe, under the monitor of the merchant's {@link World}.
 */
final class ItemSearch {
    private final World world;

    ItemSearch(World world) {
        this.world = world;
    }

    /** Where the item with this id is, from the point of view of a user. */
    Whereabouts whereabouts(String steamId, String itemId) {
        Item own;
        Trade trade;
        synchronized (world) {
            own = seen(steamId, item -> item.id().equals(itemId)).orElse(null);
            trade = world.book.all().stream()
                    .filter(each -> !each.stage().unsuccessful())
                    .filter(each -> each.items().stream()
                            .anyMatch(line -> line.item().id().equals(itemId)))
                    .reduce((earlier, later) -> later)
                    .orElse(null);
        }
        return new Whereabouts(own, trade, own == null ? anotherOwner(steamId, itemId) : null);
    }

    private String anotherOwner(String steamId, String itemId) {
        for (Map.Entry<String, User> each : world.users.entrySet()) {
            // One at a time, so that nobody waits for all of them to be searched.
            synchronized (world) {
                if (!each.getKey().equals(steamId)
                        && each.getValue()
                                .seen(item -> item.id().equals(itemId))
                                .isPresent()) {
                    return each.getKey();
                }
            }
        }
        return null;
    }

    /** The user's item for which an offer had this reference, at whatever price. */
    Optional<Item> offered(String steamId, String reference) {
        synchronized (world) {
            return seen(steamId, item -> Offer.isFor(item.id(), reference));
        }
    }

    private Optional<Item> seen(String steamId, Predicate<Item> fits) {
        return Optional.ofNullable(world.users.get(steamId)).flatMap(user -> user.seen(fits));
    }
}
