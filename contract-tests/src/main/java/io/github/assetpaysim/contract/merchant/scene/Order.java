package io.github.assetpaysim.contract.merchant.scene;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.simulator.TestItem;
import java.math.BigDecimal;

/**
 * A deposit or a withdrawal that is to be started.
 *
 * @param items as the request has them
 * @param externalId or null for none
 * @param isInstant whether instant credit is asked for; null in a withdrawal, which has no such thing
 */
public record Order(
        String steamId, String tradeUrl, ArrayNode items, String game, String externalId, Boolean isInstant) {
    /** Nobody's deposit; for trying out templates. */
    public static final Order DEPOSIT_EXAMPLE = example(true);

    /** Nobody's withdrawal, likewise. */
    public static final Order WITHDRAWAL_EXAMPLE = example(null);

    private static Order example(Boolean isInstant) {
        ArrayNode items = Json.object().putArray("items");
        if (isInstant == null) {
            line(items, new Listing("item-1", 1, "An item", TestItem.CS2, BigDecimal.TEN, "reference-1"));
        } else {
            line(items, "item-1", BigDecimal.TEN, "reference-1", 1);
        }
        String tradeUrl = "https://steamcommunity.com/tradeoffer/new/?partner=39735049&token=kit_Us-r";
        return new Order("76561198000000777", tradeUrl, items, TestItem.CS2, "kit-example", isInstant);
    }

    /** Adds one item of an inventory to those of a request. */
    public static void line(ArrayNode items, String itemId, BigDecimal price, String reference, int amount) {
        ObjectNode item = items.addObject().put("itemId", itemId);
        item.putObject("offer").put("price", price).put("reference", reference);
        if (amount > 1) {
            item.put("amount", amount);
        }
    }

    /** Adds one item of the market. */
    public static void line(ArrayNode items, Listing listing) {
        line(items, listing.id(), listing.price(), listing.reference(), 1);
        ((ObjectNode) items.get(items.size() - 1)).put("market", listing.market());
    }

    /** The request's body. */
    public ObjectNode body() {
        ObjectNode body = Json.object().put("game", game);
        if (externalId != null) {
            body.put("externalId", externalId);
        }
        if (isInstant != null) {
            body.put("isInstant", isInstant);
        }
        body.set("items", items);
        return body;
    }
}
