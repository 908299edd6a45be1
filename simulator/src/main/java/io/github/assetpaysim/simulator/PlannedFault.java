package io.github.assetpaysim.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.http.StrictJson;

/**
 * One entry of a plan of faults, written in Java: {@code fault("delay").with("by", "10s").onCallback("HOLD")}. Immutable.
 *
 * <p>The names are those of the control API, and so are the errors: {@link SimulatedMerchant#plan(PlannedFault...)} checks them.
 */
public final class PlannedFault {
    private final ObjectNode trigger;
    private final ObjectNode fault;

    private PlannedFault(ObjectNode trigger, ObjectNode fault) {
        this.trigger = trigger;
        this.fault = fault;
    }

    /** The fault with this name, which still has to be told what to wait for. */
    public static PlannedFault fault(String name) {
        return new PlannedFault(
                StrictJson.MAPPER.createObjectNode(),
                StrictJson.MAPPER.createObjectNode().put("name", name));
    }

    /** The same with a parameter of the fault: a whole number, true or false, a duration or a text. */
    public PlannedFault with(String parameter, Object value) {
        return new PlannedFault(trigger, put(fault, parameter, value));
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
        return new PlannedFault(put(trigger, member, value), fault);
    }

    private static ObjectNode put(ObjectNode object, String name, Object value) {
        ObjectNode changed = object.deepCopy();
        if (value instanceof Integer || value instanceof Long) {
            return changed.put(name, ((Number) value).longValue());
        }
        return value instanceof Boolean flag ? changed.put(name, flag) : changed.put(name, String.valueOf(value));
    }

    ObjectNode json() {
        ObjectNode json = StrictJson.MAPPER.createObjectNode();
        json.set("trigger", trigger);
        json.set("fault", fault);
        return json;
    }

    @Override
    public String toString() {
        return json().toString();
    }
}
