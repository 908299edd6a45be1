package io.github.assetpaysim.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** A merchant's callback endpoint on this machine: keeps what comes and answers as told, 200 unless told otherwise. Thread-safe. */
public final class CallbackReceiver implements AutoCloseable {
    private static final ToIntFunction<Callback> ACKNOWLEDGE = callback -> 200;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Callback> received = new CopyOnWriteArrayList<>();
    private volatile ToIntFunction<Callback> answer = ACKNOWLEDGE;

    public CallbackReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for callbacks on this machine", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, List<String>> headers = exchange.getRequestHeaders().entrySet().stream()
                    .collect(Collectors.toMap(
                            header -> header.getKey().toLowerCase(Locale.ROOT),
                            header -> List.copyOf(header.getValue())));
            Callback callback = new Callback(
                    exchange.getRequestMethod(),
                    headers,
                    exchange.getRequestBody().readAllBytes());
            received.add(callback);
            exchange.sendResponseHeaders(answer.applyAsInt(callback), -1);
        }
    }

    /** Refuses the first callback that says this status, with HTTP 500, and acknowledges all others from now on. */
    public void refuseOnce(String status) {
        AtomicBoolean refused = new AtomicBoolean();
        answer = callback -> callback.status().equals(status) && refused.compareAndSet(false, true) ? 500 : 200;
    }

    /** Answers each callback with the HTTP status that {@code status} says. */
    public void answer(ToIntFunction<Callback> status) {
        answer = status;
    }

    public void acknowledge() {
        answer = ACKNOWLEDGE;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/callback");
    }

    /** What came about one trade, in the order of arrival. */
    public List<Callback> about(String tradeId) {
        return received.stream()
                .filter(callback -> callback.tradeId().equals(tradeId))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
