package io.github.assetpaysim.simulator.support;

import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.money.CreditSplit;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.trade.EndUser;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeItem;
import io.github.assetpaysim.simulator.trade.TradeKind;
import io.github.assetpaysim.simulator.trade.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Trades to test with, made without a merchant. */
public final class Trades {
    public static final Instant START = Instant.parse("2026-03-04T10:00:00Z");
    private static final String USER = "76561198012345678";
    private static final Map<Game, Item> ITEMS = Map.of(Game.CS2, item(Game.CS2), Game.RUST, item(Game.RUST));

    private Trades() {}

    private static Item item(Game game) {
        return new Catalogue()
                .ownedBy(USER, game).stream().filter(Item::accepted).findFirst().orElseThrow();
    }

    /** A new deposit of the first item that a user can deposit, made at {@link #START}; 1.00 USD of it is instant credit. */
    public static Trade deposit(Game game, String id, String externalId, String clientId) {
        Item item = ITEMS.get(game);
        TradeItem line = new TradeItem(item, item.offer(), 1);
        CreditSplit split =
                game.protectsTrades() ? CreditSplit.of(line.price(), new Usd(1_00)) : CreditSplit.atOnce(line.price());
        EndUser client = new EndUser("0d3ce7a4-3d5a-4d12-9f6e-1f2f3a4b5c6d", USER, TestClient.tradeUrl(), clientId);
        return Trade.deposit(id, "m-0001", game, client, externalId, List.of(line), true, split, START);
    }

    /** A new deposit without any id of the merchant's. */
    public static Trade deposit(Game game) {
        return deposit(game, "5a1c2d3e-4f50-4617-8283-94a5b6c7d8e9", null, null);
    }

    /** A new withdrawal of the first listing for sale, made at {@link #START}. */
    public static Trade withdrawal(Game game, String id, String externalId, String clientId) {
        Item listing = new Catalogue().listings(game).get(0);
        EndUser client = new EndUser("0d3ce7a4-3d5a-4d12-9f6e-1f2f3a4b5c6d", USER, TestClient.tradeUrl(), clientId);
        return Trade.withdrawal(
                id, "m-0001", game, client, externalId, List.of(new TradeItem(listing, listing.offer(), 1)), START);
    }

    /** The same trade as a trade of another kind in another stage, whether the life cycle leads there or not. */
    public static Trade in(Trade trade, TradeKind kind, Stage stage) {
        return in(trade, kind, stage, trade.createdAt());
    }

    /** As above, in that stage since {@code at}. */
    public static Trade in(Trade trade, TradeKind kind, Stage stage, Instant at) {
        return new Trade(
                trade.id(),
                trade.merchantId(),
                kind,
                trade.game(),
                trade.client(),
                trade.externalId(),
                trade.items(),
                trade.instant(),
                trade.split(),
                List.of(new Transition(at, null, stage)));
    }
}
