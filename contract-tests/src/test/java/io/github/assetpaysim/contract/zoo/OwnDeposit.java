package io.github.assetpaysim.contract.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A deposit that the merchant itself starts at a simulator, to its end. */
final class OwnDeposit {
    static final String API_KEY = "ap_zoo";

    private static final String USER = "76561198000000777";
    private static final String TRADE_URL =
            "https://steamcommunity.com/tradeoffer/new/?partner=39735049&token=kit_Us-r";
    /** What the simulator's users have. */
    private static final BigDecimal COLLATERAL = new BigDecimal(150);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Simulator simulator;
    private final URI merchant;

    private OwnDeposit(Simulator simulator, URI merchant) {
        this.simulator = simulator;
        this.merchant = merchant;
    }

    /** A simulator that knows {@link #API_KEY} and {@link SignedCallbacks#SECRET}. */
    static Simulator simulator() {
        return Simulator.start(Settings.STANDARD.with("apiKey", API_KEY).with("apiSecret", SignedCallbacks.SECRET));
    }

    /** Checks the balance during the hold and at the end. */
    static void run(Simulator simulator, URI merchant, Policy policy) throws IOException, InterruptedException {
        new OwnDeposit(simulator, merchant).run(policy);
    }

    private void run(Policy policy) throws IOException, InterruptedException {
        send(
                "PATCH",
                simulator.baseUrl() + "/_sim/merchants/default",
                object().put("callbackUrl", merchant + "/assetpay/callback"));
        JsonNode item = itemWorthMoreThanTheCollateral();
        ObjectNode order =
                object().put("steamId", USER).put("tradeUrl", TRADE_URL).put("externalId", "order-1");
        ObjectNode line = order.put("game", "730")
                .put("isInstant", true)
                .putArray("items")
                .addObject();
        line.put("itemId", item.get("id").textValue())
                .set("offer", item.get("offer").deepCopy());
        ((ObjectNode) line.get("offer")).retain("price", "reference");

        JsonNode trade = send("POST", merchant + "/deposits", order).path("data");
        assertThat(trade.path("status").textValue()).isEqualTo("INITIATED");
        advance("PT1H");
        balanceComesTo(policy == Policy.INSTANT ? COLLATERAL : BigDecimal.ZERO);
        advance("P8D");
        balanceComesTo(trade.path("totalPrice").decimalValue());

        assertThat(send("POST", merchant + "/deposits", order).at("/error/key").textValue())
                .isEqualTo("EXTERNAL_ID_EXISTS");
    }

    private JsonNode itemWorthMoreThanTheCollateral() throws IOException, InterruptedException {
        ObjectNode client = object().put("clientSteamId", USER).put("clientTradeUrl", TRADE_URL);
        String token = answer(request("POST", simulator.baseUrl() + "/auth/authenticate-client", client)
                        .header("api-key", API_KEY))
                .at("/data/token")
                .textValue();
        JsonNode items = answer(
                        HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/client/inventory?minPrice=150.01"))
                                .header("Authorization", token))
                .at("/data/inventory");
        for (JsonNode item : items) {
            if (item.path("accepted").booleanValue()) {
                return item;
            }
        }
        throw new AssertionError("nothing to deposit in " + items);
    }

    private void advance(String by) throws IOException, InterruptedException {
        send("POST", simulator.baseUrl() + "/_sim/merchants/default/clock/advance", object().put("by", by));
    }

    private void balanceComesTo(BigDecimal expected) {
        await().untilAsserted(() ->
                assertThat(new SignedCallbacks(merchant).balance(USER)).isEqualByComparingTo(expected));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static HttpRequest.Builder request(String method, String url, JsonNode body) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(Wire.text(body)));
    }

    private static JsonNode send(String method, String url, JsonNode body) throws IOException, InterruptedException {
        return answer(request(method, url, body));
    }

    private static JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        return Wire.parse(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .body());
    }
}
