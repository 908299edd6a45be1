package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.shipment.Letter;
import io.github.assetpaysim.simulator.shipment.Shipment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A callback and what became of it. Immutable.
 *
 * @param due when the first attempt was to be made, in timeline time
 * @param letter the bytes, once they were rendered for the first attempt; null before
 * @param nextAttempt when the next one is due, in timeline time; null when none is planned
 */
public record Delivery(
        Shipment shipment, Instant due, State state, Letter letter, List<Attempt> attempts, Instant nextAttempt) {

    /** Where a delivery stands. */
    public enum State {
        /** No attempt has ended yet. */
        WAITING,
        /** An attempt failed and another is planned. */
        RETRYING,
        DELIVERED,
        /** Every planned attempt failed. */
        EXHAUSTED,
        /** The merchant had no callback URL. */
        UNDELIVERABLE;

        /** Whether nothing more is planned. */
        public boolean over() {
            return this != WAITING && this != RETRYING;
        }
    }

    static Delivery of(Shipment shipment, Instant due) {
        return new Delivery(shipment, due, State.WAITING, null, List.of(), due);
    }

    public String id() {
        return shipment.id();
    }

    Delivery as(State next, Instant nextDue) {
        return new Delivery(shipment, due, next, letter, attempts, nextDue);
    }

    Delivery rendered(Letter rendered) {
        return new Delivery(shipment, due, state, rendered, attempts, nextAttempt);
    }

    /** One attempt more; it gets its number here, because two may end at the same time. */
    Delivery with(Attempt attempt) {
        List<Attempt> more = new ArrayList<>(attempts);
        more.add(attempt.numbered(more.size() + 1));
        return new Delivery(shipment, due, state, letter, List.copyOf(more), nextAttempt);
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
