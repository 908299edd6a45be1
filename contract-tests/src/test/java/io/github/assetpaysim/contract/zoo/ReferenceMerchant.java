package io.github.assetpaysim.contract.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.assetpaysim.contract.signing.CallbackSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A merchant that handles AssetPay's callbacks as it should, small enough to read. Three rules carry it: believe nothing but the
 * signed trade, decide on {@code trade.status}, and answer 200 only when the money is booked; {@link Ledger} books it once. To a
 * withdrawal's INITIATED, which asks whether it may go on, that means: 200 when the user is debited, else 402.
 *
 * <p>Each instance has a database of its own. Its requests run on threads of their own; only the ledger is shared between them.
 * The methods that are not final are where {@link BrokenMerchant} goes wrong.
 */
public class ReferenceMerchant implements AutoCloseable {
    private static final String CALLBACK = "/assetpay/callback";
    private static final String USERS = "/users/";
    private static final Map<String, String> ORDERS =
            Map.of("/deposits", "/client/trading/deposit", "/withdrawals", "/client/trading/withdraw");
    /** 250 items take about a fifth of it. */
    private static final int LONGEST_BODY = 1024 * 1024;

    private static final int LONGEST_REST = 10 << 20;

    private final Config config;
    private final Ledger ledger;
    private final AssetPay assetPay;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ReferenceMerchant(Config config, Ledger ledger) {
        this.config = config;
        this.ledger = ledger;
        this.assetPay = config.assetPay() == null ? null : new AssetPay(config.assetPay(), config.apiKey());
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + config.port() + " of this machine", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** Starts a merchant that listens until it is closed. */
    public static ReferenceMerchant start(Config config) {
        ReferenceMerchant merchant = new ReferenceMerchant(config, new Ledger(config.policy()));
        merchant.listen();
        return merchant;
    }

    /** Runs one as a process, configured by the environment; see {@link Config}. */
    public static void main(String[] arguments) {
        try {
            System.out.println("READY " + start(Config.of(System.getenv())).url());
        } catch (IllegalArgumentException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    final void listen() {
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = route(exchange);
            } catch (Refusal e) {
                answer = answerTo(e);
            } catch (SQLException | RuntimeException e) {
                // AssetPay tries again later.
                answer = error(500, "try again later");
            }
            if (answer.status() >= 400) {
                // What was not read would make the server close the connection; so it says so, and the answer gets
                // through.
                exchange.getRequestBody().readNBytes(LONGEST_REST);
                exchange.getResponseHeaders().set("Connection", "close");
            }
            send(exchange, answer);
        }
    }

    void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(Wire.CHARSET);
        if (body.length > 0) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    Answer answerTo(Refusal refusal) {
        return error(refusal.status(), refusal.getMessage());
    }

    static Answer error(int status, String message) {
        return new Answer(status, Wire.text(Map.of("error", message)));
    }

    private Answer route(HttpExchange exchange) throws IOException, SQLException {
        String path = exchange.getRequestURI().getPath();
        boolean isUser = path.startsWith(USERS);
        if (!isUser && !path.equals(CALLBACK) && !ORDERS.containsKey(path)) {
            throw new Refusal(404, "there is nothing here");
        }
        if (!exchange.getRequestMethod().equals(isUser ? "GET" : "POST")) {
            throw new Refusal(405, "use " + (isUser ? "GET" : "POST"));
        }
        if (isUser) {
            return user(path.substring(USERS.length()));
        }
        Delivery delivery = new Delivery(
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Content-Type"), ""),
                exchange.getRequestBody());
        return path.equals(CALLBACK) ? callback(delivery) : order(delivery, ORDERS.get(path));
    }

    /** Answers a callback; 200 means that whatever it asks for is booked. */
    Answer callback(Delivery delivery) throws IOException, SQLException {
        refuseOtherTypes(delivery.contentType());
        JsonNode payload = parse(delivery.bytes(longestBody())).path("payload");
        JsonNode trade = payload.path("trade");
        if (!trade.isObject()) {
            throw new Refusal(400, "there is no object payload.trade");
        }
        if (!isSigned(trade, payload.path("key"))) {
            throw new Refusal(401, "payload.key does not sign payload.trade");
        }
        return accept(read(trade));
    }

    void refuseOtherTypes(String contentType) {
        if (!contentType.split(";")[0].strip().equalsIgnoreCase("application/json")) {
            throw new Refusal(415, "send application/json");
        }
    }

    int longestBody() {
        return LONGEST_BODY;
    }

    JsonNode parse(byte[] body) {
        return Wire.parse(body);
    }

    /** Whether AssetPay signed this trade (A7.3). */
    boolean isSigned(JsonNode trade, JsonNode key) {
        return key.isTextual() && CallbackSignature.verifies(trade, key.textValue(), config.apiSecret());
    }

    /** Goes by what is signed, and by nothing else; {@code event} and {@code timestamp} are not. */
    Trade read(JsonNode trade) {
        return new Trade(trade);
    }

    /** Takes a genuine callback. */
    Answer accept(Trade trade) throws SQLException {
        if (!trade.isWithdrawal() && !trade.type().equals("DEPOSIT")) {
            throw new Refusal(403, "there is no such type of trade");
        }
        if (trade.isGate() && !config.withdrawals()) {
            // 200 would approve it (A7.6).
            throw new Refusal(403, "this merchant takes deposits only");
        }
        if (!ledger.book(trade)) {
            throw new Refusal(402, "the balance did not cover this withdrawal, or it had ended before");
        }
        return Answer.OK;
    }

    private Answer user(String steamId) throws SQLException {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("steamId", steamId);
        user.put("balance", balance(steamId));
        return new Answer(200, Wire.text(user));
    }

    private Answer order(Delivery delivery, String trading) throws IOException, SQLException {
        JsonNode order = Wire.parse(delivery.bytes(LONGEST_BODY));
        for (String name : new String[] {"steamId", "tradeUrl", "externalId"}) {
            if (!order.path(name).isTextual()) {
                throw new Refusal(400, "the order has no text '" + name + "'");
            }
        }
        if (assetPay == null) {
            throw new Refusal(404, "this merchant was not told where AssetPay is");
        }
        try {
            return start(order, trading);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(503, "this merchant is stopping");
        } catch (IOException e) {
            return error(502, "AssetPay cannot be reached");
        }
    }

    /** Starts a trade. The order is stored first: a callback may come before AssetPay's answer does. */
    Answer start(JsonNode order, String trading) throws IOException, InterruptedException, SQLException {
        ledger.store(order.get("externalId").textValue(), order.get("steamId").textValue());
        return assetPay.trade(trading, order);
    }

    /** A user's balance in USD. */
    public final BigDecimal balance(String steamId) throws SQLException {
        return ledger.balance(steamId);
    }

    final AssetPay assetPay() {
        return assetPay;
    }

    final Config config() {
        return config;
    }

    final Ledger ledger() {
        return ledger;
    }

    /** The base URL of this merchant. */
    public final URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Where it takes callbacks. */
    public final URI callbackUrl() {
        return url().resolve(CALLBACK);
    }

    /** Stops listening; what is being handled is given up. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        ledger.close();
    }

    @Override
    public String toString() {
        return "the reference merchant";
    }
}
