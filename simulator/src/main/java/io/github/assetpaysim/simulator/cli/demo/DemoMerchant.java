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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The small merchant of the demo: verifies each callback, credits what a deposit's status entitles to and has not been credited yet,
 * debits a withdrawal before it approves it, and fails once on purpose. Its handler runs on the one thread of the JDK's server.
 */
public final class DemoMerchant implements AutoCloseable {
    private static final String PATH = "/assetpay/callback";

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    /** What each trade has brought the user, or cost him. */
    private final Map<String, BigDecimal> booked = new HashMap<>();

    private final HttpServer server;
    private final String apiSecret;
    private final List<String> told = new ArrayList<>();
    private boolean databaseIsUp;

    private record Answer(int status, String what) {}

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

    /** What it has done since it was last asked, a line for each callback. */
    synchronized List<String> told() {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(answer(exchange.getRequestBody().readAllBytes()), -1);
        }
    }

    /** Told before it is sent: the one who waits for the answer goes on with the story. */
    private synchronized int answer(byte[] body) throws IOException {
        JsonNode payload = json.readTree(body).path("payload");
        JsonNode trade = payload.path("trade");
        String status = trade.path("status").asText();
        Answer answer = verified(trade, payload.path("key").textValue())
                ? book(trade, status)
                : new Answer(401, "signature WRONG, refused");
        told.add(String.format(Locale.ROOT, "%d  %-10s %s", answer.status(), status, answer.what()));
        return answer.status();
    }

    private Answer book(JsonNode trade, String status) {
        String id = trade.path("id").asText();
        if (trade.path("type").asText().equals("WITHDRAW")) {
            return status.equals("INITIATED")
                    ? verdict(id, trade.path("totalPrice").decimalValue())
                    : ok("nothing to book");
        }
        if (status.equals("HOLD") && !databaseIsUp) {
            databaseIsUp = true;
            return new Answer(500, "signature ok, the merchant's database fails (on purpose, once); nothing credited");
        }
        BigDecimal due = entitledTo(trade, status);
        BigDecimal missing = due.subtract(booked.getOrDefault(id, BigDecimal.ZERO));
        if (missing.signum() <= 0) {
            return ok("nothing to credit");
        }
        booked.put(id, due);
        return ok("credited " + missing.toPlainString() + " USD, balance "
                + balance().toPlainString() + " USD");
    }

    /** Asked again about a trade that is paid, it says yes again. */
    private Answer verdict(String id, BigDecimal price) {
        if (!booked.containsKey(id) && price.compareTo(balance()) > 0) {
            return new Answer(
                    402,
                    "signature ok, but " + balance().toPlainString()
                            + " USD do not cover it: refused, nothing debited");
        }
        booked.put(id, price.negate());
        return ok("debited " + price.toPlainString() + " USD, balance "
                + balance().toPlainString() + " USD: approved");
    }

    private static Answer ok(String what) {
        return new Answer(200, "signature ok, " + what);
    }

    private BigDecimal balance() {
        return booked.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
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
