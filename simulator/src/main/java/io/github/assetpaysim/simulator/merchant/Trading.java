package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.assumption.Assumptions;
import io.github.assetpaysim.simulator.callback.Courier;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Inventory;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.money.CreditSplit;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.shipment.Protocol;
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
    private final Object world = new Object();
    private final TradeBook book = new TradeBook();
    /** Found without {@link #world}: a request must come to wait for its user's lock, whatever else is being decided. */
    private final Map<String, User> users = new ConcurrentHashMap<>();
    /** What happens next to each trade by itself. */
    private final Map<String, Timer> agenda = new HashMap<>();

    private final Supplier<MerchantSettings> settings;
    private final String merchantId;
    private final Timeline timeline;
    private final Courier courier;
    private final Protocol protocol;
    private final Catalogue catalogue;
    private final Seed tradeIds;
    private final Seed userIds;
    private final Duration longestWait;
    private long created;

    /** @param longestWait real time a deposit waits for another one of the same user */
    Trading(
            Supplier<MerchantSettings> settings,
            String merchantId,
            Timeline timeline,
            Courier courier,
            Protocol protocol,
            Catalogue catalogue,
            Seed seed,
            Duration longestWait) {
        this.settings = settings;
        this.merchantId = merchantId;
        this.timeline = timeline;
        this.courier = courier;
        this.protocol = protocol;
        this.catalogue = catalogue;
        this.tradeIds = seed.child("trade");
        this.userIds = seed.child("user");
        this.longestWait = longestWait;
    }

    /**
     * A deposit that was just made.
     *
     * @param answered must run once the answer has been written, or cannot be; until then no callback of the trade is sent
     */
    public record Opened(Trade trade, Runnable answered) {}

    /** What the user owns and can deposit. */
    public InventoryPage inventory(ClientClaims client, InventoryQuery query) {
        List<Item> available;
        Instant updatedAt;
        Usd collateral;
        synchronized (world) {
            User user = user(client.steamId());
            Inventory inventory = user.inventory(query.game());
            inventory.look(timeline.instant(), query.refresh());
            available = inventory.available();
            updatedAt = inventory.updatedAt();
            collateral = user.collateral.available(exposure(user));
        }
        List<Item> matching = query.select(available);
        return new InventoryPage(query.page(matching), matching.size(), updatedAt, collateral);
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
                    "the user has " + open + " deposits that he has not accepted; at most " + most + " are allowed");
        }
        Inventory inventory = user.inventory(order.game());
        List<TradeItem> items = new Appraisal(order.lines(), inventory).items();
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
        items.forEach(line -> inventory.take(line.item().id(), line.amount()));
        book.put(trade);
        user.open.add(trade.id());
        Runnable answered = timeline.hold(trade.id());
        try {
            courier.announce(trade, now);
            plan(trade, now);
        } catch (RuntimeException e) {
            // A lane that is held for ever would stop the merchant's time.
            answered.run();
            throw e;
        }
        return new Opened(trade, answered);
    }

    private CreditSplit split(DepositOrder order, Usd total, User user) {
        if (!order.game().protectsTrades()) {
            return CreditSplit.atOnce(total);
        }
        return order.instant()
                ? CreditSplit.of(total, user.collateral.available(exposure(user)))
                : CreditSplit.afterwards(total);
    }

    private Usd exposure(User user) {
        return book.all(user.open).stream()
                .filter(Trade::exposed)
                .map(trade -> trade.split().preCredit())
                .reduce(Usd.ZERO, Usd::plus);
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
        if (after.stage().over()) {
            close(after);
        }
        if (!protocol.status(after).equals(protocol.status(before))) {
            courier.announce(after, after.updatedAt());
        }
        plan(after, after.updatedAt());
        return after;
    }

    private void close(Trade trade) {
        User user = user(trade.client().steamId());
        user.open.remove(trade.id());
        if (trade.stage().unsuccessful()) {
            Inventory inventory = user.inventory(trade.game());
            trade.items().forEach(line -> inventory.giveBack(line.item().id(), line.amount()));
        }
    }

    private void plan(Trade trade, Instant at) {
        MerchantSettings now = settings.get();
        Duration offerExpiry = now.assumptions().get(Assumptions.OFFER_EXPIRY);
        Agenda.next(trade, now.get(MerchantSettings.STEAM_OUTCOME), offerExpiry).ifPresent(next -> {
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

    private User user(String steamId) {
        return users.computeIfAbsent(
                steamId, id -> new User(userIds.child(id).uuid(0).toString(), id, catalogue));
    }
}
