package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.CatalogItem;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeBook;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The trades and users of one merchant, what is paid, and what time it is.
 *
 * <p>Whoever reads or changes any of it holds this object's monitor from its first check to its last claim, so everything one call
 * decides and claims is one step to all others. No network call and no rendering happens under it; other locks are only ever taken
 * inside it, never the other way round.
 */
final class World {
    final TradeBook book;
    /** What is paid for one of a kind where that is not the catalogue's price, the first moved first. */
    final Map<CatalogItem, Optional<Usd>> prices;

    final InitialState start;
    final InstantSource clock;
    /** Found without the monitor: a request must come to wait for its user's lock, whatever else is being decided. */
    final Map<String, EndUserAccount> users = new ConcurrentHashMap<>();

    private final Catalogue catalogue;
    private final Seed userIds;

    World(MerchantState state, InstantSource clock, Catalogue catalogue, Seed userIds) {
        this.clock = clock;
        this.start = state.start();
        this.catalogue = catalogue;
        this.userIds = userIds;
        this.book = new TradeBook(state.trades());
        this.prices = new LinkedHashMap<>(state.prices());
        state.users().forEach((steamId, user) -> users.put(steamId, user(steamId, user)));
        for (Trade trade : book.all()) {
            if (!trade.stage().over()) {
                user(trade.client().steamId()).open.add(trade.id());
            }
        }
    }

    /** The user with this Steam id, who need not have been met before. */
    EndUserAccount user(String steamId) {
        return users.computeIfAbsent(steamId, id -> user(id, EndUserAccount.State.of(start.profile(id))));
    }

    private EndUserAccount user(String steamId, EndUserAccount.State state) {
        return new EndUserAccount(userIds.child(steamId).uuid(0).toString(), steamId, state, catalogue, prices);
    }

    /** What may still be advanced to the user. */
    Usd collateral(EndUserAccount user) {
        Usd exposure = book.all(user.open).stream()
                .filter(Trade::exposed)
                .map(trade -> trade.split().preCredit())
                .reduce(Usd.ZERO, Usd::plus);
        return user.profile().collateral().available(exposure);
    }

    MerchantState state(String previousSecret, Map<String, Trades.NextEvent> next) {
        Map<String, EndUserAccount.State> states = new HashMap<>();
        users.forEach((steamId, user) -> states.put(steamId, user.state()));
        return new MerchantState(start, clock.instant(), previousSecret, prices, book.state(), next, states);
    }
}
