package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.dialect.PlannedMutation;
import io.github.assetpaysim.simulator.fault.Fault;
import io.github.assetpaysim.simulator.fault.FaultKind;
import io.github.assetpaysim.simulator.fault.Plan;
import io.github.assetpaysim.simulator.fault.Trigger;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import java.util.ArrayList;
import java.util.List;

/** Planned faults as members of a JSON object: as answers show them. */
final class FaultMembers {
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
        return view(fault.kind().name(), fault.kind().parameters(), fault.values());
    }

    /** What a fault has changed in the bytes of a callback. */
    static JsonObject view(PlannedMutation edit) {
        return view(edit.mutation().name(), edit.mutation().parameters(), edit.values());
    }

    private static JsonObject view(String name, List<Setting<?>> parameters, Values values) {
        JsonObject view = new JsonObject().with("name", name);
        for (Setting<?> parameter : parameters) {
            view.with(parameter.member(), SettingMembers.value(parameter, values));
        }
        return view;
    }

    /** Kinds of faults and what triggers can be told, for people and for forms. */
    static JsonObject view(FaultReader reader) {
        return new JsonObject()
                .with("faults", reader.kinds(), FaultMembers::view)
                .with("triggers", reader.triggers(), FaultMembers::trigger);
    }

    private static JsonObject trigger(Setting<?> member) {
        return view(member).with("strikes", FaultReader.ofOperations(member.name()) ? null : FaultReader.CALLBACK);
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
                .with("type", type(parameter))
                .with("required", parameter.required() ? true : null)
                .with("allowed", parameter.allowed())
                .with("choices", parameter.flag() || parameter.choices().isEmpty() ? null : parameter.choices())
                .with("otherwise", Values.NONE.text(parameter))
                .with("meaning", parameter.meaning());
    }

    private static String type(Setting<?> parameter) {
        return parameter.number() ? "number" : parameter.flag() ? "flag" : parameter.duration() ? "duration" : "text";
    }
}
