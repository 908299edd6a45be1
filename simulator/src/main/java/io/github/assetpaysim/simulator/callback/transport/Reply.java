package io.github.assetpaysim.simulator.callback.transport;

import io.github.assetpaysim.simulator.text.Quoted;
import java.util.List;
import java.util.Map;

/**
 * What came of sending a request: a complete answer, or a failure and perhaps the beginning of an answer.
 *
 * @param status the HTTP status, or null when no status line and headers came
 * @param headers of the answer, names in lower case
 * @param body the answer's first bytes; none unless it is complete
 * @param truncated whether there were more
 * @param failure why there was no complete answer, or null; never one that is for others to judge
 * @param error the same in words, or null
 */
public record Reply(
        Integer status,
        Map<String, List<String>> headers,
        byte[] body,
        boolean truncated,
        OutcomeCode failure,
        String error) {
    /** A complete answer. */
    public static Reply answer(int status, Map<String, List<String>> headers, byte[] body, boolean truncated) {
        return new Reply(status, headers, body, truncated, null, null);
    }

    /** No answer. */
    public static Reply failed(OutcomeCode failure, String error) {
        return new Reply(null, Map.of(), new byte[0], false, failure, error);
    }

    /** The beginning of an answer, with what kept the rest from coming. */
    Reply brokenBy(Failure failure) {
        String words = "answered " + status + ", but " + failure.getMessage();
        boolean wrong = failure.code() == OutcomeCode.MALFORMED_ANSWER;
        return new Reply(status, headers, body, false, failure.code(), wrong ? words : words + "; " + missing());
    }

    private String missing() {
        if (headers.containsKey("transfer-encoding")) {
            return "the last chunk of the body is missing";
        }
        List<String> lengths = headers.getOrDefault("content-length", List.of());
        return lengths.isEmpty()
                ? "the body has no length and ends only with the connection"
                : "the body of " + Quoted.text(lengths.get(0)) + " bytes is not complete";
    }

    /** Whether there was a complete answer. */
    public boolean complete() {
        return failure == null;
    }

    /** The status, with the place that a redirect names, which is never followed; or what went wrong. */
    public String inWords() {
        if (!complete()) {
            return error;
        }
        if (status / 100 != 3 || status == 304) {
            return "" + status;
        }
        String place = headers.getOrDefault("location", List.of("")).get(0);
        return status
                + (place.isEmpty() ? " without a Location" : " to " + Quoted.text(CallbackUrl.masked(place)))
                + "; redirects are never followed";
    }

    /** About how many bytes of memory it takes. */
    public long weight() {
        long weight = body.length;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            weight += header.getKey().length();
            for (String value : header.getValue()) {
                weight += 4 + value.length();
            }
        }
        return weight;
    }
}
