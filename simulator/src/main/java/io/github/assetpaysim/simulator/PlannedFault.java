package io.github.assetpaysim.simulator;

import io.github.assetpaysim.simulator.http.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One entry of a plan of faults, written in Java: {@code fault("delay").with("by", "10s").onCallback("HOLD")}. Immutable.
 *
 * <p>The names are those of the control API, and so are the errors: {@link SimulatedMerchant#plan(PlannedFault...)} checks them.
 */
public final class PlannedFault {
    final Written written;

    /** The members of the JSON. */
    record Written(Map<String, Object> trigger, Map<String, Object> fault) {}

    private PlannedFault(Map<String, Object> trigger, Map<String, Object> fault) {
        this.written = new Written(trigger, fault);
    }

    /** The fault with this name, which still has to be told what to wait for. */
    public static PlannedFault fault(String name) {
        return new PlannedFault(Map.of(), Map.of("name", name));
    }

    /** The same with a parameter of the fault: a whole number, true or false, a duration or a text. */
    public PlannedFault with(String parameter, Object value) {
        return new PlannedFault(written.trigger(), put(written.fault(), parameter, value));
    }

    /** The same, striking callbacks. */
    public PlannedFault onCallback() {
        return when("on", "callback");
    }

    /** The same, striking callbacks that announce this status. */
    public PlannedFault onCallback(String status) {
        return onCallback().when("status", status);
    }

    /** The same, striking requests: {@code authenticate-client}, {@code inventory}, {@code deposit} or {@code any-operation}. */
    public PlannedFault onOperation(String operation) {
        return when("on", operation);
    }

    /** The same with one more member of the trigger: {@code externalId}, {@code steamId}, {@code kind}, {@code nth}, {@code times}. */
    public PlannedFault when(String member, Object value) {
        return new PlannedFault(put(written.trigger(), member, value), written.fault());
    }

    private static Map<String, Object> put(Map<String, Object> members, String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(members);
        boolean typed = value instanceof Integer || value instanceof Long || value instanceof Boolean;
        changed.put(name, typed ? value : String.valueOf(value));
        return changed;
    }

    /** The JSON that the control API takes for it. */
    @Override
    public String toString() {
        return new String(StrictJson.write(written), StandardCharsets.UTF_8);
    }
}
