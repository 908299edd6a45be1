package io.github.assetpaysim.contract.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import java.util.List;

/**
 * Something that goes wrong with callbacks of one user, each time they announce a status.
 *
 * @param status which, or null for every one
 * @param fault as the simulator takes it
 * @param named the number of the user whose Steam id the fault puts in; negative for none
 */
public record PlannedFault(String status, ObjectNode fault, int named) {

    /** A fault of every callback about this status. */
    public static PlannedFault at(String status, String fault) {
        return new PlannedFault(status, Json.object().put("name", fault), -1);
    }

    /** A fault of every callback. */
    public static PlannedFault always(String fault) {
        return at(null, fault);
    }

    public PlannedFault with(String parameter, String value) {
        return new PlannedFault(status, fault.deepCopy().put(parameter, value), named);
    }

    public PlannedFault with(String parameter, int value) {
        return new PlannedFault(status, fault.deepCopy().put(parameter, value), named);
    }

    /** The fault puts the Steam id of another user of the check in. */
    public PlannedFault naming(int user) {
        return new PlannedFault(status, fault, user);
    }

    /** The same fault of callbacks about this status alone. */
    public PlannedFault only(String announced) {
        return new PlannedFault(announced, fault, named);
    }

    /** The altered callback comes in addition, just before the genuine one. */
    public PlannedFault besides() {
        return new PlannedFault(status, fault.deepCopy().put("besides", true), named);
    }

    /** The altered callback comes in addition, just after the first attempt of the genuine one has ended. */
    public PlannedFault afterwards() {
        return new PlannedFault(status, fault.deepCopy().put("afterwards", true), named);
    }

    /**
     * The fault and when it strikes.
     *
     * @param steamId of the user who meets it
     * @param kind of the trades whose callbacks it strikes, or null for all
     * @param all Steam ids of the users of the check
     */
    public ObjectNode planned(String steamId, String kind, List<String> all) {
        ObjectNode planned = Json.object();
        ObjectNode trigger = planned.putObject("trigger")
                .put("on", "callback")
                .put("steamId", steamId)
                .put("times", "always");
        if (status != null) {
            trigger.put("status", status);
        }
        if (kind != null) {
            trigger.put("kind", kind);
        }
        ObjectNode complete = fault.deepCopy();
        if (named >= 0) {
            complete.put("value", all.get(named));
        }
        planned.set("fault", complete);
        return planned;
    }
}
