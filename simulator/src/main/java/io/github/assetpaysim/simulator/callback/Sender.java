package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.shipment.Letter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Carries letters to merchants. Thread-safe. */
public interface Sender {
    /**
     * Posts a letter.
     *
     * @param timeout real time for the whole exchange, the answer's body included
     * @return never fails: what went wrong is in the reply
     */
    CompletableFuture<Reply> send(URI to, Letter letter, Duration timeout);
}
