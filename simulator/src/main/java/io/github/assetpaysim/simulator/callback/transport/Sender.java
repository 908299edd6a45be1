package io.github.assetpaysim.simulator.callback.transport;

import io.github.assetpaysim.simulator.dialect.Letter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Carries letters to merchants. Thread-safe. */
public interface Sender {
    /**
     * Posts a letter.
     *
     * @param timeout real time for the whole exchange, the answer's body included
     * @return never fails: what went wrong is in the reply
     */
    CompletableFuture<Reply> send(URI to, Letter letter, Manner manner, Duration timeout);

    /**
     * Posts letters as near to the same instant as the sender can.
     *
     * @return one for each letter, in their order; none fails
     */
    default List<CompletableFuture<Reply>> sendAtOnce(URI to, List<Letter> letters, Duration timeout) {
        return letters.stream()
                .map(letter -> send(to, letter, Manner.ORDINARY, timeout))
                .toList();
    }
}
