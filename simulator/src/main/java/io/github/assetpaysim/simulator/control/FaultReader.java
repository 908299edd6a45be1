package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.fault.ApiFaults;
import io.github.assetpaysim.simulator.fault.CallbackFaults;
import io.github.assetpaysim.simulator.fault.Fault;
import io.github.assetpaysim.simulator.fault.FaultKind;
import io.github.assetpaysim.simulator.fault.Plan;
import io.github.assetpaysim.simulator.fault.Trigger;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Parameters;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Spelling;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.trade.SteamAccount;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a plan of faults, and checks it against the faults and the words that a dialect has. */
public final class FaultReader {
    /** What a trigger of callbacks waits {@code on}; otherwise it names an operation. */
    static final String CALLBACK = "callback";
    /** How {@link Trigger#ALWAYS} is written. */
    static final String ALWAYS = "always";

    private static final Set<String> OF_OPERATIONS = Set.of("on", "steamId", "nth", "times");

    private static final Setting<String> KIND = Parameters.word(
                    "kind", Stream.of(TradeKind.values()).map(Enum::name).toList())
            .explained("of the trade")
            .asOptional();
    private static final Setting<String> STEAM_ID = Parameters.text(
                    "steamId", SteamAccount.STEAM_ID_FORM, SteamAccount::isSteamId)
            .explained("the user; unknown to requests that name him in their body only")
            .asOptional();
    private static final Setting<String> EXTERNAL_ID = Parameters.text(
                    "externalId", "a string of 1 to 128 characters", FaultReader::isExternalId)
            .explained("the merchant's own id of the trade")
            .asOptional();
    private static final Setting<Integer> NTH = Parameters.number("nth", 1, 1_000_000, "the first match that is struck")
            .defaultsTo(1);
    private static final Setting<Integer> TIMES = Setting.of(
                    "times",
                    NTH.allowed() + ", or \"" + ALWAYS + "\"",
                    "how many matches are struck from there on",
                    NTH::read,
                    String::valueOf)
            .asNumber()
            .withChoices(List.of(ALWAYS))
            .defaultsTo(1);

    private final Dialect dialect;
    private final Setting<String> on;
    private final Setting<String> status;
    private final List<FaultKind> ofCallbacks;
    private final List<FaultKind> ofRequests;

    /** @param dialect knows the words for statuses and operations, what requests can be refused with, and how callbacks can be wrong */
    public FaultReader(Dialect dialect) {
        this.dialect = dialect;
        Stream<String> operations = dialect.operations().stream().map(Operation::name);
        this.on = Parameters.word(
                        "on",
                        Stream.concat(Stream.concat(Stream.of(CALLBACK), operations), Stream.of(Trigger.ANY_OPERATION))
                                .toList())
                .explained("callbacks, or the operation that is called");
        this.status = Parameters.word("status", dialect.statuses())
                .explained("of the trade, as the callback tells it")
                .asOptional();
        this.ofCallbacks = CallbackFaults.of(dialect);
        this.ofRequests = ApiFaults.of(dialect);
    }

    /** Every kind there is. */
    public List<FaultKind> kinds() {
        return Stream.concat(ofCallbacks.stream(), ofRequests.stream()).toList();
    }

    /** What a trigger can be told; a fault of requests knows the members of {@link #ofOperations} only. */
    List<Setting<?>> triggers() {
        return List.of(on, status, KIND, STEAM_ID, EXTERNAL_ID, NTH, TIMES);
    }

    /** Whether the triggers of operations have it, too. */
    static boolean ofOperations(String member) {
        return OF_OPERATIONS.contains(member);
    }

    /**
     * The faults of a plan, {@code {"faults":[{"trigger":…,"fault":…}]}}, in their order.
     *
     * @throws io.github.assetpaysim.simulator.trade.Refusal for a name, member or value that does not exist, naming those that do
     */
    public List<Plan.Planned> read(Fields plan) {
        return plan.refuseUnknown(Set.of("faults")).objects("faults", Plan.MOST).stream()
                .map(this::planned)
                .toList();
    }

    private Plan.Planned planned(Fields entry) {
        entry.refuseUnknown(Set.of("trigger", "fault"));
        Trigger trigger = trigger(entry.object("trigger"));
        return new Plan.Planned(trigger, fault(entry.object("fault"), trigger.operation() == null));
    }

    private Trigger trigger(Fields trigger) {
        String what = trigger.required(on);
        boolean callback = what.equals(CALLBACK);
        trigger.refuseUnknown(
                callback ? triggers().stream().map(Setting::name).collect(Collectors.toSet()) : OF_OPERATIONS);
        boolean namesNobody = dialect.operations().stream()
                .anyMatch(operation -> operation.name().equals(what) && !operation.namesUser());
        if (trigger.has("steamId") && namesNobody) {
            throw trigger.wrong(
                    "steamId",
                    "absent when on is " + what + ", because such a request names the user in its body, if at all,"
                            + " and faults strike before it is read");
        }
        String kind = trigger.read(KIND);
        return new Trigger(
                callback ? null : what,
                trigger.read(status),
                kind == null ? null : TradeKind.valueOf(kind),
                trigger.read(STEAM_ID),
                trigger.read(EXTERNAL_ID),
                trigger.read(NTH),
                ALWAYS.equals(trigger.node().path("times").textValue()) ? Trigger.ALWAYS : trigger.read(TIMES));
    }

    private static boolean isExternalId(String text) {
        int length = text.codePointCount(0, text.length());
        return length >= 1 && length <= 128;
    }

    private Fault fault(Fields fault, boolean callback) {
        List<FaultKind> kinds = callback ? ofCallbacks : ofRequests;
        String given = fault.text("name", "the name of a fault");
        FaultKind kind = kinds.stream()
                .filter(each -> each.name().equals(given))
                .findFirst()
                .orElseThrow(() -> fault.wrong(unknown(given, callback, kinds)));
        Set<String> known = new HashSet<>(Set.of("name"));
        kind.parameters().forEach(parameter -> known.add(parameter.name()));
        fault.refuseUnknown(known);
        try {
            Values values = Values.NONE;
            for (Setting<?> parameter : kind.parameters()) {
                if (fault.has(parameter.name())) {
                    values = values.withText(parameter, fault.written(parameter));
                }
            }
            return kind.with(values);
        } catch (InvalidSetting e) {
            throw fault.wrong(e.getMessage());
        }
    }

    private static String unknown(String given, boolean callback, List<FaultKind> kinds) {
        List<String> names = kinds.stream().map(FaultKind::name).toList();
        return "'" + Quoted.text(given) + "' is no fault of " + (callback ? "callbacks" : "operations")
                + "; did you mean " + Spelling.nearest(given, names) + "? There are " + String.join(", ", names);
    }
}
