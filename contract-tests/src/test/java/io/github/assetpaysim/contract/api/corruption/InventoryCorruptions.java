package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.INVENTORY;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.data;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.each;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.last;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.offer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import java.time.Instant;
import java.util.List;

/** What is wrong with what an inventory shows. */
final class InventoryCorruptions {
    private InventoryCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of(
                                "inventory-without-count",
                                "There is no count.",
                                "INV-01",
                                data(INVENTORY, data -> data.remove("count")))
                        .mayViolate("INV-12", "INV-21"),
                of(
                                "inventory-count-as-text",
                                "count is a text.",
                                "INV-01",
                                data(INVENTORY, data -> Wrongs.asText(data, "count")))
                        .mayViolate("INV-12", "INV-21"),
                of(
                                "collateral-as-text",
                                "collateral is a text.",
                                "INV-01",
                                data(INVENTORY, data -> Wrongs.asText(data, "collateral")))
                        .mayViolate("INV-22", "LIFE-07"),
                of(
                                "collateral-is-null",
                                "collateral is null.",
                                "INV-01",
                                data(INVENTORY, data -> data.putNull("collateral")))
                        .mayViolate("INV-22", "LIFE-07"),
                of(
                        "updated-at-without-milliseconds",
                        "updatedAt has no milliseconds.",
                        "INV-01",
                        data(
                                INVENTORY,
                                data -> data.put(
                                        "updatedAt",
                                        data.path("updatedAt").asText().replaceFirst("\\.\\d+Z", "Z")))),
                of(
                        "updated-at-with-offset",
                        "updatedAt ends in +00:00.",
                        "INV-01",
                        data(
                                INVENTORY,
                                data -> data.put(
                                        "updatedAt",
                                        data.path("updatedAt").asText().replace("Z", "+00:00")))),
                of(
                                "updated-at-in-seconds",
                                "updatedAt is a number of seconds.",
                                "INV-01",
                                data(
                                        INVENTORY,
                                        data -> data.put(
                                                "updatedAt",
                                                Instant.parse(data.path("updatedAt")
                                                                .asText())
                                                        .getEpochSecond())))
                        .mayViolate("INV-15", "INV-16", "INV-17"),
                of(
                                "inventory-is-an-object",
                                "inventory has the items by their ids.",
                                "INV-01",
                                data(INVENTORY, data -> {
                                    ObjectNode byId = Json.object();
                                    data.path("inventory")
                                            .forEach(item ->
                                                    byId.set(item.path("id").asText(), item));
                                    data.set("inventory", byId);
                                }))
                        .mayViolate("inventory"),
                of(
                                "price-as-text",
                                "The price of an offer is a text.",
                                "INV-02",
                                each(INVENTORY, item -> Wrongs.asText(offer(item), "price")))
                        .mayViolate("inventory"),
                of("wear-as-number", "wear is a number.", "INV-02", each(INVENTORY, item -> {
                    if (item.has("wear")) {
                        item.put("wear", item.path("wear").asDouble());
                    }
                })),
                of(
                                "tradable-as-text",
                                "tradable is a text.",
                                "INV-02",
                                each(INVENTORY, item -> Wrongs.asText(item, "tradable")))
                        .mayViolate("INV-03"),
                of(
                                "accepted-as-number",
                                "accepted is 0 or 1.",
                                "INV-02",
                                each(
                                        INVENTORY,
                                        item -> item.put(
                                                "accepted",
                                                item.path("accepted").asBoolean() ? 1 : 0)))
                        .mayViolate("INV-18"),
                of("appid-as-text", "appid is a text.", "INV-02", each(INVENTORY, item -> Wrongs.asText(item, "appid")))
                        .mayViolate("INV-03", "INV-04", "INV-05"),
                of("stickers-null", "An item without stickers has null for them.", "INV-02", each(INVENTORY, item -> {
                    if (item.path("stickers").isEmpty()) {
                        item.putNull("stickers");
                    }
                })),
                of(
                        "no-amount-is-null",
                        "An item that is no stack has null for amount.",
                        "INV-02",
                        each(INVENTORY, item -> {
                            if (!item.has("amount")) {
                                item.putNull("amount");
                            }
                        })),
                of(
                        "sticker-slot-as-text",
                        "The slot of stickers is a text.",
                        "INV-02",
                        each(
                                INVENTORY,
                                item -> item.path("stickers")
                                        .forEach(sticker -> Wrongs.asText((ObjectNode) sticker, "slot")))),
                of(
                        "paint-seed-as-text",
                        "paintSeed is a text.",
                        "INV-02",
                        each(INVENTORY, item -> Wrongs.asText(item, "paintSeed"))),
                of(
                        "reference-price-as-text",
                        "marketPrice is a text.",
                        "INV-02",
                        each(INVENTORY, item -> Wrongs.asText(item, "marketPrice"))),
                of(
                        "last-market-price-null",
                        "The last item's marketPrice is null.",
                        "INV-02",
                        last(INVENTORY, item -> item.putNull("marketPrice"))),
                of(
                                "item-without-id",
                                "The last item of a page has no id.",
                                "INV-03",
                                last(INVENTORY, item -> item.remove("id")))
                        .mayViolate("INV-02", "INV-11", "INV-20"),
                of(
                                "item-without-hash-name",
                                "The last item of a page has no marketHashName.",
                                "INV-03",
                                last(INVENTORY, item -> item.remove("marketHashName")))
                        .mayViolate("INV-02", "INV-07"),
                of(
                                "item-without-appid",
                                "Items have no appid.",
                                "INV-03",
                                each(INVENTORY, item -> item.remove("appid")))
                        .mayViolate("INV-02", "INV-04", "INV-05"),
                of(
                                "item-without-tradable",
                                "The last item does not say whether it is tradable.",
                                "INV-03",
                                last(INVENTORY, item -> item.remove("tradable")))
                        .mayViolate("INV-02"));
    }
}
