package io.github.assetpaysim.simulator.fault;

import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Parameters;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Spelling;
import io.github.assetpaysim.simulator.trade.SteamAccount;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks a plan of faults as somebody wrote it, in Java or in JSON, against the faults and the dialect's words that there are. */
public final class FaultReader {
    /** What a trigger of callbacks waits {@code on}; otherwise it names an operation. */
    public static final String CALLBACK = "callback";
    /** How {@link Trigger#ALWAYS} is written. */
    public static final String ALWAYS = "always";

    private static final int MOST = 1000;
    private static final int MOST_MATCHES = 1_000_000;
    private static final int LONGEST_EXTERNAL_ID = 128;

    private static final Setting<TradeKind> KIND =
            member("kind", oneOf(Stream.of(TradeKind.values()).map(Enum::name)), TradeKind::valueOf);
    private static final Setting<String> STEAM_ID =
            text("steamId", SteamAccount.STEAM_ID_FORM, SteamAccount::isSteamId);
    private static final Setting<String> EXTERNAL_ID = text(
            "externalId",
            "a string of 1 to " + LONGEST_EXTERNAL_ID + " characters",
            id -> !id.isEmpty() && id.codePointCount(0, id.length()) <= LONGEST_EXTERNAL_ID);
    private static final Setting<Integer> NTH =
            Parameters.number("nth", 1, MOST_MATCHES, "").defaultsTo(1);
    private static final Setting<Integer> TIMES = member(
                    "times",
                    NTH.allowed() + ", or \"" + ALWAYS + "\"",
                    text -> text.equals(ALWAYS) ? Integer.valueOf(Trigger.ALWAYS) : NTH.read(text))
            .asNumber()
            .defaultsTo(1);
    private static final Setting<String> NAME = text("name", "the name of a fault", name -> true);

    private final Dialect dialect;
    private final Setting<String> on;
    private final Setting<String> status;
    private final List<FaultKind> ofCallbacks;
    private final List<FaultKind> ofRequests;

    /**
     * An entry of a plan: members by their names in the control API. A value is a string, a whole number or a boolean; null is as
     * good as absent, and anything else is never right.
     */
    public record Written(Map<String, Object> trigger, Map<String, Object> fault) {}

    /** @param dialect knows the words for statuses and operations, what requests can be refused with, and how callbacks can be wrong */
    public FaultReader(Dialect dialect) {
        this.dialect = dialect;
        Stream<String> operations = dialect.operations().stream().map(Operation::name);
        List<String> known = Stream.of(Stream.of(CALLBACK), operations, Stream.of(Trigger.ANY_OPERATION))
                .flatMap(names -> names)
                .toList();
        this.on = text("on", oneOf(known.stream()), known::contains);
        this.status = text("status", oneOf(dialect.statuses().stream()), dialect.statuses()::contains);
        this.ofCallbacks = CallbackFaults.of(dialect);
        this.ofRequests = ApiFaults.of(dialect);
    }

    private static String oneOf(Stream<String> words) {
        return words.collect(Collectors.joining(", ", "one of ", ""));
    }

    private static <T> Setting<T> member(String name, String allowed, Function<String, T> read) {
        return Setting.of(name, allowed, "", read, String::valueOf);
    }

    private static Setting<String> text(String name, String allowed, Predicate<String> right) {
        return member(
                name, allowed, text -> Optional.of(text).filter(right).orElseThrow(IllegalArgumentException::new));
    }

    /** Every kind there is. */
    public List<FaultKind> kinds() {
        return Stream.concat(ofCallbacks.stream(), ofRequests.stream()).toList();
    }

    /**
     * The faults of a plan, in their order.
     *
     * @throws InvalidFault for a name, member or value that does not exist, naming those that do
     */
    public List<Plan.Planned> read(List<Written> plan) {
        if (plan.size() > MOST) {
            throw new InvalidFault("faults has " + plan.size() + " elements; at most " + MOST + " are allowed");
        }
        List<Plan.Planned> planned = new ArrayList<>(plan.size());
        for (Written each : plan) {
            String path = "faults[" + planned.size() + "]";
            Trigger trigger = trigger(new PlanMembers(path + ".trigger", each.trigger()));
            boolean callback = trigger.operation() == null;
            planned.add(new Plan.Planned(trigger, fault(new PlanMembers(path + ".fault", each.fault()), callback)));
        }
        return planned;
    }

    private Trigger trigger(PlanMembers trigger) {
        String what = trigger.required(on);
        boolean callback = what.equals(CALLBACK);
        trigger.refuseUnknown(
                callback
                        ? List.of("on", "status", "kind", "steamId", "externalId", "nth", "times")
                        : List.of("on", "steamId", "nth", "times"));
        boolean namesNobody = dialect.operations().stream()
                .anyMatch(operation -> operation.name().equals(what) && !operation.namesUser());
        if (trigger.has("steamId") && namesNobody) {
            throw trigger.wrong(
                    "steamId",
                    "absent when on is " + what + ", because only the body of such a request names the user,"
                            + " and faults strike before it is read");
        }
        return new Trigger(
                callback ? null : what,
                trigger.read(status),
                trigger.read(KIND),
                trigger.read(STEAM_ID),
                trigger.read(EXTERNAL_ID),
                trigger.read(NTH),
                trigger.read(TIMES));
    }

    private Fault fault(PlanMembers fault, boolean callback) {
        List<FaultKind> kinds = callback ? ofCallbacks : ofRequests;
        String given = fault.required(NAME);
        FaultKind kind = kinds.stream()
                .filter(each -> each.name().equals(given))
                .findFirst()
                .orElseThrow(() -> fault.wrong(unknown(given, callback, kinds)));
        fault.refuseUnknown(
                Stream.concat(Stream.of("name"), kind.parameters().stream().map(Setting::name))
                        .toList());
        try {
            return kind.with(fault.given(kind.parameters()));
        } catch (InvalidSetting e) {
            throw fault.wrong(e.getMessage());
        }
    }

    private static String unknown(String given, boolean callback, List<FaultKind> kinds) {
        List<String> names = kinds.stream().map(FaultKind::name).toList();
        return "'" + PlanMembers.shown(given) + "' is no fault of " + (callback ? "callbacks" : "operations")
                + "; did you mean " + Spelling.nearest(given, names) + "? There are " + String.join(", ", names);
    }
}
