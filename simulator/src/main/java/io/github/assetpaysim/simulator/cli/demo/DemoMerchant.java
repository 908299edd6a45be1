package io.github.assetpaysim.simulator.cli.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The small merchant of the demo: verifies each callback, credits what its status entitles to and has not been credited yet, and
 * fails once on purpose. Its handler runs on the one thread of the JDK's server.
 */
public final class DemoMerchant implements AutoCloseable {
    private static final String PATH = "/assetpay/callback";

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private final Map<String, BigDecimal> credited = new HashMap<>();
    private final HttpServer server;
    private final String apiSecret;
    private volatile Consumer<String> story = line -> {};
    private boolean databaseIsUp;

    /** Starts listening on a free port of this machine. */
    public DemoMerchant(String apiSecret) throws IOException {
        this.apiSecret = apiSecret;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, this::handle);
        server.start();
    }

    /** Where it takes callbacks. */
    public URI callbackUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    void tellTo(Consumer<String> listener) {
        story = listener;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String answer = answer(exchange.getRequestBody().readAllBytes());
            // Told before it is sent: the one who waits for the answer goes on with the story.
            story.accept(answer);
            exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), -1);
        }
    }

    /** The HTTP status to answer, and what happened. */
    private synchronized String answer(byte[] body) throws IOException {
        JsonNode payload = json.readTree(body).path("payload");
        JsonNode trade = payload.path("trade");
        String status = trade.path("status").asText();
        String seen = String.format(Locale.ROOT, "%-10s", status);
        if (!verified(trade, payload.path("key").asText())) {
            return "401  " + seen + " signature WRONG, refused";
        }
        seen += " signature ok, ";
        if (status.equals("HOLD") && !databaseIsUp) {
            databaseIsUp = true;
            return "500  " + seen + "the merchant's database fails (on purpose, once); nothing credited";
        }
        BigDecimal due = entitledTo(trade, status);
        BigDecimal before = credited.getOrDefault(trade.path("id").asText(), BigDecimal.ZERO);
        if (due.compareTo(before) <= 0) {
            return "200  " + seen + "nothing to credit";
        }
        credited.put(trade.path("id").asText(), due);
        return "200  " + seen + "credited " + due.subtract(before).toPlainString() + " USD, balance "
                + due.toPlainString() + " USD";
    }

    private boolean verified(JsonNode trade, String key) throws IOException {
        try {
            return CallbackSignature.verify(trade, key, apiSecret);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static BigDecimal entitledTo(JsonNode trade, String status) {
        return switch (status) {
            case "HOLD" -> trade.path("preCredit").decimalValue();
            case "COMPLETED" -> trade.path("totalPrice").decimalValue();
            default -> BigDecimal.ZERO;
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
