package io.github.assetpaysim.contract.merchant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import java.math.BigDecimal;

/**
 * A deposit that is to be started.
 *
 * @param items as the deposit's request has them
 */
record Order(String steamId, String tradeUrl, ArrayNode items, String game, String externalId, boolean isInstant) {
    /** Nobody's; for trying out templates. */
    static final Order EXAMPLE = new Order(
            "76561198000000777",
            "https://steamcommunity.com/tradeoffer/new/?partner=39735049&token=kit_Us-r",
            exampleItems(),
            "730",
            "kit-example",
            true);

    private static ArrayNode exampleItems() {
        ArrayNode items = Json.object().putArray("items");
        line(items, "item-1", BigDecimal.TEN, "reference-1", 1);
        return items;
    }

    /** Adds one item to those of a request. */
    static void line(ArrayNode items, String itemId, BigDecimal price, String reference, int amount) {
        ObjectNode item = items.addObject().put("itemId", itemId);
        item.putObject("offer").put("price", price).put("reference", reference);
        if (amount > 1) {
            item.put("amount", amount);
        }
    }

    /** The request's body. */
    ObjectNode body() {
        ObjectNode body =
                Json.object().put("game", game).put("externalId", externalId).put("isInstant", isInstant);
        body.set("items", items);
        return body;
    }
}
