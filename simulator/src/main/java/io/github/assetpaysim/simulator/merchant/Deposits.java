package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.money.CreditSplit;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeItem;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.util.List;
import java.util.function.Supplier;

/** Decides which deposits one merchant's users can make. Thread-safe, under the monitor of the merchant's {@link World}. */
public final class Deposits {
    private final World world;
    private final Trades trades;
    private final Supplier<MerchantSettings> settings;
    private final DepositHints hints;

    Deposits(World world, Trades trades, Supplier<MerchantSettings> settings, DepositHints hints) {
        this.world = world;
        this.trades = trades;
        this.settings = settings;
        this.hints = hints;
    }

    /**
     * Starts a deposit.
     *
     * @throws Refusal when AssetPay would refuse it, with the item that it is about and a hint; then nothing has changed
     */
    public Opened open(EndUserClaims client, DepositOrder order) {
        try {
            return world.deciding(client, user -> decide(user, client, order));
        } catch (Refusal e) {
            // Looked for only now, when nobody waits for it: it may take a look at every user.
            throw e.hinted(hints.about(e, client.steamId(), order));
        }
    }

    /** The checks stand in the order in which they are made. */
    private Opened decide(EndUserAccount user, EndUserClaims client, DepositOrder order) {
        user.checkReachable();
        world.checkUnused(order.externalId());
        int most = settings.get().get(Assumptions.OPEN_DEPOSIT_LIMIT);
        int open = 0;
        for (Trade trade : world.book.all(user.open)) {
            open += trade.kind() == TradeKind.DEPOSIT && trade.stage().awaitsUser() ? 1 : 0;
        }
        if (open >= most) {
            throw new Refusal(
                    Refusal.Reason.TOO_MANY_ACTIVE_TRADES,
                    "the user has " + open + " unaccepted deposits; at most " + most + " are allowed");
        }
        user.checkMayTrade(order.game());
        List<TradeItem> items = new DepositValidation(order.lines(), user.find(order.game(), order.itemIds())).items();
        Trade trade = Trade.deposit(
                world.nextTradeId(),
                world.merchantId,
                order.game(),
                user.owner(client),
                order.externalId(),
                items,
                order.instant(),
                split(order, items, user),
                world.clock.instant());
        return trades.open(trade);
    }

    private CreditSplit split(DepositOrder order, List<TradeItem> items, EndUserAccount user) {
        Usd total = TradeItem.total(items);
        if (!order.game().protectsTrades()) {
            return CreditSplit.atOnce(total);
        }
        return order.instant() ? CreditSplit.of(total, world.collateral(user)) : CreditSplit.afterwards(total);
    }
}
