package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;
import static io.github.assetpaysim.contract.api.Flaws.item;
import static io.github.assetpaysim.contract.api.Flaws.offer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import java.math.BigDecimal;
import java.util.List;

/** What the body of a deposit may be (A4.6). */
final class DepositBodyChecks {
    private static final int INVALID = 1001;

    private DepositBodyChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("DEP-11", 1, context -> Flaws.inOneItem(context).refused(2, order -> order.putArray("items"))),
                of(
                        "DEP-12",
                        4,
                        context -> Flaws.inOneItem(context)
                                .refused(
                                        INVALID,
                                        2,
                                        List.of(
                                                order -> order.remove("items"),
                                                order -> order.set(
                                                        "items",
                                                        order.path("items").path(0)),
                                                order -> order.put("items", "all"),
                                                order -> order.put("items", 1)))),
                of(
                        "DEP-13",
                        4,
                        context -> Flaws.inOneItem(context)
                                .refused(
                                        INVALID,
                                        item(item -> item.put("itemId", "abcd")),
                                        item(item -> item.put("itemId", "a".repeat(257))),
                                        item(item -> item.put("itemId", 1234567)),
                                        item(item -> item.putArray("itemId").add("abcde")))),
                of(
                        "DEP-14",
                        5,
                        context -> flawsInAStack(context)
                                .refused(
                                        INVALID,
                                        item(item -> item.put("amount", 0)),
                                        item(item -> item.put("amount", -1)),
                                        item(item -> item.put("amount", 10_001)),
                                        item(item -> item.put("amount", new BigDecimal("1.5"))),
                                        item(item -> item.put("amount", "1")))),
                of(
                        "DEP-15",
                        4,
                        context -> Flaws.inOneItem(context)
                                .refused(
                                        INVALID,
                                        offer(offer -> offer.remove("price")),
                                        offer(offer -> offer.remove("reference")),
                                        offer(ObjectNode::removeAll),
                                        offer(offer -> offer.put(
                                                "price", offer.path("price").asText())))),
                of(
                        "DEP-16",
                        1,
                        context -> Flaws.inOneItem(context).refused(INVALID, DepositBodyChecks::repeatTheFirst)),
                of("DEP-17", 1, DepositBodyChecks::tooMany),
                of(
                        "DEP-18",
                        3,
                        context -> Flaws.inOneItem(context)
                                .refused(
                                        INVALID,
                                        order -> order.put("game", "440"),
                                        order -> order.put("game", "cs2"),
                                        order -> order.put("game", ""))));
    }

    private static void repeatTheFirst(ObjectNode order) {
        order.withArray("items").add(order.path("items").path(0).deepCopy());
    }

    /** Where amounts mean something. */
    private static Flaws flawsInAStack(ApiContext context) throws Exception {
        if (!context.hasControl()) {
            return Flaws.inOneItem(context);
        }
        Trader trader = context.trader();
        StackDeposit.own(trader, StackDeposit.CLOTH, 8);
        return Flaws.in(trader, trader.order(StackDeposit.GAME, trader.depositable(StackDeposit.GAME, 1)));
    }

    private static void tooMany(ApiContext context) throws Exception {
        int most = 250;
        if (!context.hasControl()) {
            Flaws.inOneItem(context).refused(8, order -> add(order, most));
            return;
        }
        Trader trader = context.trader();
        ObjectNode profile = Json.object();
        for (int i = 0; i < most; i++) {
            profile.withArray("inventory").addObject().put("marketHashName", "AK-47 | Redline (Field-Tested)");
        }
        trader.merchant().profile(trader.caller().user().steamId(), profile);
        List<JsonNode> items = trader.depositable("730", most);
        Flaws.in(trader, trader.order("730", items)).refused(8, order -> add(order, 1));
    }

    private static void add(ObjectNode order, int more) {
        JsonNode first = order.path("items").path(0);
        for (int i = 0; i < more; i++) {
            ObjectNode another = first.deepCopy();
            order.withArray("items").add(another.put("itemId", "another-item-" + i));
        }
    }
}
