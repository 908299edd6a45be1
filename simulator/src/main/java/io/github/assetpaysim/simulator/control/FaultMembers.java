package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.assetpaysim.simulator.fault.Fault;
import io.github.assetpaysim.simulator.fault.FaultKind;
import io.github.assetpaysim.simulator.fault.FaultReader;
import io.github.assetpaysim.simulator.fault.Plan;
import io.github.assetpaysim.simulator.fault.Trigger;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Planned faults as members of a JSON object: read from requests, written into answers. */
public final class FaultMembers {
    private FaultMembers() {}

    static JsonObject view(Plan plan) {
        List<JsonObject> faults = new ArrayList<>();
        List<Integer> neverStruck = new ArrayList<>();
        for (Plan.Tally tally : plan.tallies()) {
            if (tally.struck() == 0) {
                neverStruck.add(faults.size());
            }
            faults.add(new JsonObject()
                    .with("trigger", view(tally.trigger()))
                    .with("fault", view(tally.fault()))
                    .with("matched", tally.matched())
                    .with("struck", tally.struck()));
        }
        return new JsonObject().with("faults", faults).with("neverStruck", neverStruck);
    }

    private static JsonObject view(Trigger trigger) {
        return new JsonObject()
                .with("on", trigger.operation() == null ? FaultReader.CALLBACK : trigger.operation())
                .with("status", trigger.status())
                .with("kind", trigger.kind())
                .with("steamId", trigger.steamId())
                .with("externalId", trigger.externalId())
                .with("nth", trigger.nth())
                .with("times", trigger.times() == Trigger.ALWAYS ? FaultReader.ALWAYS : (Object) trigger.times());
    }

    private static JsonObject view(Fault fault) {
        JsonObject view = new JsonObject().with("name", fault.kind().name());
        for (Setting<?> parameter : fault.kind().parameters()) {
            view.with(parameter.member(), SettingMembers.value(parameter, fault.values()));
        }
        return view;
    }

    /**
     * The faults of a request as they are written there, in their order.
     *
     * @throws io.github.assetpaysim.simulator.trade.Refusal when it is no list of triggers and faults
     */
    public static List<FaultReader.Written> read(Fields body) {
        body.refuseUnknown(Set.of("faults"));
        return body.objects("faults").stream().map(FaultMembers::written).toList();
    }

    private static FaultReader.Written written(Fields entry) {
        entry.refuseUnknown(Set.of("trigger", "fault"));
        return new FaultReader.Written(members(entry.object("trigger")), members(entry.object("fault")));
    }

    private static Map<String, Object> members(Fields object) {
        return StrictJson.MAPPER.convertValue(object.node(), new TypeReference<>() {});
    }

    /** Kinds of faults, for people. */
    static JsonObject view(List<FaultKind> kinds) {
        return new JsonObject().with("faults", kinds, FaultMembers::view);
    }

    private static JsonObject view(FaultKind kind) {
        return new JsonObject()
                .with("name", kind.name())
                .with("strikes", kind.strikesCallbacks() ? FaultReader.CALLBACK : "operation")
                .with("does", kind.does())
                .with("parameters", kind.parameters(), FaultMembers::view);
    }

    private static JsonObject view(Setting<?> parameter) {
        return new JsonObject()
                .with("name", parameter.name())
                .with("allowed", parameter.allowed())
                .with("otherwise", Values.NONE.text(parameter))
                .with("meaning", parameter.meaning());
    }
}
