package io.github.assetpaysim.contract.merchant.scene;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.http.Http;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** AssetPay's own API as the browser of a user sees it. Thread-safe. */
public final class AssetPay {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Http http;
    private final HttpUrl target;
    private final String apiKey;

    public AssetPay(Http http, HttpUrl target, String apiKey) {
        this.http = http;
        this.target = target;
        this.apiKey = apiKey;
    }

    /** A client token for a user. */
    public String token(String steamId, String tradeUrl) throws IOException, InterruptedException {
        return token(Json.object().put("clientSteamId", steamId).put("clientTradeUrl", tradeUrl));
    }

    /** The same with the merchant's own id of the user. */
    public String token(String steamId, String tradeUrl, String clientId) throws IOException, InterruptedException {
        return token(Json.object()
                .put("clientSteamId", steamId)
                .put("clientTradeUrl", tradeUrl)
                .put("clientId", clientId));
    }

    private String token(ObjectNode user) throws IOException, InterruptedException {
        return data("POST", "/auth/authenticate-client", Map.of("api-key", apiKey), Json.text(user))
                .path("token")
                .asText();
    }

    /** Everything in the user's inventory of one game. */
    public JsonNode inventory(String token, String game) throws IOException, InterruptedException {
        return data("GET", "/client/inventory?perPage=1000&game=" + game, Map.of("Authorization", token), null);
    }

    /** Starts a deposit; gives the trade. */
    public JsonNode deposit(String token, Order order) throws IOException, InterruptedException {
        return data("POST", "/client/trading/deposit", Map.of("Authorization", token), Json.text(order.body()));
    }

    /** Everything that is for sale in one game. */
    public List<Listing> market(String token, String game) throws IOException, InterruptedException {
        List<Listing> listings = new ArrayList<>();
        data("GET", "/client/market?perPage=1000&game=" + game, Map.of("Authorization", token), null)
                .path("items")
                .forEach(item -> listings.add(Listing.read(item, game)));
        return listings;
    }

    /** Starts a withdrawal; gives the trade. */
    public JsonNode withdraw(String token, Order order) throws IOException, InterruptedException {
        return data("POST", "/client/trading/withdraw", Map.of("Authorization", token), Json.text(order.body()));
    }

    /** The user's latest deposits in one game. */
    public JsonNode deposits(String token, String game) throws IOException, InterruptedException {
        return data("GET", "/client/trades?type=DEPOSIT&limit=50&game=" + game, Map.of("Authorization", token), null)
                .path("trades");
    }

    private JsonNode data(String method, String path, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        Http.Answer answer = http.send(method, target.with(path), headers, body, PATIENCE);
        if (answer.status() != 200) {
            throw CheckFailure.inconclusive(method + " " + target + path + " answered " + answer.shown());
        }
        return answer.json().path("data");
    }
}
