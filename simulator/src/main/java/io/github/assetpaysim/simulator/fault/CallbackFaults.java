package io.github.assetpaysim.simulator.fault;

import io.github.assetpaysim.simulator.callback.DeliveryPlan;
import io.github.assetpaysim.simulator.callback.transport.Transmission;
import io.github.assetpaysim.simulator.dialect.BodyMutation;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.PlannedMutation;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Parameters;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.Lifecycle;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The kinds of faults that strike callbacks. Those that change when and how a callback is sent stand here; those that change its
 * bytes are its dialect's.
 */
public final class CallbackFaults {
    /** Faults that copy copies multiply without end; so many show as much as more would. */
    private static final int MOST_DISPATCHES = 1000;

    private static final Setting<Duration> BY = Parameters.duration("by", "how much later, in timeline time");
    private static final Setting<Duration> AFTER = Parameters.duration("after", "how much later, in timeline time");
    private static final Setting<Duration> GAP = Parameters.duration(
                    "gap", "between one and the next, in timeline time")
            .defaultsTo(Duration.ZERO);
    private static final Setting<Duration> OVER =
            Parameters.duration("over", "real time from the first byte to the last");
    private static final Setting<Integer> COPIES = Parameters.number(
                    "copies",
                    1,
                    100,
                    "how many there are besides the original; all faults together make no more than 1000 of one callback")
            .defaultsTo(1);
    private static final Setting<Integer> ATTEMPTS = Parameters.number(
                    "attempts", 1, 1000, "how many attempts of the callback it strikes, from the first on")
            .defaultsTo(1);
    private static final Setting<Boolean> BESIDES =
            Parameters.flag("besides", "send it on top, just before the genuine one, and never again");
    private static final Setting<Boolean> AFTERWARDS = Parameters.flag(
            "afterwards", "send it on top, just after the genuine one's first attempt, and never again");

    /** Those that change when and how often a callback comes. */
    private static final List<FaultKind> OF_TIME = List.of(
            FaultKind.ofCallbacks(
                    "drop",
                    "It is never sent.",
                    // What others send besides is not AssetPay's to lose.
                    values -> each(plan -> plan.retried() ? plan.starting(DeliveryPlan.Start.NEVER) : plan)),
            FaultKind.ofCallbacks(
                    "delay",
                    "It is sent later; what comes after it may overtake it.",
                    values -> each(plan -> plan.later(values.get(BY))),
                    BY),
            FaultKind.ofCallbacks(
                    "duplicate",
                    "It is sent several times, one after another.",
                    values -> copies(values.get(COPIES), values.get(GAP)),
                    COPIES,
                    GAP),
            FaultKind.ofCallbacks(
                    "duplicate-at-once",
                    "It is sent several times at the same instant, each on a connection of its own.",
                    values -> planned -> each(plan -> plan.starting(DeliveryPlan.Start.AT_ONCE))
                            .apply(copies(values.get(COPIES), Duration.ZERO).apply(planned)),
                    COPIES),
            FaultKind.ofCallbacks(
                    "repeat-later",
                    "The same bytes come once more, later.",
                    values -> copies(1, values.get(AFTER)),
                    AFTER),
            starting(
                            "swap-with-next",
                            "It is kept back until the trade's next callback has had its first attempt.",
                            DeliveryPlan.Start.AFTER_NEXT)
                    .where((values, callback) -> canGoOn(callback.trade())),
            starting(
                            "at-once-with-next",
                            "It is kept back and sent at the same instant as the trade's next callback.",
                            DeliveryPlan.Start.WITH_NEXT)
                    .where((values, callback) -> canGoOn(callback.trade())),
            FaultKind.ofCallbacks(
                            "before-answer",
                            "The request that made the trade is answered only after the trade's first callback was.",
                            values -> each(DeliveryPlan::beforeTheAnswer))
                    .where((values, callback) -> callback.trade().history().size() == 1));

