package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Prices;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeBook;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The trades and users of one merchant, and what is paid.
 *
 * <p>Whoever reads or changes any of it holds this object's monitor from its first check to its last claim, so everything one call
 * decides and claims is one step to all others. No network call and no rendering happens under it; other locks are only ever taken
 * inside it, never the other way round.
 */
final class World {
    final TradeBook book = new TradeBook();
    final Prices prices = new Prices();
    final Situation start;
    /** Found without the monitor: a request must come to wait for its user's lock, whatever else is being decided. */
    final Map<String, User> users = new ConcurrentHashMap<>();

    private final Catalogue catalogue;
    private final Seed userIds;

    World(Situation start, Catalogue catalogue, Seed userIds) {
        this.start = start;
        this.catalogue = catalogue;
        this.userIds = userIds;
        start.prices().forEach(prices::move);
    }

    /** The user with this Steam id, who need not have been met before. */
    User user(String steamId) {
        return users.computeIfAbsent(
                steamId,
                id -> new User(userIds.child(id).uuid(0).toString(), id, start.profile(id), catalogue, prices));
    }

    /** What may still be advanced to the user. */
    Usd collateral(User user) {
        Usd exposure = book.all(user.open).stream()
                .filter(Trade::exposed)
                .map(trade -> trade.split().preCredit())
                .reduce(Usd.ZERO, Usd::plus);
        return user.profile().collateral().available(exposure);
    }
}
