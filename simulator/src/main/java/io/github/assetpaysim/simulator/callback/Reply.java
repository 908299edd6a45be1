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
}
