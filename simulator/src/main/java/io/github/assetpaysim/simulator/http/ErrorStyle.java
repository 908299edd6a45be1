package io.github.assetpaysim.simulator.http;

import io.github.assetpaysim.simulator.trade.Refusal;

/** How one API words its errors. Implementations are thread-safe. */
public interface ErrorStyle {
    /** The HTTP status that goes with a code. */
    int status(Refusal.Code code);

    /** What the API calls an error with this code. */
    String key(Refusal.Code code);

    /** The content type of {@link #body}. */
    String contentType();

    /**
     * The body of an error answer.
     *
     * @param status the HTTP status it is sent with; mostly, not always, {@link #status}
     */
    byte[] body(Refusal refusal, int status, String requestId);
}
