package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeItem;
import java.util.List;

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

    Withdrawals(World world, Trades trades, Market market) {
        this.world = world;
        this.trades = trades;
        this.market = market;
    }

    /**
     * Starts a withdrawal (A4.7); nothing is bought before the merchant has approved it.
     *
     * @throws Refusal when AssetPay would refuse it, with the listing that it is about; then nothing has changed
     */
    public Opened open(EndUserClaims client, WithdrawalOrder order) {
        return world.deciding(client, user -> decide(user, client, order));
    }

    /** The checks stand in the order in which they are made. */
    private Opened decide(EndUserAccount user, EndUserClaims client, WithdrawalOrder order) {
        user.checkReachable();
        world.checkUnused(order.externalId());
        user.checkMayTrade(order.game());
        List<TradeItem> items = new WithdrawalValidation(market, user, order).items();
        Usd total = TradeItem.total(items);
        Usd available = world.balance().available();
        if (total.compareTo(available) > 0) {
            throw new Refusal(
                            Refusal.Reason.MERCHANT_BALANCE_LOW,
                            "the withdrawal costs " + total + ", the merchant's balance at AssetPay covers " + available
                                    + " beside open withdrawals")
                    .hinted(ITS_OWN_BALANCE);
        }
        Trade trade = Trade.withdrawal(
                world.nextTradeId(),
                world.merchantId,
                order.game(),
                user.owner(client),
                order.externalId(),
                items,
                world.clock.instant());
        return trades.open(trade);
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
