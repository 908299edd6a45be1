package io.github.assetpaysim.simulator.fault;

import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Spelling;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.SteamAccount;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    private static final List<String> KINDS =
            Arrays.stream(TradeKind.values()).map(Enum::name).toList();

    private final Dialect dialect;
    private final List<FaultKind> ofCallbacks;
    private final List<FaultKind> ofRequests;

    /** @param dialect knows the words for statuses and operations, what requests can be refused with, and how callbacks can be wrong */
    public FaultReader(Dialect dialect) {
        this.dialect = dialect;
        this.ofCallbacks = CallbackFaults.of(dialect);
        this.ofRequests = ApiFaults.of(dialect);
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
    public List<Plan.Planned> read(List<WrittenFault> plan) {
        if (plan.size() > MOST) {
            throw new InvalidFault("faults has " + plan.size() + " elements; at most " + MOST + " are allowed");
        }
        List<Plan.Planned> planned = new ArrayList<>(plan.size());
        for (WrittenFault each : plan) {
            String path = "faults[" + planned.size() + "]";
            Trigger trigger = trigger(new WrittenMembers(path + ".trigger", each.trigger()));
            boolean callback = trigger.operation() == null;
            planned.add(new Plan.Planned(trigger, fault(new WrittenMembers(path + ".fault", each.fault()), callback)));
        }
        return planned;
    }

    private Trigger trigger(WrittenMembers trigger) {
        List<String> operations =
                dialect.operations().stream().map(Operation::name).toList();
        List<String> known = Stream.of(List.of(CALLBACK), operations, List.of(Trigger.ANY_OPERATION))
                .flatMap(List::stream)
                .toList();
        String on = trigger.word("on", known);
        boolean callback = on.equals(CALLBACK);
        trigger.refuseUnknown(
                callback
                        ? Set.of("on", "status", "kind", "steamId", "externalId", "nth", "times")
                        : Set.of("on", "steamId", "nth", "times"));
        boolean namesNobody = dialect.operations().stream()
                .anyMatch(operation -> operation.name().equals(on) && !operation.namesUser());
        if (trigger.has("steamId") && namesNobody) {
            throw trigger.wrong(
                    "steamId",
                    "absent when on is " + on + ", because only the body of such a request names the user,"
                            + " and faults strike before it is read");
        }
        return new Trigger(
                callback ? null : on,
                trigger.has("status") ? trigger.word("status", dialect.statuses()) : null,
                trigger.has("kind") ? TradeKind.valueOf(trigger.word("kind", KINDS)) : null,
                trigger.has("steamId") ? steamId(trigger) : null,
                trigger.has("externalId") ? externalId(trigger) : null,
                trigger.has("nth") ? trigger.number("nth", MOST_MATCHES, "") : 1,
                times(trigger));
    }

    private static String steamId(WrittenMembers trigger) {
        String steamId = trigger.text("steamId", SteamAccount.STEAM_ID_FORM);
        if (!SteamAccount.isSteamId(steamId)) {
            throw trigger.wrong("steamId", SteamAccount.STEAM_ID_FORM);
        }
        return steamId;
    }

    private static String externalId(WrittenMembers trigger) {
        String form = "a string of 1 to " + LONGEST_EXTERNAL_ID + " characters";
        String externalId = trigger.text("externalId", form);
        if (externalId.isEmpty() || externalId.codePointCount(0, externalId.length()) > LONGEST_EXTERNAL_ID) {
            throw trigger.wrong("externalId", form);
        }
        return externalId;
    }

    private static int times(WrittenMembers trigger) {
        if (!trigger.has("times")) {
            return 1;
        }
        return ALWAYS.equals(trigger.value("times"))
                ? Trigger.ALWAYS
                : trigger.number("times", MOST_MATCHES, ", or \"" + ALWAYS + "\"");
    }

    private Fault fault(WrittenMembers fault, boolean callback) {
        List<FaultKind> kinds = callback ? ofCallbacks : ofRequests;
        String given = fault.text("name", "the name of a fault");
        FaultKind kind = kinds.stream()
                .filter(each -> each.name().equals(given))
                .findFirst()
                .orElseThrow(() -> fault.wrong(unknown(given, callback, kinds)));
        Set<String> known = new TreeSet<>(Set.of("name"));
        kind.parameters().forEach(parameter -> known.add(parameter.name()));
        fault.refuseUnknown(known);
        try {
            Values values = Values.NONE;
            for (Setting<?> parameter : kind.parameters()) {
                if (fault.has(parameter.name())) {
                    values = values.withText(parameter, fault.textOf(parameter));
                }
            }
            return kind.with(values);
        } catch (InvalidSetting e) {
            throw fault.wrong(e.getMessage());
        }
    }

    private static String unknown(String given, boolean callback, List<FaultKind> kinds) {
        List<String> names = kinds.stream().map(FaultKind::name).toList();
        return "'" + WrittenMembers.shown(given) + "' is no fault of " + (callback ? "callbacks" : "operations")
                + "; did you mean " + Spelling.nearest(given, names) + "? There are " + String.join(", ", names);
    }
}
