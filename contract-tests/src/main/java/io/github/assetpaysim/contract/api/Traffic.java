package io.github.assetpaysim.contract.api;

import io.github.assetpaysim.contract.api.receiver.Received;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everything that was exchanged in a run, in the order in which it ended. Thread-safe. */
final class Traffic {
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final List<Received> callbacks = new CopyOnWriteArrayList<>();

    void add(Exchange exchange) {
        exchanges.add(exchange);
    }

    void add(Received callback) {
        callbacks.add(callback);
    }

    /** Requests and their answers so far. */
    List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** Callbacks so far, each attempt by itself. */
    List<Received> callbacks() {
        return List.copyOf(callbacks);
    }
}
