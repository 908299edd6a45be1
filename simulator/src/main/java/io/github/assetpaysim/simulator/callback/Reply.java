package io.github.assetpaysim.simulator.callback;

import java.util.List;
import java.util.Map;

/**
 * What came of sending a letter: an answer, or an error in words.
 *
 * @param status the HTTP status, or null when there was no complete answer
 * @param body the answer's first bytes
 * @param truncated whether there were more
 * @param error why there was no complete answer, or null
 */
public record Reply(Integer status, Map<String, List<String>> headers, byte[] body, boolean truncated, String error) {

    static Reply failed(String error) {
        return new Reply(null, Map.of(), new byte[0], false, error);
    }

    /** About how many bytes of memory it takes. */
    long weight() {
        long weight = body.length;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            weight += header.getKey().length();
            for (String value : header.getValue()) {
                weight += value.length();
            }
        }
        return weight;
    }
}
