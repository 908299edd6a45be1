package io.github.assetpaysim.contract.api.receiver;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How a callback is answered.
 *
 * @param status HTTP status; 0 for closing the connection without an answer
 * @param headers of the answer
 * @param when it is sent
 */
public record Reply(int status, Map<String, String> headers, CompletionStage<?> when) {
    /** The acknowledgement. */
    public static final Reply OK = of(200);

    private static final int NONE = 0;

    /** This status, at once. */
    public static Reply of(int status) {
        return new Reply(status, Map.of(), CompletableFuture.completedStage(null));
    }

    /** A redirect with this status. */
    public static Reply redirect(int status, String location) {
        return new Reply(status, Map.of("Location", location), CompletableFuture.completedStage(null));
    }

    /** The connection is closed without an answer. */
    public static Reply none() {
        return of(NONE);
    }

    /** The same, once that is complete. */
    public Reply after(CompletionStage<?> moment) {
        return new Reply(status, headers, moment);
    }

    boolean isNone() {
        return status == NONE;
    }
}
