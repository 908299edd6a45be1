package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.fault.Fault;
import io.github.assetpaysim.simulator.fault.FaultKind;
import io.github.assetpaysim.simulator.fault.FaultReader;
import io.github.assetpaysim.simulator.fault.Plan;
import io.github.assetpaysim.simulator.fault.Trigger;
import io.github.assetpaysim.simulator.fault.WrittenFault;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Planned faults as members of a JSON object: read from requests, written into answers. */
public final class FaultMembers {
    private FaultMembers() {}

    /** @param neverStruck positions in the plan, from 0 */
    record View(List<ObjectNode> faults, List<Integer> neverStruck) {}

    static View view(Plan plan) {
        List<ObjectNode> faults = new ArrayList<>();
        List<Integer> neverStruck = new ArrayList<>();
        for (Plan.Tally tally : plan.tallies()) {
            if (tally.struck() == 0) {
                neverStruck.add(faults.size());
            }
            ObjectNode view = StrictJson.MAPPER.createObjectNode();
            view.set("trigger", view(tally.trigger()));
            view.set("fault", view(tally.fault()));
            faults.add(view.put("matched", tally.matched()).put("struck", tally.struck()));
        }
        return new View(faults, neverStruck);
    }

    private static ObjectNode view(Trigger trigger) {
        ObjectNode view = StrictJson.MAPPER.createObjectNode();
        view.put("on", trigger.operation() == null ? FaultReader.CALLBACK : trigger.operation());
        putIfThere(view, "status", trigger.status());
        putIfThere(view, "kind", trigger.kind() == null ? null : trigger.kind().name());
        putIfThere(view, "steamId", trigger.steamId());
        putIfThere(view, "externalId", trigger.externalId());
        view.put("nth", trigger.nth());
        return trigger.times() == Trigger.ALWAYS
                ? view.put("times", FaultReader.ALWAYS)
                : view.put("times", trigger.times());
    }

    private static void putIfThere(ObjectNode view, String name, String value) {
        if (value != null) {
            view.put(name, value);
        }
    }

    private static ObjectNode view(Fault fault) {
        ObjectNode view =
                StrictJson.MAPPER.createObjectNode().put("name", fault.kind().name());
        for (Setting<?> parameter : fault.kind().parameters()) {
            SettingMembers.put(view, parameter, fault.values().text(parameter));
        }
        return view;
    }

    /**
     * The faults of a request as they are written there, in their order.
     *
     * @throws io.github.assetpaysim.simulator.trade.Refusal when it is no list of triggers and faults
     */
    public static List<WrittenFault> read(Fields body) {
        body.refuseUnknown(Set.of("faults"));
        return body.objects("faults").stream().map(FaultMembers::written).toList();
    }

    private static WrittenFault written(Fields entry) {
        entry.refuseUnknown(Set.of("trigger", "fault"));
        return new WrittenFault(members(entry.object("trigger")), members(entry.object("fault")));
    }

    private static Map<String, Object> members(Fields object) {
        Map<String, Object> members = new LinkedHashMap<>();
        object.node().properties().forEach(member -> members.put(member.getKey(), value(member.getValue())));
        return members;
    }

    private static Object value(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isNull() ? null : value.isIntegralNumber() ? value.numberValue() : value;
    }

    private record KindView(String name, String strikes, String does, List<Map<String, String>> parameters) {}

    /** Kinds of faults, for people. */
    static Object view(List<FaultKind> kinds) {
        return Map.of(
                "faults",
                kinds.stream()
                        .map(kind -> new KindView(
                                kind.name(),
                                kind.strikesCallbacks() ? FaultReader.CALLBACK : "operation",
                                kind.does(),
                                kind.parameters().stream()
                                        .map(FaultMembers::parameter)
                                        .toList()))
                        .toList());
    }

    private static Map<String, String> parameter(Setting<?> parameter) {
        Map<String, String> view = new LinkedHashMap<>();
        view.put("name", parameter.name());
        view.put("allowed", parameter.allowed());
        if (parameter.standard() != null) {
            view.put("otherwise", Values.NONE.text(parameter));
        }
        view.put("meaning", parameter.meaning());
        return view;
    }
}
