package io.github.assetpaysim.contract.plan;

import java.util.List;

/**
 * What a check saw.
 *
 * @param see the name of the {@link NamedEvidence} that it looked at besides, or null
 * @param lines one for each thing that happened, in order
 * @param callbacks those the check caused
 * @param repeat the one that shows the violation when it is sent again, or null
 */
public record Evidence(String see, List<String> lines, List<SentCallback> callbacks, SentCallback repeat) {
    static final Evidence NONE = new Evidence(null, List.of(), List.of(), null);
}
