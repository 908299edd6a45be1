package io.github.assetpaysim.contract.zoo;

import static io.github.assetpaysim.contract.zoo.SignedCallbacks.trade;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.Simulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** A withdrawal that the merchant itself starts at a simulator, to its end. */
final class OwnWithdrawal {
    private static final String USER = "76561198000000778";

    private OwnWithdrawal() {}

    /** Checks what it has cost at the end. */
    static void run(Simulator simulator, URI merchant) throws IOException, InterruptedException {
        SimulatedMerchant assetPay = simulator.merchant("default");
        assetPay.sendCallbacksTo(merchant + "/assetpay/callback");
        SignedCallbacks calls = new SignedCallbacks(merchant);
        calls.send(trade("fund", "COMPLETED", "5000.00", null).put("clientSteamID", USER));
        JsonNode listing = json(HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/client/market?perPage=1"))
                        .header("Authorization", assetPay.clientToken(USER)))
                .at("/data/items/0");
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        order.put("steamId", USER).put("externalId", "order-1");
        order.put(
                "tradeUrl",
                "https://steamcommunity.com/tradeoffer/new/?partner=" + (Long.parseLong(USER) - 76561197960265728L)
                        + "&token=kit_Us-r");
        ObjectNode line = order.putArray("items").addObject();
        for (String name : List.of("market", "offer")) {
            line.set(name, listing.get(name).deepCopy());
        }
        line.set("itemId", listing.get("id"));
        ((ObjectNode) line.get("offer")).retain("price", "reference");

        JsonNode trade = json(HttpRequest.newBuilder(merchant.resolve("/withdrawals"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Wire.text(order))))
                .path("data");
        assetPay.advance(Duration.ofDays(8));

        assertThat(assetPay.status(trade.path("id").asText())).isEqualTo("COMPLETED");
        assertThat(calls.balance(USER))
                .isEqualByComparingTo(new BigDecimal("5000.00")
                        .subtract(trade.path("totalPrice").decimalValue()));
    }

    private static JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
        return Wire.parse(HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .body());
    }
}
