package io.github.assetpaysim.simulator.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One request to the API and its answer. Immutable, and cheap to make: it refers to what the request left behind and reads nothing
 * of it. Nothing is masked.
 *
 * @param at when the request's head had come, in wall time
 * @param took until its answer was ready to be sent
 * @param query as it came, or null
 * @param status of the answer; 0 when a fault let there be none
 * @param faults the names of those that struck it; mostly none
 * @param error what the answer says was wrong, or null
 * @param steamId the user it was for, or null when that is not known without reading
 * @param hint what the sender may have got wrong, or null; made when somebody asks
 */
public record Exchange(
        String id,
        Instant at,
        Duration took,
        String method,
        String path,
        String query,
        Headers headers,
        Content body,
        int status,
        List<String> faults,
        Map<String, String> answerHeaders,
        Content answerBody,
        Error error,
        String steamId,
        Function<Exchange, String> hint) {
    private static final int OVERHEAD = 500;

    /** A refusal in the words of the dialect. */
    public record Error(int code, String key) {}

    /** The headers of a request. */
    public interface Headers {
        /** Each name with its values, in the order in which they came. */
        Map<String, List<String>> all();

        /** About how many bytes of memory they take. */
        int weight();
    }

    /** About how many bytes of memory it takes. */
    int weight() {
        return OVERHEAD
                + headers.weight()
                + path.length()
                + (query == null ? 0 : query.length())
                + body.bytes().length
                + answerBody.bytes().length;
    }
}
