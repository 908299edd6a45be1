package io.github.assetpaysim.contract.plan;

import java.util.List;

/**
 * What a check saw.
 *
 * @param lines one for each thing that happened, in order
 * @param callbacks those the check caused
 * @param repeat the one that shows the violation when it is sent again, or null
 */
public record Evidence(List<String> lines, List<SentCallback> callbacks, SentCallback repeat) {
    static final Evidence NONE = new Evidence(List.of(), List.of(), null);
}
