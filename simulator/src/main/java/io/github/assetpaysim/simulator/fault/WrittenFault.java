package io.github.assetpaysim.simulator.fault;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One entry of a plan of faults as somebody wrote it, not yet checked: members by their names in the control API. A value is a
 * string, a whole number or a boolean; null is as good as absent, and anything else is never right. Immutable.
 */
public record WrittenFault(Map<String, Object> trigger, Map<String, Object> fault) {
    public WrittenFault {
        trigger = Collections.unmodifiableMap(new LinkedHashMap<>(trigger));
        fault = Collections.unmodifiableMap(new LinkedHashMap<>(fault));
    }
}
