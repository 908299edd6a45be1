package io.github.assetpaysim.simulator.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.http.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Speaks to a simulator as a merchant's backend, a browser and a tester do. Answers are kept as bytes and read as a tree. */
public final class TestClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;

    public TestClient(Simulator simulator) {
        this(simulator.baseUrl());
    }

    public TestClient(URI base) {
        this.base = base;
    }

    /** An answer of the simulator. */
    public record Answer(int status, Map<String, List<String>> headers, byte[] body) {
        public JsonNode json() {
            try {
                return StrictJson.MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public JsonNode data() {
            return json().required("data");
        }

        public String header(String name) {
            return Optional.ofNullable(headers.get(name))
                    .map(values -> values.get(0))
                    .orElse(null);
        }
    }

    /** Sends any request; {@code headers} are name, value, name, value. */
    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** Posts a JSON text. */
    public Answer post(String path, String json, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        return send("POST", path, json, all);
    }

    /** Puts a JSON text. */
    public Answer put(String path, String json) {
        return send("PUT", path, json, "Content-Type", "application/json");
    }

    /** Patches with a JSON text. */
    public Answer patch(String path, String json) {
        return send("PATCH", path, json, "Content-Type", "application/json");
    }

    /** Makes a merchant through the control API, with members as in {@code {"callbackUrl":"…"}}. */
    public JsonNode merchant(String members) {
        Answer answer = post("/_sim/merchants", members);
        if (answer.status() != 201) {
            throw new AssertionError(new String(answer.body()));
        }
        return answer.json();
    }

    /** Where a merchant is in the control API. */
    public static String path(JsonNode merchant) {
        return "/_sim/merchants/" + merchant.required("id").textValue();
    }

    /** A client token of the merchant for the user. */
    public String token(JsonNode merchant, String steamId) {
        return post(
                        "/auth/authenticate-client",
                        "{\"clientSteamId\":\"" + steamId + "\",\"clientTradeUrl\":\"" + tradeUrl() + "\"}",
                        "api-key",
                        merchant.required("apiKey").textValue())
                .data()
                .required("token")
                .textValue();
    }

    public static String tradeUrl() {
        return "https://steamcommunity.com/tradeoffer/new/?partner=12345678&token=AbCdEfGh";
    }

    /** The user's items that can be deposited, all pages. */
    public List<JsonNode> depositable(String token, String game) {
        JsonNode inventory = get("/client/inventory?perPage=-1&game=" + game, "Authorization", token)
                .data()
                .required("inventory");
        List<JsonNode> items = new java.util.ArrayList<>();
        inventory.forEach(item -> {
            if (item.required("accepted").booleanValue()
                    && item.required("tradable").booleanValue()) {
                items.add(item);
            }
        });
        return items;
    }

    /** Deposits one item at its current offer; {@code more} is further members such as {@code ,"externalId":"x"}. */
    public Answer deposit(String token, JsonNode item, String more) {
        JsonNode offer = item.required("offer");
        String game = item.required("appid").asText();
        return post(
                "/client/trading/deposit",
                "{\"items\":[{\"itemId\":\"" + item.required("id").textValue() + "\",\"offer\":{\"price\":"
                        + offer.required("price") + ",\"reference\":" + offer.required("reference") + "}}],\"game\":\""
                        + game + "\"" + more + "}",
                "Authorization",
                token);
    }

    /** The trade of a deposit of the {@code number}-th item that can be deposited; call with rising numbers for further ones. */
    public JsonNode trade(String token, int number, String more) {
        Answer answer = deposit(token, depositable(token, "730").get(number), more);
        if (answer.status() != 200) {
            throw new AssertionError(new String(answer.body()));
        }
        return answer.data();
    }

    /** The trade of a deposit of the user's first item that can be deposited. */
    public JsonNode trade(JsonNode merchant, String steamId) {
        return trade(token(merchant, steamId), 0, "");
    }

    /** What is for sale, one listing of each kind, the cheapest first. */
    public List<JsonNode> listings(String token, String game) {
        List<JsonNode> items = new java.util.ArrayList<>();
        get("/client/market?perPage=-1&sort=price_asc&game=" + game, "Authorization", token)
                .data()
                .required("items")
                .forEach(items::add);
        return items;
    }

    /** Withdraws listings at their current prices; {@code more} is further members such as {@code ,"externalId":"x"}. */
    public Answer withdraw(String token, List<JsonNode> listings, String more) {
        String items = listings.stream()
                .map(listing -> "{\"itemId\":" + listing.required("id") + ",\"market\":" + listing.required("market")
                        + ",\"offer\":{\"price\":" + listing.required("offer").required("price") + ",\"reference\":"
                        + listing.required("offer").required("reference") + "}}")
                .collect(java.util.stream.Collectors.joining(","));
        String game = listings.get(0).required("appid").asText();
        return post(
                "/client/trading/withdraw",
                "{\"items\":[" + items + "],\"game\":\"" + game + "\"" + more + "}",
                "Authorization",
                token);
    }

    /** The trade of a withdrawal of the {@code number}-th listing for sale, the cheapest first. */
    public JsonNode withdrawal(String token, String game, int number) {
        Answer answer = withdraw(token, List.of(listings(token, game).get(number)), "");
        if (answer.status() != 200) {
            throw new AssertionError(new String(answer.body()));
        }
        return answer.data();
    }

    /** The trade of a withdrawal of the cheapest listing for CS2. */
    public JsonNode withdrawal(JsonNode merchant, String steamId) {
        return withdrawal(token(merchant, steamId), "730", 0);
    }

    /** Moves a merchant's time. */
    public JsonNode advance(JsonNode merchant, String by) {
        Answer answer = post(path(merchant) + "/clock/advance", "{\"by\":\"" + by + "\"}");
        if (answer.status() != 200) {
            throw new AssertionError(new String(answer.body()));
        }
        return answer.json();
    }
}
