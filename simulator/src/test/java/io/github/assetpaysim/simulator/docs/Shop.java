package io.github.assetpaysim.simulator.docs;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.Signature;
import io.github.assetpaysim.simulator.support.TestClient;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands for the reader's own program: credits a deposit once, when it is completed; debits a withdrawal once, when it is asked, and
 * refunds it when it ends otherwise.
 */
final class Shop implements AutoCloseable {
    private final Map<String, BigDecimal> booked = new ConcurrentHashMap<>();
    private final TestClient assetPay;
    private final String apiKey;
    private final String apiSecret;
    private final Receiver callbacks = Receiver.answering(this::handle);

    Shop(URI assetPay, String apiKey, String apiSecret) {
        this.assetPay = new TestClient(assetPay);
        this.apiKey = apiKey;
        this.apiSecret = apiSecret;
    }

    private synchronized int handle(Receiver.Got callback) {
        JsonNode trade = callback.trade();
        if (!Signature.of(trade, apiSecret)
                .equals(callback.payload().required("key").textValue())) {
            return 401;
        }
        String id = trade.required("id").textValue();
        BigDecimal price = trade.required("totalPrice").decimalValue();
        boolean deposit = trade.required("type").textValue().equals("DEPOSIT");
        switch (trade.required("status").textValue()) {
            case "COMPLETED" -> booked.putIfAbsent(id, price);
            case "INITIATED" -> {
                return deposit || debit(id, price) ? 200 : 402;
            }
            case "FAILED", "CANCELED", "DECLINED", "REVERTED" -> booked.put(id, BigDecimal.ZERO);
            default -> {}
        }
        return 200;
    }

    private boolean debit(String id, BigDecimal price) {
        booked.putIfAbsent(id, price.compareTo(balance()) <= 0 ? price.negate() : BigDecimal.ZERO);
        return booked.get(id).signum() < 0;
    }

    URI callbackUrl() {
        return callbacks.url();
    }

    /** Deposits a user's first item and gives its price. */
    BigDecimal deposit(String steamId) {
        String token = token(steamId);
        JsonNode item = assetPay.depositable(token, "730").get(0);
        return assetPay.deposit(token, item, "").data().required("totalPrice").decimalValue();
    }

    /** Lets a user withdraw the cheapest skin there is and gives its price. */
    BigDecimal withdraw(String steamId) {
        String token = token(steamId);
        JsonNode item = assetPay.get("/client/market?sort=price_asc", "Authorization", token)
                .data()
                .required("items")
                .required(0);
        String line = "{\"itemId\":%s,\"market\":%s,\"offer\":{\"price\":%s,\"reference\":%s}}"
                .formatted(
                        item.required("id"),
                        item.required("market"),
                        item.at("/offer/price"),
                        item.at("/offer/reference"));
        return assetPay.post("/client/trading/withdraw", "{\"items\":[" + line + "]}", "Authorization", token)
                .data()
                .required("totalPrice")
                .decimalValue();
    }

    private String token(String steamId) {
        return assetPay.post(
                        "/auth/authenticate-client",
                        "{\"clientSteamId\":\"" + steamId + "\",\"clientTradeUrl\":\"" + TestClient.tradeUrl() + "\"}",
                        "api-key",
                        apiKey)
                .data()
                .required("token")
                .textValue();
    }

    /** How many callbacks with this status have come. */
    long callbacks(String status) {
        return callbacks.events().stream().filter(status::equals).count();
    }

    BigDecimal balance() {
        return booked.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public void close() {
        callbacks.close();
    }
}
