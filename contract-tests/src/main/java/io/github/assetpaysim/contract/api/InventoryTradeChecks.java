package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.math.BigDecimal;
import java.util.List;

/** What trades change in an inventory: items are reserved (A4.6), and instant credit is used up (A8). */
final class InventoryTradeChecks {
    private InventoryTradeChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("INV-21", 1, InventoryTradeChecks::reserved), of("INV-22", 0, InventoryTradeChecks::collateral));
    }

    private static void reserved(ApiContext context) throws Exception {
        if (!context.hasControl()) {
            OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
            requireAbsent(ItemList.INVENTORY.all(context.reader(), "game", ItemList.CS2), walk.items());
        }
        context.requireControl();
        reserved(context, ItemList.CS2, "decline");
        reserved(context, ItemList.RUST, "cancel");
    }

    private static void reserved(ApiContext context, String game, String ending) throws Exception {
        Trader trader = context.trader();
        Items before = ItemList.INVENTORY.all(trader.caller(), "game", game);
        // Of a stack only a part might be in the deposit.
        List<JsonNode> items = trader.depositable(game, 2).stream()
                .filter(item -> item.path("amount").asInt(1) == 1)
                .limit(2)
                .toList();
        if (items.isEmpty()) {
            throw CheckFailure.skipped("all that can be deposited of game " + game + " are stacks");
        }
        StartedTrade trade = trader.deposits(trader.order(game, items));
        requireReserved(trader, game, before, items);
        trade.happens("send-offer");
        requireReserved(trader, game, before, items);
        trade.happens(ending);
        ItemList.INVENTORY
                .all(trader.caller(), "game", game)
                .withIdsOf(before)
                .requireAll(before.items(), "that were there before the deposit")
                .requireCount(before.count().asInt());
    }

    private static void requireReserved(Trader trader, String game, Items before, List<JsonNode> items)
            throws InterruptedException {
        requireAbsent(ItemList.INVENTORY.all(trader.caller(), "game", game), items)
                .requireCount(before.count().asInt() - items.size());
    }

    private static Items requireAbsent(Items shown, List<JsonNode> items) {
        for (JsonNode item : items) {
            if (shown.keys().contains(Items.key(item))) {
                throw CheckFailure.violated(
                        "no item of an open deposit in answer to "
                                + shown.exchange().asked(),
                        Items.shown(item));
            }
        }
        return shown;
    }

    private static void collateral(ApiContext context) throws Exception {
        context.requireControl();
        Trader trader = context.trader();
        ObjectNode profile = Json.object();
        List<JsonNode> items = trader.depositable(ItemList.CS2, 3);
        // It covers one of the two cheap ones and a part of the dear one.
        BigDecimal granted = Items.price(items.get(0)).add(Items.price(items.get(1)));
        profile.putObject("collateral").put("provider", granted).put("merchant", 0);
        trader.merchant().profile(trader.caller().user().steamId(), profile);
        requireCollateral(trader, granted);
        StartedTrade covered = trader.deposits(trader.order(ItemList.CS2, items.subList(0, 1)));
        BigDecimal afterFirst = read(trader);
        covered.reaches("PENDING").reaches("HOLD");
        requireCollateral(trader, afterFirst);
        BigDecimal left = granted.subtract(preCredit(covered));
        requireCollateral(trader, left);
        StartedTrade exceeding =
                trader.deposits(trader.order(ItemList.CS2, items.subList(items.size() - 1, items.size())));
        exceeding.reaches("PENDING").reaches("HOLD");
        requireCollateral(trader, left.subtract(preCredit(exceeding)));
        covered.reaches("COMPLETED");
        requireCollateral(trader, granted.subtract(preCredit(exceeding)));
    }

    private static BigDecimal preCredit(StartedTrade trade) throws InterruptedException {
        JsonNode credit = trade.now().path("preCredit");
        if (!credit.isNumber()) {
            throw CheckFailure.blocked("needs preCredit in HOLD, which HIST-02 is about: " + trade.id() + " has none");
        }
        return credit.decimalValue();
    }

    private static void requireCollateral(Trader trader, BigDecimal expected) throws InterruptedException {
        BigDecimal came = read(trader);
        if (came.compareTo(expected) != 0) {
            throw CheckFailure.violated(
                    "collateral " + expected.toPlainString() + " in answer to GET " + Operation.INVENTORY.path(),
                    came.toPlainString());
        }
    }

    private static BigDecimal read(Trader trader) throws InterruptedException {
        Exchange answer = trader.caller().get(Operation.INVENTORY, "perPage", 1);
        JsonNode collateral = answer.data().path("collateral");
        if (!collateral.isNumber()) {
            throw CheckFailure.blocked("needs collateral to be a number, which INV-01 is about: " + answer.answered());
        }
        return collateral.decimalValue();
    }
}