    /** Those that change how its bytes go out, or what becomes of the answer. */
    private static final List<FaultKind> OF_TRANSPORT = List.of(
            sent(
                    "cut-body",
                    "Half of the body is sent, then the connection is closed.",
                    values -> Transmission.of(Transmission.Way.HALF)),
            sent(
                    "reset-after-sending",
                    "All of it is sent, then the connection is reset before an answer is read.",
                    values -> Transmission.of(Transmission.Way.THEN_RESET)),
            sent(
                    "slow-sending",
                    "It is sent a few bytes at a time.",
                    values -> Transmission.slowly(values.get(OVER)),
                    OVER),
            FaultKind.ofCallbacks(
                    "lost-acknowledgement",
                    "The answer is read and thrown away, and the callback sent again by schedule.",
                    values -> each(plan -> plan.losingAnswers(values.get(ATTEMPTS))),
                    ATTEMPTS));

    private CallbackFaults() {}

    /** The kinds that a merchant of this dialect can be planned, in the order in which documentation lists them. */
    public static List<FaultKind> of(Dialect dialect) {
        return Stream.of(OF_TIME.stream(), dialect.mutations().stream().map(CallbackFaults::of), OF_TRANSPORT.stream())
                .flatMap(kinds -> kinds)
                .toList();
    }

    /** Whether another callback may come of itself; while a trade waits for the answer to this one, none does. */
    private static boolean canGoOn(Trade trade) {
        return !trade.awaitsVerdict()
                && !Lifecycle.possible(trade.kind(), trade.game(), trade.stage())
                        .isEmpty();
    }

    private static UnaryOperator<List<DeliveryPlan>> each(UnaryOperator<DeliveryPlan> change) {
        return planned -> planned.stream().map(change).toList();
    }

    private static UnaryOperator<List<DeliveryPlan>> copies(int copies, Duration gap) {
        return planned -> {
            List<DeliveryPlan> all = new ArrayList<>(planned);
            for (int i = 1; i <= copies; i++) {
                Duration later = gap.multipliedBy(i);
                planned.stream()
                        .limit(Math.max(0, MOST_DISPATCHES - all.size()))
                        .forEach(plan -> all.add(plan.copy().later(later)));
            }
            return all;
        };
    }

    private static FaultKind starting(String name, String does, DeliveryPlan.Start start) {
        return FaultKind.ofCallbacks(name, does, values -> each(plan -> plan.starting(start)));
    }

    private static FaultKind of(BodyMutation mutation) {
        List<Setting<?>> parameters = new ArrayList<>(mutation.parameters());
        parameters.addAll(List.of(BESIDES, AFTERWARDS));
        return FaultKind.ofCallbacks(
                        mutation.name(),
                        mutation.does(),
                        values -> {
                            PlannedMutation edit = PlannedMutation.of(mutation, values);
                            return changed(
                                    values, plan -> plan.with(plan.event().edited(edit)));
                        },
                        parameters.toArray(Setting<?>[]::new))
                .where(mutation::fits);
    }

    private static FaultKind sent(
            String name, String does, Function<Values, Transmission> transmission, Setting<?>... more) {
        List<Setting<?>> parameters = new ArrayList<>(List.of(more));
        parameters.addAll(List.of(ATTEMPTS, BESIDES, AFTERWARDS));
        return FaultKind.ofCallbacks(
                name,
                does,
                values -> changed(values, plan -> plan.transmitted(transmission.apply(values), values.get(ATTEMPTS))),
                parameters.toArray(Setting<?>[]::new));
    }

    /** The change itself, or, on request, a changed one just before or after the genuine one, which stays as it is. */
    private static UnaryOperator<List<DeliveryPlan>> changed(Values values, UnaryOperator<DeliveryPlan> change) {
        boolean afterwards = values.get(AFTERWARDS);
        if (afterwards && values.get(BESIDES)) {
            throw InvalidSetting.sentence(
                    AFTERWARDS.name(),
                    "besides sends it before the genuine one, afterwards sends it after that; for both plan two faults");
        }
        if (afterwards) {
            return onTop(plan -> Stream.of(plan, change.apply(plan.as(DeliveryPlan.Role.AFTERWARDS))));
        }
        return values.get(BESIDES)
                ? onTop(plan -> Stream.of(change.apply(plan.as(DeliveryPlan.Role.BESIDES)), plan))
                : each(change);
    }

    private static UnaryOperator<List<DeliveryPlan>> onTop(Function<DeliveryPlan, Stream<DeliveryPlan>> added) {
        return planned -> planned.stream()
                .flatMap(plan -> plan.genuine() ? added.apply(plan) : Stream.of(plan))
                .toList();
    }
}
