package io.github.assetpaysim.contract.api.corruption;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import io.github.assetpaysim.contract.api.corruption.Message.Ask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/**
 * Stands between the kit and a simulator, in both directions: it is the kit's target, and the callback URL of every merchant that the
 * kit makes. A {@link Wrong} may change answers and callbacks; the control API is passed on as it is but for these URLs. Thread-safe.
 */
final class CorruptingProxy implements AutoCloseable {
    private static final String CONTROL = "/_sim/";
    private static final String MERCHANTS = "/_sim/merchants";
    private static final int BACKLOG = 512;
    private static final String CALLBACKS = "/corrupted-callbacks/";

    private final HttpServer server;
    private final Upstream upstream;
    private final String simulator;
    private final Wrong wrong;
    /** By the name that the control API has for them. */
    private final Map<String, Merchant> merchants = new ConcurrentHashMap<>();

    private final List<Destination> destinations = new CopyOnWriteArrayList<>();

    /** A merchant of the simulator, as the control API told when it was made. */
    record Merchant(String merchantId, String apiKey, String apiSecret) {}

    /** Where callbacks are to go. */
    private record Destination(String url, String[] merchant) {}

    private CorruptingProxy(HttpServer server, Upstream upstream, String simulator, Wrong wrong) {
        this.server = server;
        this.upstream = upstream;
        this.simulator = simulator;
        this.wrong = wrong;
    }

    /** Begins to listen on loopback. */
    static CorruptingProxy start(String simulator, Wrong wrong, Upstream upstream, Executor threads)
            throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Clients that leave their connections open must not make it hang up on others.
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        CorruptingProxy proxy = new CorruptingProxy(server, upstream, simulator, wrong);
        server.setExecutor(threads);
        server.createContext("/", proxy::handle);
        server.start();
        return proxy;
    }

    /** Its base URL. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Those that the kit has made so far. */
    List<Merchant> merchants() {
        return List.copyOf(merchants.values());
    }

    /** What the simulator answers. */
    Answer ask(Ask ask) throws IOException {
        return upstream.send(simulator, ask);
    }

    /** What the merchant answers to a callback. */
    Answer deliver(Ask ask) throws IOException {
        return upstream.send("", ask);
    }

    private void handle(HttpExchange exchange) throws IOException {
        // Whatever goes wrong, the connection is closed without an answer.
        try (exchange) {
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(exchange.getRequestHeaders());
            Ask ask = new Ask(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    exchange.getRequestBody().readAllBytes());
            Answer answer = answer(ask);
            answer.headers().forEach((name, values) -> {
                if (Upstream.isPassed(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            boolean hasBody = answer.body().length > 0 && !ask.method().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), hasBody ? answer.body().length : -1);
            if (hasBody) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private Answer answer(Ask ask) throws IOException {
        if (ask.target().startsWith(CALLBACKS)) {
            int number = Integer.parseInt(ask.target().substring(CALLBACKS.length()));
            Destination destination = destinations.get(number);
            Ask onward = new Ask(ask.method(), destination.url(), ask.headers(), ask.body());
            return wrong.callback(new Delivery(
                    this, onward, merchants.get(destination.merchant()[0]).apiSecret()));
        }
        return ask.path().startsWith(CONTROL) ? control(ask) : wrong.answer(new Turn(this, ask));
    }

    private Answer control(Ask ask) throws IOException {
        boolean makes = ask.method().equals("POST") && ask.path().equals(MERCHANTS);
        boolean changes = ask.method().equals("PATCH") && ask.path().startsWith(MERCHANTS + "/");
        if (!makes && !changes) {
            return ask(ask);
        }
        ObjectNode settings = ask.json();
        String[] merchant = {changes ? ask.path().substring(MERCHANTS.length() + 1) : null};
        if (settings.path("callbackUrl").isTextual()) {
            settings.put(
                    "callbackUrl",
                    url() + CALLBACKS + add(settings.path("callbackUrl").textValue(), merchant));
        }
        Answer answer = ask(ask.withJson(settings));
        if (answer.isSuccess()) {
            ObjectNode made = answer.json();
            if (makes) {
                merchant[0] = made.path("id").asText();
                merchants.put(
                        merchant[0],
                        new Merchant(
                                made.path("merchantId").asText(),
                                made.path("apiKey").asText(),
                                made.path("apiSecret").asText()));
            } else if (settings.path("apiSecret").isTextual()) {
                merchants.computeIfPresent(
                        merchant[0],
                        (id, old) -> new Merchant(
                                old.merchantId(),
                                old.apiKey(),
                                settings.path("apiSecret").textValue()));
            }
        }
        return answer;
    }

    private synchronized int add(String url, String[] merchant) {
        destinations.add(new Destination(url, merchant));
        return destinations.size() - 1;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
