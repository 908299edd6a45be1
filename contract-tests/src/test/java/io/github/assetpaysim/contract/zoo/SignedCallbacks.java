package io.github.assetpaysim.contract.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Plays AssetPay towards one merchant with callbacks made by hand. Any thread may call it. */
final class SignedCallbacks {
    static final String SECRET = "zoo-secret-1";
    static final String USER = "76561198000000042";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI merchant;

    SignedCallbacks(URI merchant) {
        this.merchant = merchant;
    }

    /** A CS2 deposit; {@code preCredit} is shown in every status, or in none when it is null. */
    static ObjectNode trade(String id, String status, String totalPrice, String preCredit) {
        ObjectNode trade = JsonNodeFactory.instance.objectNode();
        trade.put("id", id).put("type", "DEPOSIT").put("status", status).put("game", "730");
        trade.put("externalId", "order-" + id).put("clientSteamID", USER);
        ObjectNode item = trade.putArray("items").addObject();
        item.put("id", "item-1").put("name", "★ Karambit").put("type", "Knife");
        item.put("marketHashName", "StatTrak™ AK-47 | Redline");
        BigDecimal price = new BigDecimal(totalPrice);
        item.putObject("offer").put("reference", "r/1").put("price", wire(price));
        trade.put("totalPrice", wire(price));
        if (preCredit != null) {
            BigDecimal now = new BigDecimal(preCredit);
            trade.put("preCredit", wire(now)).put("pendingCredit", wire(price.subtract(now)));
        }
        return trade.put("isInstant", true).put("updatedAt", "2031-01-08T00:00:00.000Z");
    }

    /** The withdrawal of two CS2 skins, one of which costs a third in whole dollars. */
    static ObjectNode withdrawal(String id, String status, String totalPrice) {
        ObjectNode withdrawal = trade(id, status, totalPrice, null).put("type", "WITHDRAW");
        withdrawal.remove("isInstant");
        BigDecimal price = new BigDecimal(totalPrice);
        BigDecimal third = price.divide(BigDecimal.valueOf(3), 0, RoundingMode.DOWN);
        ObjectNode item = (ObjectNode) withdrawal.at("/items/0");
        item.put("market", 1).withObject("/offer").put("price", third);
        ObjectNode other = withdrawal.withArray("items").addObject().setAll(item.deepCopy());
        other.put("id", "item-2").withObject("/offer").put("price", wire(price.subtract(third)));
        return withdrawal;
    }

    /** 8.60 travels as 8.6. */
    private static BigDecimal wire(BigDecimal amount) {
        return new BigDecimal(amount.stripTrailingZeros().toPlainString());
    }

    /** The genuine bytes of a callback. */
    static byte[] genuine(ObjectNode trade) {
        return letter(trade, trade.path("status").textValue(), SECRET);
    }

    static byte[] letter(ObjectNode trade, String event, String secret) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.set("trade", trade);
        payload.put("event", event).put("timestamp", "2031-01-08T00:00:00.001Z");
        payload.put("key", TradeText.CANONICAL.key(trade, secret));
        return bytes(payload);
    }

    static byte[] bytes(ObjectNode payload) {
        return Wire.text(JsonNodeFactory.instance.objectNode().set("payload", payload))
                .getBytes(Wire.CHARSET);
    }

    /** Sends one callback after another; their statuses. */
    List<Integer> send(ObjectNode... trades) throws IOException, InterruptedException {
        List<Integer> statuses = new ArrayList<>();
        for (ObjectNode trade : trades) {
            statuses.add(post(genuine(trade), "application/json").statusCode());
        }
        return statuses;
    }

    /** Sends callbacks at the same time, on connections of their own, and waits for all answers; their statuses. */
    List<Integer> sendAtOnce(ObjectNode... trades) {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (ObjectNode trade : trades) {
            answers.add(
                    HTTP.sendAsync(request(genuine(trade), "application/json"), HttpResponse.BodyHandlers.discarding())
                            .thenApply(HttpResponse::statusCode));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    HttpResponse<String> post(byte[] body, String contentType) throws IOException, InterruptedException {
        return HTTP.send(request(body, contentType), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(byte[] body, String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(merchant.resolve("/assetpay/callback"))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        return request.build();
    }

    /** A user's balance as the merchant tells it, read exactly. */
    BigDecimal balance(String steamId) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(merchant.resolve("/users/" + steamId)).build();
        JsonNode user = Wire.parse(
                HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
        return user.required("balance").decimalValue();
    }
}
