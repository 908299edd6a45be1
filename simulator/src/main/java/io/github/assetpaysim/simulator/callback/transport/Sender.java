package io.github.assetpaysim.simulator.callback.transport;

import io.github.assetpaysim.simulator.dialect.SignedRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Carries requests to merchants. Thread-safe. */
public interface Sender {
    /**
     * Posts a request.
     *
     * @param timeout real time for the whole exchange, the answer's body included
     * @return never fails: what went wrong is in the reply
     */
    CompletableFuture<Reply> send(CallbackUrl to, SignedRequest request, Transmission transmission, Duration timeout);

    /**
     * Posts requests as near to the same instant as the sender can.
     *
     * @return one for each request, in their order; none fails
     */
    default List<CompletableFuture<Reply>> sendAtOnce(CallbackUrl to, List<SignedRequest> requests, Duration timeout) {
        return requests.stream()
                .map(request -> send(to, request, Transmission.ORDINARY, timeout))
                .toList();
    }
}
