package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * A deposit of Rust items, of which there are several copies where the user has such.
 *
 * @param items as the inventory showed them
 * @param total what they are worth: the prices that the inventory showed, each times the amount in the order
 */
record StackDeposit(ObjectNode order, List<JsonNode> items, BigDecimal total, StartedTrade trade) {
    static final String GAME = "252490";

    /** A kind that stacks, of which an offer takes 60. */
    private static final String METAL = "Metal";
    /** Another one; an offer takes 20. */
    static final String CLOTH = "Cloth";

    /** Starts one. */
    static StackDeposit start(ApiContext context) throws Exception {
        Trader trader = context.trader();
        if (trader.isControlled()) {
            // Amounts that binary fractions get wrong, and worth more than the credit, which does not count in Rust.
            own(trader, METAL, 9, CLOTH, 8);
            price(trader, METAL, new BigDecimal("4.35"));
            price(trader, CLOTH, new BigDecimal("0.10"));
        }
        List<JsonNode> owned = trader.depositable(GAME, 1);
        List<JsonNode> items = owned.subList(0, trader.isControlled() ? owned.size() : 1);
        ObjectNode order = trader.order(GAME, items);
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            // One less than there are, where there are several: the amount is the order's, not the stack's.
            int amount = Math.max(
                    1,
                    Math.min(
                                    item.path("amount").asInt(1),
                                    item.at("/offer/maxAmount").asInt(1))
                            - 1);
            if (trader.isControlled()) {
                amount = 3 + 4 * i;
            }
            ((ObjectNode) order.path("items").path(i)).put("amount", amount);
            total = total.add(item.at("/offer/price").decimalValue().multiply(BigDecimal.valueOf(amount)));
        }
        return new StackDeposit(order, items, total, trader.deposits(order));
    }

    /** Makes the user own stacks of Rust items and nothing else; names and numbers of copies in turn. */
    static void own(Trader trader, Object... stacks) throws IOException, InterruptedException {
        ObjectNode profile = Json.object();
        ArrayNode inventory = profile.putArray("inventory");
        for (int i = 0; i < stacks.length; i += 2) {
            inventory
                    .addObject()
                    .put("game", GAME)
                    .put("marketHashName", stacks[i].toString())
                    .put("amount", (Integer) stacks[i + 1]);
        }
        profile.putObject("collateral").put("provider", 1).put("merchant", 0);
        trader.merchant().profile(trader.caller().user().steamId(), profile);
    }

    private static void price(Trader trader, String name, BigDecimal price) throws IOException, InterruptedException {
        ObjectNode prices = Json.object();
        prices.putArray("offers")
                .addObject()
                .put("game", GAME)
                .put("marketHashName", name)
                .put("price", price);
        trader.merchant().post("/prices", prices);
    }
}
