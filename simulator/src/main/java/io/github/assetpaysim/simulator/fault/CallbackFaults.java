package io.github.assetpaysim.simulator.fault;

import io.github.assetpaysim.simulator.callback.Dispatch;
import io.github.assetpaysim.simulator.callback.transport.Manner;
import io.github.assetpaysim.simulator.dialect.Edit;
import io.github.assetpaysim.simulator.dialect.Shipment;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.Lifecycle;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Every kind of fault that strikes callbacks. */
public final class CallbackFaults {
    /** Faults that copy copies multiply without end; so many show as much as more would. */
    private static final int MOST_DISPATCHES = 1000;

    private static final Setting<Duration> BY = Parameters.duration("by", "how much later, in timeline time");
    private static final Setting<Duration> AFTER = Parameters.duration("after", "how much later, in timeline time");
    private static final Setting<Duration> GAP = Parameters.duration(
                    "gap", "between one and the next, in timeline time")
            .otherwise(Duration.ZERO);
    private static final Setting<Duration> OVER =
            Parameters.duration("over", "real time from the first byte to the last");
    private static final Setting<Integer> COPIES = Parameters.number(
                    "copies",
                    1,
                    100,
                    "how many there are besides the original; all faults together make no more than 1000 of one callback")
            .otherwise(1);
    private static final Setting<Integer> COUNT =
            Parameters.number("count", 1, 1000, "how many items there are").otherwise(250);
    private static final Setting<Integer> ATTEMPTS = Parameters.number(
                    "attempts", 1, 1000, "how many attempts of the callback it strikes, from the first on")
            .otherwise(1);
    private static final Setting<Boolean> BESIDES =
            Parameters.flag("besides", "send it on top, just before the genuine one, and never again");
    private static final Setting<String> EVENT = Parameters.text("event", 64, "the event to tell");
    private static final Setting<String> VALUE = Parameters.text(
                    "value",
                    256,
                    "what it says instead; unless given 9999.99, COMPLETED (REVERTED if it is that) or 76561198999999999")
            .whichMayBeMissing();
    private static final Setting<String> CONTENT_TYPE =
            Parameters.headerValue("contentType", 256, "what the header says").otherwise("text/plain");

    private static final Map<String, Edit> MEMBERS = Map.of(
            "price", new Edit(Edit.What.TAMPERED_PRICE, "9999.99"),
            "status", Edit.of(Edit.What.TAMPERED_STATUS),
            "steamId", new Edit(Edit.What.TAMPERED_STEAM_ID, "76561198999999999"));
    private static final Setting<String> MEMBER =
            Parameters.oneOf("member", List.of("price", "status", "steamId"), "what is changed");

    private static final Map<String, Edit.What> STYLES = styles();
    private static final Setting<String> STYLE =
            Parameters.oneOf("style", List.copyOf(STYLES.keySet()), "how it is written");

