package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.trade.EndUser;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeItem;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Decides which withdrawals one merchant's users can make, and keeps its balance. Thread-safe, under the monitor of the merchant's
 * {@link World}: checks and claims of one request are one step, so nothing is sold or reserved twice.
 */
public final class Withdrawals {
    private static final String ITS_OWN_BALANCE =
            "This is the merchant's own balance at AssetPay, not that of its user; the simulator's control API gives it"
                    + " another one: PUT /_sim/merchants/{id}/balance.";

    private final World world;
    private final Trades trades;
    private final Market market;
    private final Supplier<MerchantSettings> settings;
    private final Seed tradeIds;
    private final Duration longestWait;

    /** @param longestWait real time a withdrawal waits for another trade of the same user */
    Withdrawals(
            World world,
            Trades trades,
            Market market,
            Supplier<MerchantSettings> settings,
            Seed tradeIds,
            Duration longestWait) {
        this.world = world;
        this.trades = trades;
        this.market = market;
        this.settings = settings;
        this.tradeIds = tradeIds;
        this.longestWait = longestWait;
    }

    /**
     * Starts a withdrawal (A4.7); nothing is bought before the merchant has approved it.
     *
     * @throws Refusal when AssetPay would refuse it, with the listing that it is about; then nothing has changed
     */
    public Opened open(EndUserClaims client, WithdrawalOrder order) {
        return world.deciding(client, longestWait, user -> decide(user, client, order));
    }

    /** The checks stand in the order in which they are made. */
    private Opened decide(EndUserAccount user, EndUserClaims client, WithdrawalOrder order) {
        user.checkReachable();
        world.checkUnused(order.externalId());
        user.checkMayTrade(order.game());
        List<TradeItem> items = new WithdrawalValidation(market, user, order).items();
        Usd total = items.stream().map(TradeItem::price).reduce(Usd.ZERO, Usd::plus);
        Usd available = world.balance().available();
        if (total.compareTo(available) > 0) {
            throw new Refusal(
                            Refusal.Reason.MERCHANT_BALANCE_LOW,
                            "the withdrawal costs " + total + ", the merchant's balance at AssetPay covers " + available
                                    + " beside open withdrawals")
                    .hinted(ITS_OWN_BALANCE);
        }
        Trade trade = Trade.withdrawal(
                tradeIds.uuid(world.book.made()).toString(),
                settings.get().get(MerchantSettings.MERCHANT_ID),
                order.game(),
                new EndUser(user.id, client.steamId(), client.tradeUrl(), client.clientId()),
                order.externalId(),
                items,
                world.clock.instant());
        world.claim(trade);
        return new Opened(trade, trades.begin(trade));
    }

    /** The merchant's money at AssetPay. */
    public Balance balance() {
        synchronized (world) {
            return world.balance();
        }
    }

    /**
     * Gives the merchant another balance.
     *
     * @throws IllegalArgumentException when that is less than what open withdrawals have reserved
     */
    public void setBalance(Usd total) {
        synchronized (world) {
            world.setBalance(total);
        }
    }
}
