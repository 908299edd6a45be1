package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.dialect.PlannedMutation;
import io.github.assetpaysim.simulator.dialect.SignedRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A callback and what became of it. Immutable.
 *
 * @param copyOf the id of the delivery whose bytes it repeats, or null
 * @param due when the first attempt was to be made, in timeline time
 * @param request what its first attempt sends, once that was rendered, null before; the body is that of all attempts
 * @param nextAttempt when the next one is due, in timeline time; null when none is planned
 */
public record Delivery(
        DeliveryPlan plan,
        String copyOf,
        Instant due,
        State state,
        SignedRequest request,
        List<Attempt> attempts,
        Instant nextAttempt) {

    /** Where a delivery stands. */
    public enum State {
        /** No attempt has ended yet. */
        WAITING,
        /** A fault keeps it back until the trade's next callback. */
        KEPT_BACK,
        /** An attempt failed and another is planned. */
        RETRYING,
        DELIVERED,
        /** Every planned attempt failed. */
        EXHAUSTED,
        /** The merchant had no callback URL. */
        UNDELIVERABLE,
        /** A fault let it vanish. */
        DROPPED;

        /** Whether attempts are planned that wait for nothing but their time. */
        public boolean underWay() {
            return this == WAITING || this == RETRYING;
        }

        /** Whether nothing more is planned. */
        public boolean over() {
            return switch (this) {
                case WAITING, KEPT_BACK, RETRYING -> false;
                case DELIVERED, EXHAUSTED, UNDELIVERABLE, DROPPED -> true;
            };
        }
    }

    static Delivery of(DeliveryPlan plan, String copyOf, Instant due) {
        return new Delivery(plan, copyOf, due, State.WAITING, null, List.of(), due);
    }

    /** The deliveries that plans ask for; one that says the same as an earlier one has the same bytes. */
    static List<Delivery> of(List<DeliveryPlan> plans, Instant at) {
        List<Delivery> deliveries = new ArrayList<>();
        Map<List<PlannedMutation>, String> said = new HashMap<>();
        for (DeliveryPlan plan : plans) {
            CallbackEvent event = plan.event();
            // Those that come on top have ids of their own.
            String id = plan.genuine() ? event.id() : event.id() + "-" + (deliveries.size() + 1);
            String copyOf = said.putIfAbsent(event.edits(), id);
            deliveries.add(of(plan.with(event.withId(id)), copyOf, at.plus(plan.delay())));
        }
        return deliveries;
    }

    public CallbackEvent event() {
        return plan.event();
    }

    public String id() {
        return event().id();
    }

    /** What it is about, in words. */
    String subject() {
        return "callback " + event().status() + " of trade " + event().trade().id();
    }

    Delivery as(State next, Instant nextDue) {
        return new Delivery(plan, copyOf, due, next, request, attempts, nextDue);
    }

    /** As {@link #as}; but what was delivered by hand meanwhile stays so, and what was given up begins no more. */
    Delivery unlessOver(State next, Instant nextDue) {
        boolean stays = state == State.DELIVERED || state == State.EXHAUSTED && !next.over();
        return stays ? this : as(next, nextDue);
    }

    Delivery rendered(SignedRequest rendered) {
        return new Delivery(plan, copyOf, due, state, rendered, attempts, nextAttempt);
    }

    /** One attempt more; it gets its number here, because two may end at the same time. */
    Delivery with(Attempt attempt) {
        List<Attempt> more = new ArrayList<>(attempts);
        more.add(attempt.numbered(more.size() + 1));
        return new Delivery(plan, copyOf, due, state, request, List.copyOf(more), nextAttempt);
    }

    /** Whether the answer to the request that caused it still has to wait for its first attempt. */
    boolean keepsAnswer() {
        boolean first = plan.genuine() || plan.start() == DeliveryPlan.Start.AT_ONCE;
        return plan.beforeAnswer() && first && state == State.WAITING && attempts.isEmpty();
    }

    /** Whether both have the same state and the same next attempt. */
    boolean standsAs(Delivery other) {
        return state == other.state && Objects.equals(nextAttempt, other.nextAttempt);
    }

    Attempt lastAttempt() {
        return attempts.get(attempts.size() - 1);
    }

    /** About how many bytes of memory its request and answers take. */
    public long weight() {
        long weight = 500 + (request == null ? 0 : request.body().length);
        for (Attempt attempt : attempts) {
            weight += 300 + attempt.reply().weight();
        }
        return weight;
    }
}