    /** The kinds, in the order in which documentation lists them. */
    public static final List<FaultKind> ALL = List.of(
            FaultKind.ofCallbacks(
                    "drop",
                    "It is never sent.",
                    List.of(),
                    values -> each(dispatch -> dispatch.starting(Dispatch.Start.NEVER))),
            FaultKind.ofCallbacks(
                    "delay",
                    "It is sent later; what comes after it may overtake it.",
                    List.of(BY),
                    values -> each(dispatch -> dispatch.later(values.get(BY)))),
            FaultKind.ofCallbacks(
                    "duplicate",
                    "It is sent several times, one after another.",
                    List.of(COPIES, GAP),
                    values -> copies(values.get(COPIES), values.get(GAP))),
            FaultKind.ofCallbacks(
                    "duplicate-at-once",
                    "It is sent several times at the same instant, each on a connection of its own.",
                    List.of(COPIES),
                    values -> planned -> each(dispatch -> dispatch.starting(Dispatch.Start.AT_ONCE))
                            .strike(copies(values.get(COPIES), Duration.ZERO).strike(planned))),
            FaultKind.ofCallbacks(
                    "repeat-later",
                    "The same bytes come once more, later.",
                    List.of(AFTER),
                    values -> copies(1, values.get(AFTER))),
            FaultKind.ofCallbacks(
                            "swap-with-next",
                            "It is kept back until the trade's next callback has had its first attempt.",
                            List.of(),
                            values -> each(dispatch -> dispatch.starting(Dispatch.Start.AFTER_NEXT)))
                    .where((values, callback) -> canGoOn(callback.trade())),
            FaultKind.ofCallbacks(
                            "at-once-with-next",
                            "It is kept back and sent at the same instant as the trade's next callback.",
                            List.of(),
                            values -> each(dispatch -> dispatch.starting(Dispatch.Start.WITH_NEXT)))
                    .where((values, callback) -> canGoOn(callback.trade())),
            FaultKind.ofCallbacks(
                            "before-answer",
                            "The request that made the trade is answered only after the trade's first callback was.",
                            List.of(),
                            values -> each(Dispatch::beforeTheAnswer))
                    .where((values, callback) -> callback.trade().history().size() == 1),
            altered("wrong-secret", "The key is made with another secret.", Edit.What.WRONG_SECRET),
            altered("missing-key", "There is no key.", Edit.What.NO_KEY),
            altered("malformed-key", "The key is one digit too short.", Edit.What.MALFORMED_KEY),
            altered("upper-case-key", "The key is written in upper case.", Edit.What.UPPER_CASE_KEY),
            FaultKind.ofCallbacks(
                            "tampered-trade",
                            "A member of the trade was changed after it was signed.",
                            List.of(MEMBER, VALUE, BESIDES),
                            values -> altered(values, tampered(values)))
                    .where(CallbackFaults::saysOtherwise),
            FaultKind.ofCallbacks(
                            "other-event",
                            "The event, which is not signed, differs from the trade's status.",
                            List.of(EVENT, BESIDES),
                            values -> altered(values, new Edit(Edit.What.OTHER_EVENT, values.get(EVENT))))
                    .where((values, callback) -> !values.get(EVENT).equals(callback.status())),
            FaultKind.ofCallbacks(
                    "reserialized",
                    "The same values, written in another way; the signature holds.",
                    List.of(STYLE, BESIDES),
                    values -> altered(values, Edit.of(STYLES.get(values.get(STYLE))))),
            altered(
                    "unknown-members",
                    "There are members that no documentation has; the signature holds.",
                    Edit.What.UNKNOWN_MEMBERS),
            altered(
                    "unknown-status",
                    "The status is one that no documentation has; the signature holds.",
                    Edit.What.UNKNOWN_STATUS),
            FaultKind.ofCallbacks(
                            "many-items",
                            "The trade has more items, the added ones for nothing; the signature holds.",
                            List.of(COUNT, BESIDES),
                            values ->
                                    altered(values, new Edit(Edit.What.MANY_ITEMS, String.valueOf(values.get(COUNT)))))
                    .where((values, callback) -> callback.trade().items().size() < values.get(COUNT)),
            FaultKind.ofCallbacks(
                    "wrong-content-type",
                    "The content type is not that of JSON; the body is.",
                    List.of(CONTENT_TYPE, BESIDES),
                    values -> altered(values, new Edit(Edit.What.CONTENT_TYPE, values.get(CONTENT_TYPE)))),
            altered("malformed-json", "The end of the body is missing; its length is right.", Edit.What.MALFORMED_JSON),
            altered("empty-body", "There is no body.", Edit.What.EMPTY_BODY),
            sent(
                    "cut-body",
                    "Half of the body is sent, then the connection is closed.",
                    values -> Manner.of(Manner.Way.HALF)),
            sent(
                    "reset-after-sending",
                    "All of it is sent, then the connection is reset before an answer is read.",
                    values -> Manner.of(Manner.Way.THEN_RESET)),
            sent("slow-sending", "It is sent a few bytes at a time.", values -> Manner.slowly(values.get(OVER)), OVER),
            FaultKind.ofCallbacks(
                    "lost-acknowledgement",
                    "The answer is read and thrown away, and the callback sent again by schedule.",
                    List.of(ATTEMPTS),
                    values -> each(dispatch -> dispatch.losingAnswers(values.get(ATTEMPTS)))));

