package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.CatalogItem;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeBook;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The trades and users of one merchant, what is paid, and what time it is.
 *
 * <p>Whoever reads or changes any of it holds this object's monitor from its first check to its last claim, so everything one call
 * decides and claims is one step to all others. No network call and no rendering happens under it; other locks are only ever taken
 * inside it, never the other way round.
 */
final class World {
    final String merchantId;
    final TradeBook book;
    /** What is paid for one of a kind where that is not the catalogue's price, the first moved first. */
    final Map<CatalogItem, Optional<Usd>> prices;

    final InitialState start;
    final InstantSource clock;
    /** Found without the monitor: a request must come to wait for its user's lock, whatever else is being decided. */
    final Map<String, EndUserAccount> users = new ConcurrentHashMap<>();

    final Catalogue catalogue;
    /** The listings that withdrawals have bought or reserved, for all users. */
    final Set<String> taken;

    private final Seed userIds;
    private final Seed tradeIds;
    private final Duration longestWait;
    private Usd balance;
    /** What withdrawals without a verdict will cost; part of the balance. */
    private Usd reserved = Usd.ZERO;

    /**
     * @param longestWait real time for which a new trade waits for another one of its user
     * @param seed of all ids
     */
    World(
            MerchantState state,
            MerchantSettings settings,
            Duration longestWait,
            InstantSource clock,
            Catalogue catalogue,
            Seed seed) {
        this.merchantId = settings.get(MerchantSettings.MERCHANT_ID);
        this.clock = clock;
        this.start = state.start();
        this.catalogue = catalogue;
        this.userIds = seed.child("user");
        this.tradeIds = seed.child("trade");
        this.longestWait = longestWait;
        this.book = new TradeBook(state.trades(), settings.get(MerchantSettings.REMEMBER));
        this.prices = new LinkedHashMap<>(state.prices());
        this.taken = new HashSet<>(state.taken());
        this.balance = state.balance();
        state.users().forEach((steamId, user) -> users.put(steamId, user(steamId, user)));
        for (Trade trade : book.all()) {
            if (!trade.stage().over()) {
                user(trade.client().steamId()).open.add(trade.id());
            }
            if (trade.awaitsVerdict()) {
                reserved = reserved.plus(trade.totalPrice());
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

    /** The id of the trade that is made next. */
    String nextTradeId() {
        return tradeIds.uuid(book.made()).toString();
    }

    /** Decides about a new trade of a user under the monitor, one after another for each user. */
    Opened deciding(EndUserClaims client, Function<EndUserAccount, Opened> decide) {
        EndUserAccount user = user(client.steamId());
        if (!user.acquire(longestWait)) {
            throw new Refusal(
                    Refusal.Reason.DEPOSIT_IN_PROGRESS, "another trade of this user is still being processed");
        }
        try {
            synchronized (this) {
                return decide.apply(user);
            }
        } finally {
            user.release();
        }
    }

    /** What may still be advanced to the user. */
    Usd collateral(EndUserAccount user) {
        Usd exposure = Usd.ZERO;
        for (Trade trade : book.all(user.open)) {
            exposure = trade.exposed() ? exposure.plus(trade.split().preCredit()) : exposure;
        }
        return user.profile().collateral().available(exposure);
    }

    Balance balance() {
        return new Balance(balance, reserved);
    }

    /** @throws IllegalArgumentException when that is less than what is reserved */
    void setBalance(Usd total) {
        if (total.compareTo(reserved) < 0) {
            throw new IllegalArgumentException(
                    "the balance cannot be " + total + ": withdrawals without a verdict have reserved " + reserved);
        }
        balance = total;
    }

    /** Claims what a new trade takes: the user's items, or listings and the merchant's money. */
    void claim(Trade made) {
        EndUserAccount user = user(made.client().steamId());
        user.open.add(made.id());
        if (made.kind() == TradeKind.DEPOSIT) {
            user.take(made);
        } else {
            made.items().forEach(line -> taken.add(line.item().id()));
            reserved = reserved.plus(made.totalPrice());
        }
    }

    /** Takes the money for a withdrawal that has been approved. */
    void pay(Trade approved) {
        reserved = reserved.minus(approved.totalPrice());
        balance = balance.minus(approved.totalPrice());
    }

    /** Settles what a trade had claimed, each time a step leads to a stage in which it is over. */
    void settle(Trade over) {
        EndUserAccount user = user(over.client().steamId());
        user.open.remove(over.id());
        if (over.kind() == TradeKind.DEPOSIT) {
            user.settle(over);
        } else if (over.stage().unsuccessful()) {
            over.items().forEach(line -> taken.remove(line.item().id()));
            if (over.approved()) {
                balance = balance.plus(over.totalPrice());
            } else {
                reserved = reserved.minus(over.totalPrice());
            }
        }
    }

    /** @throws Refusal when an earlier trade has it */
    void checkUnused(String externalId) {
        if (externalId != null && book.knowsExternalId(externalId)) {
            throw new Refusal(
                            Refusal.Reason.EXTERNAL_ID_EXISTS,
                            "externalId '" + Quoted.text(externalId) + "' was used by an earlier trade")
                    .about(Refusal.Subject.field("externalId"));
        }
    }

    MerchantState state(String previousSecret, Map<String, Trades.NextEvent> next) {
        Map<String, EndUserAccount.State> states = new HashMap<>();
        users.forEach((steamId, user) -> states.put(steamId, user.state()));
        return new MerchantState(
                start, clock.instant(), previousSecret, prices, book.state(), next, states, taken, balance);
    }
}
