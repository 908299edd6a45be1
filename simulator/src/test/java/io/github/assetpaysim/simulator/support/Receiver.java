package io.github.assetpaysim.simulator.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.assetpaysim.simulator.http.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** A merchant's callback endpoint that keeps everything it gets and answers as told. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Got> got = new CopyOnWriteArrayList<>();

    /** One request, with the exact bytes of its body. */
    public record Got(String path, byte[] body, Map<String, List<String>> headers) {
        public JsonNode payload() {
            try {
                return StrictJson.MAPPER.readTree(body).required("payload");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public JsonNode trade() {
            return payload().required("trade");
        }

        public String event() {
            return payload().required("event").textValue();
        }
    }

    private Receiver(ToIntFunction<Got> answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, answer));
        server.start();
    }

    /** Answers every callback with 200. */
    public static Receiver good() {
        return answering(callback -> 200);
    }

    /** Answers with the status that {@code answer} gives; it may block, each request has a thread of its own. */
    public static Receiver answering(ToIntFunction<Got> answer) {
        try {
            return new Receiver(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange, ToIntFunction<Got> answer) throws IOException {
        try (exchange) {
            Got request = new Got(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestBody().readAllBytes(),
                    Map.copyOf(exchange.getRequestHeaders()));
            got.add(request);
            exchange.sendResponseHeaders(answer.applyAsInt(request), -1);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/callback");
    }

    /** Everything that came, in the order of arrival. */
    public List<Got> got() {
        return List.copyOf(got);
    }

    /** Forgets what came. */
    public void clear() {
        got.clear();
    }

    public List<String> events() {
        return got.stream().map(Got::event).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
