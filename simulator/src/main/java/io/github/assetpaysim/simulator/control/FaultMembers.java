package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.fault.ApiFaults;
import io.github.assetpaysim.simulator.fault.CallbackFaults;
import io.github.assetpaysim.simulator.fault.Fault;
import io.github.assetpaysim.simulator.fault.FaultKind;
import io.github.assetpaysim.simulator.fault.Plan;
import io.github.assetpaysim.simulator.fault.Trigger;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.merchant.SteamAccount;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Spelling;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Planned faults as members of a JSON object: read from requests, written into answers. */
public final class FaultMembers {
    private static final int MOST = 1000;
    private static final String CALLBACK = "callback";
    private static final String ALWAYS = "always";

    private static final List<String> KINDS =
            Arrays.stream(TradeKind.values()).map(Enum::name).toList();

    private final Dialect dialect;

    /** @param dialect knows the words for statuses and operations */
    public FaultMembers(Dialect dialect) {
        this.dialect = dialect;
    }

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
        view.put("on", trigger.operation() == null ? CALLBACK : trigger.operation());
        putIfThere(view, "status", trigger.status());
        putIfThere(view, "kind", trigger.kind() == null ? null : trigger.kind().name());
        putIfThere(view, "steamId", trigger.steamId());
        putIfThere(view, "externalId", trigger.externalId());
        view.put("nth", trigger.nth());
        return trigger.times() == Trigger.ALWAYS ? view.put("times", ALWAYS) : view.put("times", trigger.times());
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
            SettingMembers.put(view, parameter.name(), parameter, fault.values().text(parameter));
        }
        return view;
    }

    /**
     * The faults of a request, in their order.
     *
     * @throws Refusal for a name, member or value that does not exist, naming those that do
     */
    public List<Plan.Planned> read(Fields body) {
        body.refuseUnknown(Set.of("faults"));
        List<Fields> faults = body.objects("faults");
        if (faults.size() > MOST) {
            throw new Refusal(
                    HttpError.INVALID_FIELD,
                    "faults has " + faults.size() + " elements; at most " + MOST + " are allowed");
        }
        return faults.stream().map(this::planned).toList();
    }

    private Plan.Planned planned(Fields entry) {
        entry.refuseUnknown(Set.of("trigger", "fault"));
        Trigger trigger = trigger(entry.object("trigger"));
        return new Plan.Planned(trigger, fault(entry.object("fault"), trigger.operation() == null));
    }

    private Trigger trigger(Fields trigger) {
        List<String> known = Stream.of(List.of(CALLBACK), dialect.operations(), List.of(Trigger.ANY_OPERATION))
                .flatMap(List::stream)
                .toList();
        String on = oneOf(trigger, "on", known);
        boolean callback = on.equals(CALLBACK);
        trigger.refuseUnknown(
                callback
                        ? Set.of("on", "status", "kind", "steamId", "externalId", "nth", "times")
                        : Set.of("on", "steamId", "nth", "times"));
        if (trigger.has("steamId") && dialect.operations().contains(on) && !dialect.namesUser(on)) {
            throw trigger.wrong(
                    "steamId",
                    "absent when on is " + on + ", because only the body of such a request names the user,"
                            + " and faults strike before it is read");
        }
        return new Trigger(
                callback ? null : on,
                trigger.has("status") ? oneOf(trigger, "status", dialect.statuses()) : null,
                trigger.has("kind") ? TradeKind.valueOf(oneOf(trigger, "kind", KINDS)) : null,
                trigger.has("steamId") ? steamId(trigger) : null,
                trigger.optionalText("externalId", 1, 128),
                trigger.integer("nth", 1, 1_000_000, 1),
                times(trigger));
    }

    private static String oneOf(Fields fields, String name, List<String> known) {
        String expected = "one of " + String.join(", ", known);
        String given = fields.text(name, expected);
        if (!known.contains(given)) {
            throw fields.wrong(name, expected);
        }
        return given;
    }

    private static String steamId(Fields trigger) {
        String steamId = trigger.text("steamId", SteamAccount.STEAM_ID_FORM);
        if (!SteamAccount.isSteamId(steamId)) {
            throw trigger.wrong("steamId", SteamAccount.STEAM_ID_FORM);
        }
        return steamId;
    }

    private static int times(Fields trigger) {
        if (trigger.node().path("times").asText().equals(ALWAYS)) {
            return Trigger.ALWAYS;
        }
        if (trigger.has("times") && !trigger.node().get("times").isIntegralNumber()) {
            throw trigger.wrong("times", "a whole number from 1 to 1000000, or \"" + ALWAYS + "\"");
        }
        return trigger.integer("times", 1, 1_000_000, 1);
    }

    private Fault fault(Fields fault, boolean callback) {
        List<FaultKind> kinds = callback ? CallbackFaults.ALL : ApiFaults.of(dialect);
        String given = fault.text("name", "the name of a fault");
        FaultKind kind = kinds.stream()
                .filter(each -> each.name().equals(given))
                .findFirst()
                .orElseThrow(() -> fault.wrong(unknown(given, callback, kinds)));
        Set<String> known = new TreeSet<>(Set.of("name"));
        kind.parameters().forEach(parameter -> known.add(parameter.name()));
        fault.refuseUnknown(known);
        Values values = Values.NONE;
        try {
            for (Setting<?> parameter : kind.parameters()) {
                if (fault.has(parameter.name())) {
                    values = values.withText(parameter, text(fault, parameter));
                }
            }
            return kind.with(values);
        } catch (InvalidSetting e) {
            throw fault.wrong(e.getMessage());
        }
    }

    private static String unknown(String given, boolean callback, List<FaultKind> kinds) {
        List<String> names = kinds.stream().map(FaultKind::name).toList();
        return "'" + Fields.shown(given) + "' is no fault of " + (callback ? "callbacks" : "operations")
                + "; did you mean " + Spelling.nearest(given, names) + "? There are " + String.join(", ", names);
    }

    private static String text(Fields fault, Setting<?> parameter) {
        JsonNode value = fault.node().get(parameter.name());
        boolean right = parameter.flag()
                ? value.isBoolean()
                : value.isTextual() && !parameter.number() || value.isIntegralNumber() && parameter.number();
        if (!right) {
            throw fault.wrong(parameter.name(), parameter.allowed());
        }
        return value.asText();
    }

    private record KindView(String name, String strikes, String does, List<Map<String, String>> parameters) {}

    /** Every kind there is, for people. */
    Object kinds() {
        return Map.of(
                "faults",
                Stream.concat(CallbackFaults.ALL.stream(), ApiFaults.of(dialect).stream())
                        .map(kind -> new KindView(
                                kind.name(),
                                kind.strikesCallbacks() ? CALLBACK : "operation",
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
