package io.github.assetpaysim.contract.merchant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;

/**
 * Something that goes wrong with callbacks of one user, each time they announce a status.
 *
 * @param status which, or null for every one
 * @param fault as the simulator takes it
 */
record Mishap(String status, ObjectNode fault) {

    /** A fault of every callback about this status. */
    static Mishap at(String status, String fault) {
        return new Mishap(status, Json.object().put("name", fault));
    }

    /** A fault of every callback. */
    static Mishap always(String fault) {
        return at(null, fault);
    }

    Mishap with(String parameter, String value) {
        return new Mishap(status, fault.deepCopy().put(parameter, value));
    }

    Mishap with(String parameter, int value) {
        return new Mishap(status, fault.deepCopy().put(parameter, value));
    }

    /** The altered callback comes in addition, just before the genuine one. */
    Mishap besides() {
        return new Mishap(status, fault.deepCopy().put("besides", true));
    }

    /** The fault and when it strikes, for one user. */
    ObjectNode planned(String steamId) {
        ObjectNode planned = Json.object();
        ObjectNode trigger = planned.putObject("trigger")
                .put("on", "callback")
                .put("steamId", steamId)
                .put("times", "always");
        if (status != null) {
            trigger.put("status", status);
        }
        planned.set("fault", fault);
        return planned;
    }
}
