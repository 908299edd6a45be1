package io.github.assetpaysim.contract.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** The two calls of AssetPay's API that it takes to start a trade. Any thread may call it. */
final class AssetPay {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> PASSED_ON = List.of("items", "game", "externalId", "isInstant");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI baseUrl;
    private final String apiKey;

    AssetPay(URI baseUrl, String apiKey) {
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
    }

    /**
     * Starts a trade for a user; AssetPay's answer, whatever it is.
     *
     * @param trading the path that decides its type
     */
    Answer trade(String trading, JsonNode order) throws IOException, InterruptedException {
        ObjectNode client = JsonNodeFactory.instance.objectNode();
        client.set("clientSteamId", order.path("steamId"));
        client.set("clientTradeUrl", order.path("tradeUrl"));
        Answer authenticated = post("/auth/authenticate-client", "api-key", apiKey, client);
        if (authenticated.status() != 200) {
            return authenticated;
        }
        String token = Wire.parse(authenticated.body().getBytes(Wire.CHARSET))
                .at("/data/token")
                .asText();
        ObjectNode trade = JsonNodeFactory.instance.objectNode();
        PASSED_ON.stream().filter(order::has).forEach(name -> trade.set(name, order.get(name)));
        return post(trading, "Authorization", token, trade);
    }

    private Answer post(String path, String header, String credential, JsonNode body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("Content-Type", "application/json")
                .header(header, credential)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(Wire.text(body)))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }
}
