package io.github.assetpaysim.simulator.docs;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.Signature;
import io.github.assetpaysim.simulator.support.TestClient;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands for the reader's own program: credits a trade once, when it is completed. */
final class Shop implements AutoCloseable {
    private final Map<String, BigDecimal> credited = new ConcurrentHashMap<>();
    private final TestClient assetPay;
    private final String apiKey;
    private final String apiSecret;
    private final Receiver callbacks = Receiver.answering(this::handle);

    Shop(URI assetPay, String apiKey, String apiSecret) {
        this.assetPay = new TestClient(assetPay);
        this.apiKey = apiKey;
        this.apiSecret = apiSecret;
    }

    private int handle(Receiver.Got callback) {
        JsonNode trade = callback.trade();
        if (!Signature.of(trade, apiSecret)
                .equals(callback.payload().required("key").textValue())) {
            return 401;
        }
        if (trade.required("status").textValue().equals("COMPLETED")) {
            credited.putIfAbsent(
                    trade.required("id").textValue(),
                    trade.required("totalPrice").decimalValue());
        }
        return 200;
    }

    URI callbackUrl() {
        return callbacks.url();
    }

    /** Deposits a user's first item and gives its price. */
    BigDecimal deposit(String steamId) {
        String token = assetPay.post(
                        "/auth/authenticate-client",
                        "{\"clientSteamId\":\"" + steamId + "\",\"clientTradeUrl\":\"" + TestClient.tradeUrl() + "\"}",
                        "api-key",
                        apiKey)
                .data()
                .required("token")
                .textValue();
        JsonNode item = assetPay.depositable(token, "730").get(0);
        return assetPay.deposit(token, item, "").data().required("totalPrice").decimalValue();
    }

    /** How many callbacks with this status have come. */
    long callbacks(String status) {
        return callbacks.events().stream().filter(status::equals).count();
    }

    BigDecimal balance() {
        return credited.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public void close() {
        callbacks.close();
    }
}
