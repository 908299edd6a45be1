package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.dialect.Letter;
import io.github.assetpaysim.simulator.dialect.Shipment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A callback and what became of it. Immutable.
 *
 * @param copyOf the id of the delivery whose bytes it repeats, or null
 * @param due when the first attempt was to be made, in timeline time
 * @param letter the bytes, once they were rendered for the first attempt; null before
 * @param nextAttempt when the next one is due, in timeline time; null when none is planned
 */
public record Delivery(
        Dispatch dispatch,
        String copyOf,
        Instant due,
        State state,
        Letter letter,
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

        /** Whether nothing more is planned. */
        public boolean over() {
            return switch (this) {
                case WAITING, KEPT_BACK, RETRYING -> false;
                case DELIVERED, EXHAUSTED, UNDELIVERABLE, DROPPED -> true;
            };
        }
    }

    static Delivery of(Dispatch dispatch, String copyOf, Instant due) {
        return new Delivery(dispatch, copyOf, due, State.WAITING, null, List.of(), due);
    }

    public Shipment shipment() {
        return dispatch.shipment();
    }

    public String id() {
        return shipment().id();
    }

    Delivery as(State next, Instant nextDue) {
        return new Delivery(dispatch, copyOf, due, next, letter, attempts, nextDue);
    }

    /** As {@link #as}; but one that was resent by hand with success meanwhile stays delivered. */
    Delivery unlessDelivered(State next, Instant nextDue) {
        return state == State.DELIVERED ? this : as(next, nextDue);
    }

    Delivery rendered(Letter rendered) {
        return new Delivery(dispatch, copyOf, due, state, rendered, attempts, nextAttempt);
    }

    /** One attempt more; it gets its number here, because two may end at the same time. */
    Delivery with(Attempt attempt) {
        List<Attempt> more = new ArrayList<>(attempts);
        more.add(attempt.numbered(more.size() + 1));
        return new Delivery(dispatch, copyOf, due, state, letter, List.copyOf(more), nextAttempt);
    }

    Attempt lastAttempt() {
        return attempts.get(attempts.size() - 1);
    }

    /** About how many bytes of memory its letter and answers take. */
    long weight() {
        long weight = 500 + (letter == null ? 0 : letter.body().length);
        for (Attempt attempt : attempts) {
            weight += 300 + attempt.reply().weight();
        }
        return weight;
    }
}
