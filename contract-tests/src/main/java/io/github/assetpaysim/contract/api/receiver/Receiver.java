package io.github.assetpaysim.contract.api.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.plan.Unusable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Takes callbacks on this machine, hands each to the inbox it is for and answers as that one says. What is for none is acknowledged,
 * but nothing is bought for somebody else: withdrawals that are for none are rejected. Thread-safe.
 */
public final class Receiver implements AutoCloseable {
    private static final String ELSEWHERE = "/elsewhere/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "assetpay-receiver");
        thread.setDaemon(true);
        return thread;
    });
    private final Consumer<Received> listener;
    private final HttpUrl publicUrl;
    private final List<Inbox> inboxes = new CopyOnWriteArrayList<>();
    private final Map<String, Inbox> byExternalId = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    private Receiver(HttpServer server, HttpUrl publicUrl, Consumer<Received> listener) {
        this.server = server;
        this.publicUrl = publicUrl;
        this.listener = listener;
    }

    /**
     * Begins to listen.
     *
     * @param port on which; 0 for any
     * @param publicUrl under which AssetPay reaches it, or null when that is this machine
     * @param listener is told of everything that comes, by several threads
     * @throws Unusable when nobody can listen there
     */
    public static Receiver open(int port, HttpUrl publicUrl, Consumer<Received> listener) {
        // Otherwise every answer on a kept connection waits for an acknowledgement of the network.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Behind a tunnel or a reverse proxy it may be asked from elsewhere.
        InetAddress address = publicUrl == null ? InetAddress.getLoopbackAddress() : null;
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
            Receiver receiver = new Receiver(server, publicUrl, listener);
            server.setExecutor(receiver.threads);
            server.createContext("/", receiver::handle);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new Unusable("The receiver of callbacks cannot listen on port " + port + " (" + e.getMessage()
                    + "): give another one as --receiver-port.");
        }
    }

    /** An inbox with a URL of its own: what is sent there is for it. */
    public Inbox own() {
        String path = "/callbacks/" + numbers.incrementAndGet();
        return add(new Inbox(base() + path, callback -> callback.wentTo(path)));
    }

    /** The inbox for the trades with one external id, at the one URL that all share. */
    public Inbox of(String externalId) {
        return byExternalId.computeIfAbsent(
                externalId,
                id -> add(new Inbox(
                        base(),
                        callback -> callback.trade().path("externalId").asText().equals(id)
                                && !callback.path().contains(ELSEWHERE))));
    }

    /** A URL that is no inbox's, and that nobody has been told before. */
    public String elsewhere() {
        return base() + ELSEWHERE + numbers.incrementAndGet();
    }

    private Inbox add(Inbox inbox) {
        inboxes.add(inbox);
        return inbox;
    }

    /** The URL that all share. */
    public String base() {
        return publicUrl == null
                ? "http://127.0.0.1:" + server.getAddress().getPort()
                : publicUrl.text().replaceFirst("/+$", "");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Received came = new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers(exchange),
                    exchange.getRequestBody().readAllBytes(),
                    Instant.now(),
                    Reply.OK.status());
            listener.accept(came);
            Reply reply = inboxes.stream()
                    .filter(inbox -> inbox.isFor(came))
                    .findFirst()
                    .map(inbox -> inbox.take(came))
                    .orElseGet(() -> came.isGate() ? Reply.of(402) : Reply.OK);
            reply.when().toCompletableFuture().join();
            if (!reply.isNone()) {
                reply.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(reply.status(), -1);
            }
        }
    }

    private static Map<String, List<String>> headers(HttpExchange exchange) {
        return exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT), header -> List.copyOf(header.getValue())));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
