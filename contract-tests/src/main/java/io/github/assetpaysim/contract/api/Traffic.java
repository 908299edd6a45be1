package io.github.assetpaysim.contract.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.drift.Shapes;
import io.github.assetpaysim.contract.record.Recording;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Everything that was exchanged in a run, in the order in which it ended. Thread-safe. */
final class Traffic {
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final List<Received> arrived = new CopyOnWriteArrayList<>();
    private final List<Received> callbacks = new CopyOnWriteArrayList<>();
    private final Predicate<Received> genuine;

    /** @param genuine tells callbacks of the host from whatever else comes to a public URL */
    Traffic(Predicate<Received> genuine) {
        this.genuine = genuine;
    }

    void add(Exchange exchange) {
        exchanges.add(exchange);
    }

    void add(Received request) {
        arrived.add(request);
        if (genuine.test(request)) {
            callbacks.add(request);
        }
    }

    /** Requests and their answers so far. */
    List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** All that came to the receiver so far, whoever sent it. */
    List<Received> arrived() {
        return List.copyOf(arrived);
    }

    /** The host's callbacks so far, each attempt by itself. */
    List<Received> callbacks() {
        return List.copyOf(callbacks);
    }

    /** Writes all of it down. */
    void record(Recording recording) {
        for (Exchange exchange : exchanges) {
            Map<String, List<String>> sentHeaders = new TreeMap<>();
            exchange.sentHeaders().forEach((name, value) -> sentHeaders.put(name, List.of(value)));
            recording.exchange(
                    exchange.operation() == null
                            ? null
                            : exchange.method() + " " + exchange.operation().path(),
                    exchange.method(),
                    exchange.target(),
                    sentHeaders,
                    exchange.sent() == null ? null : exchange.sent().getBytes(UTF_8),
                    exchange.status(),
                    exchange.headers(),
                    exchange.body());
        }
        callbacks.forEach(callback -> recording.callback(callback.headers(), callback.body()));
    }

    /** What answers and callbacks looked like so far, as it stands in a report. */
    JsonNode shapes() {
        Shapes shapes = new Shapes();
        for (Exchange exchange : exchanges) {
            String path = exchange.operation() == null
                    ? "any other path"
                    : exchange.operation().path();
            shapes.add(
                    exchange.method() + " " + path,
                    String.valueOf(exchange.status()),
                    exchange.headers(),
                    exchange.body());
        }
        for (Received callback : callbacks) {
            shapes.add(
                    "callback of " + callback.trade().path("type").asText("no type"),
                    callback.status().isEmpty() ? "no status" : callback.status(),
                    callback.headers(),
                    callback.body());
        }
        return shapes.json();
    }
}
