package io.github.assetpaysim.contract.merchant.scene;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/**
 * Something for sale on AssetPay's market, and what it costs (A4.3).
 *
 * @param market the number of the supplier's marketplace
 * @param price USD
 */
public record Listing(String id, int market, String marketHashName, String game, BigDecimal price, String reference) {
    /** Reads an item of the market of a game (A4.3). */
    public static Listing read(JsonNode item, String game) {
        return new Listing(
                item.path("id").asText(),
                item.path("market").intValue(),
                item.path("marketHashName").asText(),
                game,
                item.path("offer").path("price").decimalValue(),
                item.path("offer").path("reference").asText());
    }

    /** What several cost together. */
    public static BigDecimal total(List<Listing> listings) {
        return listings.stream().map(Listing::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
