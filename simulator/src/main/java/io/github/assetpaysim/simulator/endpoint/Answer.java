package io.github.assetpaysim.simulator.endpoint;

import java.util.concurrent.CompletableFuture;

/**
 * What a handler answers.
 *
 * @param data a value whose JSON form is the wire's
 * @param steamId the user it is about, for the journal of requests; null for the one whose token was shown
 * @param ready the answer is not written before it has ended; it ends without an error
 * @param hint for the journal of requests: what the sender may have got wrong although there was nothing to refuse; or null
 */
public record Answer(Object data, String steamId, CompletableFuture<?> ready, String hint) {
    private static final CompletableFuture<?> READY = CompletableFuture.completedFuture(null);

    /** An answer that can be written at once. */
    public static Answer of(Object data) {
        return new Answer(data, null, READY, null);
    }

    /** The same about a user whom only the request's body names. */
    public Answer about(String otherSteamId) {
        return new Answer(data, otherSteamId, ready, hint);
    }

    /** The same, to be written when {@code end} has ended. */
    public Answer after(CompletableFuture<?> end) {
        return new Answer(data, steamId, end, hint);
    }

    /** The same with a hint, or null, for the journal. */
    public Answer hinted(String whatMayBeWrong) {
        return new Answer(data, steamId, ready, whatMayBeWrong);
    }
}
