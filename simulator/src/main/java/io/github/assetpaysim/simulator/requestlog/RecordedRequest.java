package io.github.assetpaysim.simulator.requestlog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One request to the API and its answer. Immutable. Nothing is masked.
 *
 * @param at when the request's head had come, in wall time
 * @param took until its answer was ready to be sent
 * @param query as it came, or null
 * @param headers each name with its values, in the order in which they came
 * @param status of the answer; 0 when a fault let there be none
 * @param faults the names of those that struck it; mostly none
 * @param error what the answer says was wrong, or null
 * @param steamId the user it was for, or null when that is not known without reading
 * @param hint what the sender may have got wrong, or null; made when somebody asks
 */
public record RecordedRequest(
        String id,
        Instant at,
        Duration took,
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        Content body,
        int status,
        List<String> faults,
        Map<String, String> answerHeaders,
        Content answerBody,
        Error error,
        String steamId,
        Function<RecordedRequest, String> hint) {
    private static final int OVERHEAD = 500;
    private static final int HEADER_OVERHEAD = 150;

    /** A refusal in the words of the dialect. */
    public record Error(int code, String key) {}

    /** About how many bytes of memory it takes. */
    public int weight() {
        int weight = OVERHEAD;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            for (String value : header.getValue()) {
                weight += HEADER_OVERHEAD + header.getKey().length() + value.length();
            }
        }
        return weight
                + path.length()
                + (query == null ? 0 : query.length())
                + body.bytes().length
                + answerBody.bytes().length;
    }
}