    private CallbackFaults() {}

    /** Whether anything can still happen to the trade, so that another callback may come. */
    private static boolean canGoOn(Trade trade) {
        return !Lifecycle.possible(trade.kind(), trade.game(), trade.stage()).isEmpty();
    }

    /** Whether the value that a member of the trade is to get is another one than it has; a price is taken for one. */
    private static boolean saysOtherwise(Values values, Shipment callback) {
        String value = values.get(VALUE);
        return value == null
                || switch (MEMBERS.get(values.get(MEMBER)).what()) {
                    case TAMPERED_STATUS -> !value.equals(callback.status());
                    case TAMPERED_STEAM_ID ->
                        !value.equals(callback.trade().client().steamId());
                    default -> true;
                };
    }

    private static Map<String, Edit.What> styles() {
        Map<String, Edit.What> styles = new LinkedHashMap<>();
        styles.put("key-order", Edit.What.KEY_ORDER);
        styles.put("white-space", Edit.What.WHITE_SPACE);
        styles.put("number-form", Edit.What.NUMBER_FORM);
        styles.put("escaped-unicode", Edit.What.ESCAPED_UNICODE);
        return styles;
    }

    private static CallbackFault each(UnaryOperator<Dispatch> change) {
        return planned -> planned.stream().map(change).toList();
    }

    private static CallbackFault copies(int copies, Duration gap) {
        return planned -> {
            List<Dispatch> all = new ArrayList<>(planned);
            for (int i = 1; i <= copies; i++) {
                Duration later = gap.multipliedBy(i);
                planned.stream()
                        .limit(Math.max(0, MOST_DISPATCHES - all.size()))
                        .forEach(dispatch -> all.add(dispatch.copy().later(later)));
            }
            return all;
        };
    }

    private static FaultKind altered(String name, String does, Edit.What what) {
        return FaultKind.ofCallbacks(name, does, List.of(BESIDES), values -> altered(values, Edit.of(what)));
    }

    private static CallbackFault altered(Values values, Edit edit) {
        return changed(values, dispatch -> dispatch.with(dispatch.shipment().edited(edit)));
    }

    private static Edit tampered(Values values) {
        Edit standard = MEMBERS.get(values.get(MEMBER));
        String value = values.get(VALUE);
        if (value == null) {
            return standard;
        }
        if (standard.what() == Edit.What.TAMPERED_PRICE && !value.matches("-?\\d{1,12}(\\.\\d{1,9})?")) {
            throw new InvalidSetting(VALUE.name(), "'" + value + "' is not allowed; expected a number for a price");
        }
        return new Edit(standard.what(), value);
    }

    private static FaultKind sent(String name, String does, Function<Values, Manner> manner, Setting<?>... more) {
        List<Setting<?>> parameters = new ArrayList<>(List.of(more));
        parameters.addAll(List.of(ATTEMPTS, BESIDES));
        return FaultKind.ofCallbacks(
                name,
                does,
                parameters,
                values -> changed(values, dispatch -> dispatch.going(manner.apply(values), values.get(ATTEMPTS))));
    }

    /** The change itself, or, on request, a changed one just before the genuine one, which stays as it is. */
    private static CallbackFault changed(Values values, UnaryOperator<Dispatch> change) {
        if (!values.get(BESIDES)) {
            return each(change);
        }
        return planned -> planned.stream()
                .flatMap(dispatch -> dispatch.genuine()
                        ? Stream.of(change.apply(dispatch.besides()), dispatch)
                        : Stream.of(dispatch))
                .toList();
    }
}
