package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.assumption.Assumptions;
import io.github.assetpaysim.simulator.callback.Courier;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Kind;
import io.github.assetpaysim.simulator.catalog.Offer;
import io.github.assetpaysim.simulator.catalog.Prices;
import io.github.assetpaysim.simulator.catalog.Profile;
import io.github.assetpaysim.simulator.catalog.SteamOutcome;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.money.CreditSplit;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.time.Task;
import io.github.assetpaysim.simulator.time.Timeline;
import io.github.assetpaysim.simulator.time.Timer;
import io.github.assetpaysim.simulator.trade.Agenda;
import io.github.assetpaysim.simulator.trade.Client;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeBook;
import io.github.assetpaysim.simulator.trade.TradeEvent;
import io.github.assetpaysim.simulator.trade.TradeItem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What can be done with one merchant's users and trades.
 *
 * <p>Thread-safe: trades, users and inventories are touched under {@code world} only, so everything one call decides and claims
 * is one step to all others. No network call and no rendering happens under it; the timeline's lock is only ever taken inside
 * it, never the other way round.
 */
public final class Trading {
    private static final CompletableFuture<?> ANSWERABLE = CompletableFuture.completedFuture(null);

    private final Object world = new Object();
    private final TradeBook book = new TradeBook();
    /** Found without {@link #world}: a request must come to wait for its user's lock, whatever else is being decided. */
    private final Map<String, User> users = new ConcurrentHashMap<>();
    /** What happens next to each trade by itself. */
    private final Map<String, Timer> agenda = new HashMap<>();

    private final Prices prices = new Prices();

    private final Situation start;
    private final Supplier<MerchantSettings> settings;
    private final String merchantId;
    private final Timeline timeline;
    private final Courier courier;
    private final Dialect dialect;
    private final Catalogue catalogue;
    private final Seed tradeIds;
    private final Seed userIds;
    private final Duration longestWait;
    private final Runnable changed;
    private long created;

    /**
     * @param longestWait real time a deposit waits for another one of the same user
     * @param changed is told of every trade made and every step, with locks held
     */
    Trading(
            Situation start,
            Supplier<MerchantSettings> settings,
            String merchantId,
            Timeline timeline,
            Courier courier,
            Dialect dialect,
            Catalogue catalogue,
            Seed seed,
            Duration longestWait,
            Runnable changed) {
        this.start = start;
        start.prices().forEach(prices::move);
        this.settings = settings;
        this.merchantId = merchantId;
        this.timeline = timeline;
        this.courier = courier;
        this.dialect = dialect;
        this.catalogue = catalogue;
        this.tradeIds = seed.child("trade");
        this.userIds = seed.child("user");
        this.longestWait = longestWait;
        this.changed = changed;
    }

    /**
     * A deposit that was just made.
     *
     * @param answerable the answer has to wait for it; mostly done already. It ends, whatever happens
     * @param answered must run once the answer has been written, or cannot be; until then no callback of the trade is sent
     */
    public record Opened(Trade trade, CompletableFuture<?> answerable, Runnable answered) {}

    /** What the user owns and can deposit. */
    public InventoryPage inventory(ClientClaims client, InventoryQuery query) {
        User user = user(client.steamId());
        List<Item> available;
        Instant updatedAt;
        Usd collateral;
        synchronized (world) {
            available = user.available(query.game(), timeline.instant(), query.refresh());
            updatedAt = user.updatedAt(query.game());
            collateral = collateral(user);
        }
        List<Item> matching = query.select(available);
        List<Item> shown = query.page(matching);
        synchronized (world) {
            user.movePrice(shown);
        }
        return new InventoryPage(shown, matching.size(), updatedAt, collateral);
    }

    /**
     * Starts a deposit.
     *
     * @throws Refusal when AssetPay would refuse it; then nothing has changed
     */
    public Opened deposit(ClientClaims client, DepositOrder order) {
        User user = user(client.steamId());
        if (!acquire(user)) {
            throw new Refusal(
                    Refusal.Reason.DEPOSIT_IN_PROGRESS, "another deposit of this user is still being processed");
        }
        try {
            synchronized (world) {
                return decide(user, client, order);
            }
        } finally {
            user.deciding.unlock();
        }
    }

    private boolean acquire(User user) {
        try {
            return user.deciding.tryLock(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The checks stand in the order in which they are made. */
    private Opened decide(User user, ClientClaims client, DepositOrder order) {
        user.checkReachable();
        if (order.externalId() != null && book.knowsExternalId(order.externalId())) {
            throw new Refusal(
                    Refusal.Reason.EXTERNAL_ID_EXISTS,
                    "externalId '" + order.externalId() + "' was used by an earlier trade");
        }
        int most = settings.get().assumptions().get(Assumptions.OPEN_DEPOSIT_LIMIT);
        long open = book.all(user.open).stream()
                .filter(trade -> trade.stage().awaitsUser())
                .count();
        if (open >= most) {
            throw new Refusal(
                    Refusal.Reason.TOO_MANY_ACTIVE_TRADES,
                    "the user has " + open + " unaccepted deposits; at most " + most + " are allowed");
        }
        user.checkMayTrade();
        List<TradeItem> items = new Appraisal(order.lines(), user.find(order.game(), order.itemIds())).items();
        Usd total = items.stream().map(TradeItem::price).reduce(Usd.ZERO, Usd::plus);
        Instant now = timeline.instant();
        Trade trade = Trade.deposit(
                tradeIds.uuid(created++).toString(),
                merchantId,
                order.game(),
                new Client(user.id, client.steamId(), client.tradeUrl(), client.clientId()),
                order.externalId(),
                items,
                order.instant(),
                split(order, total, user),
                now);
        user.take(trade);
        book.put(trade);
        changed.run();
        user.open.add(trade.id());
        Runnable answered = timeline.hold(trade.id());
        try {
            Optional<CompletableFuture<?>> before = courier.announce(trade, now);
            plan(trade, now);
            if (before.isPresent()) {
                answered.run();
                return new Opened(trade, atLast(before.get()), answered);
            }
        } catch (RuntimeException e) {
            // A lane that is held for ever would stop the merchant's time.
            answered.run();
            throw e;
        }
        return new Opened(trade, ANSWERABLE, answered);
    }

    /** A receiver that hangs, or a merchant that is deleted meanwhile, must not keep the answer for ever. */
    private CompletableFuture<?> atLast(CompletableFuture<?> callback) {
        Duration longest = settings.get().get(MerchantSettings.CALLBACK_TIMEOUT).plus(longestWait);
        return callback.copy()
                .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .handle((nothing, error) -> null);
    }

    private CreditSplit split(DepositOrder order, Usd total, User user) {
        if (!order.game().protectsTrades()) {
            return CreditSplit.atOnce(total);
        }
        return order.instant() ? CreditSplit.of(total, collateral(user)) : CreditSplit.afterwards(total);
    }

    /** What may still be advanced to the user. */
    private Usd collateral(User user) {
        Usd exposure = book.all(user.open).stream()
                .filter(Trade::exposed)
                .map(trade -> trade.split().preCredit())
                .reduce(Usd.ZERO, Usd::plus);
        return user.profile().collateral().available(exposure);
    }

    /**
     * Makes something happen to a trade right now, as if the world had done it.
     *
     * @return the trade afterwards; empty when there is no such trade
     * @throws io.github.assetpaysim.simulator.trade.ImpossibleStep when it cannot happen in the trade's stage
     */
    public Optional<Trade> trigger(String tradeId, WorldEvent event) {
        synchronized (world) {
            Optional<Trade> trade = book.find(tradeId);
            if (trade.isPresent()) {
                Instant now = timeline.instant();
                for (TradeEvent step : event.steps(trade.get())) {
                    trade = Optional.of(step(book.find(tradeId).orElseThrow(), step, now));
                }
            }
            return trade;
        }
    }

    private Trade step(Trade before, TradeEvent event, Instant at) {
        Trade after = before.after(event, at);
        Timer replaced = agenda.remove(after.id());
        if (replaced != null) {
            replaced.cancel();
        }
        book.put(after);
        changed.run();
        if (after.stage().over()) {
            user(after.client().steamId()).settle(after);
        }
        if (!dialect.status(after).equals(dialect.status(before))) {
            courier.announce(after, after.updatedAt());
        }
        plan(after, after.updatedAt());
        return after;
    }

    private void plan(Trade trade, Instant at) {
        MerchantSettings now = settings.get();
        Duration offerExpiry = now.assumptions().get(Assumptions.OFFER_EXPIRY);
        SteamOutcome own = user(trade.client().steamId()).profile().outcome();
        SteamOutcome outcome = own == null ? now.get(MerchantSettings.STEAM_OUTCOME) : own;
        Agenda.next(trade, outcome, offerExpiry).ifPresent(next -> {
            String label = "trade " + trade.id() + " " + next.event();
            Instant due = at.plus(next.delay());
            agenda.put(trade.id(), timeline.schedule(due, trade.id(), label, instant -> {
                follow(trade, next.event(), instant);
                return Task.DONE;
            }));
        });
    }

    private void follow(Trade planned, TradeEvent event, Instant at) {
        synchronized (world) {
            // A manual event may have come first, between this entry's start and here.
            book.find(planned.id()).filter(trade -> trade == planned).ifPresent(trade -> step(trade, event, at));
        }
    }

    public Optional<Trade> find(String tradeId) {
        synchronized (world) {
            return book.find(tradeId);
        }
    }

    /** All remembered trades, the oldest first. */
    public List<Trade> trades() {
        synchronized (world) {
            return book.all();
        }
    }

    /** How many trades that were over have been forgotten. */
    public int dropped() {
        synchronized (world) {
            return book.dropped();
        }
    }

    /** Where an item is, as far as AssetPay has seen: to explain a refusal, never to decide one. */
    public Whereabouts whereabouts(String steamId, String itemId) {
        User user = users.get(steamId);
        Item own;
        Trade trade;
        synchronized (world) {
            own = user == null
                    ? null
                    : user.seen(item -> item.id().equals(itemId)).orElse(null);
            trade = book.all().stream()
                    .filter(each -> !each.stage().unsuccessful())
                    .filter(each -> each.items().stream()
                            .anyMatch(line -> line.item().id().equals(itemId)))
                    .reduce((earlier, later) -> later)
                    .orElse(null);
        }
        return new Whereabouts(own, trade, own == null ? anotherOwner(steamId, itemId) : null);
    }

    private String anotherOwner(String steamId, String itemId) {
        for (Map.Entry<String, User> each : users.entrySet()) {
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
    public Optional<Item> offered(String steamId, String reference) {
        User user = users.get(steamId);
        if (user == null) {
            return Optional.empty();
        }
        synchronized (world) {
            return user.seen(item -> Offer.isFor(item.id(), reference));
        }
    }

    /** How a user stands. */
    public UserState state(String steamId) {
        User user = user(steamId);
        synchronized (world) {
            return new UserState(user.profile(), book.all(user.open), collateral(user));
        }
    }

    /** Makes a user another person; null makes him again what he was at the start. */
    public void recast(String steamId, Profile profile) {
        User user = user(steamId);
        synchronized (world) {
            user.become(profile == null ? start.profile(steamId) : profile);
        }
    }

    /** Sets what is paid for one of a kind, for all users and at once; empty for no longer taken. */
    public void movePrices(Map<Kind, Optional<Usd>> moves) {
        synchronized (world) {
            moves.forEach(prices::move);
        }
    }

    /** Every price that is not the catalogue's. */
    public Map<Kind, Optional<Usd>> movedPrices() {
        synchronized (world) {
            return prices.moved();
        }
    }

    private User user(String steamId) {
        return users.computeIfAbsent(
                steamId,
                id -> new User(userIds.child(id).uuid(0).toString(), id, start.profile(id), catalogue, prices));
    }
}
