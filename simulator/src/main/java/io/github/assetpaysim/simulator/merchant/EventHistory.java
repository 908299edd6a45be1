package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.callback.Attempt;
import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.requestlog.RecordedRequest;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.time.ChangeNotifier;
import io.github.assetpaysim.simulator.time.Scheduler;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The latest of what has happened to a merchant, for those who follow it. Events are numbered from 1 without a gap.
 *
 * <p>Thread-safe: an event gets its number and its place in one step under the monitor, under which nothing is called out to, so whoever
 * asks for what is newer than a number gets each event once and in order. An event is added after its change, and changes of one trade
 * or callback are added under the monitor that guards it: so who has seen an event finds that state, or a later one.
 */
public final class EventHistory implements AutoCloseable {
    private static final int MOST = 1_000;
    /** Requests and callbacks can be heavy, and need not be remembered elsewhere any more. */
    private static final long MOST_BYTES = 4L << 20;
    /** About what an event takes that shares all that is heavy with others. */
    private static final long LIGHT = 1_000;

    private final String instance = Seed.drawn().hex(12);
    private final ArrayDeque<Event> kept = new ArrayDeque<>();
    private final int most;
    private final ChangeNotifier added;
    private long weight;
    private volatile long last;

    /** What has changed. */
    public sealed interface Change {
        /** About how many bytes of memory it takes. */
        default long weight() {
            return LIGHT;
        }
    }

    /** A trade was made, or has made the last step of its history. */
    public record TradeChange(Trade trade) implements Change {}

    /**
     * A callback is new or has changed.
     *
     * @param ended the attempt whose end that is, or null
     */
    public record CallbackChange(Delivery delivery, Attempt ended) implements Change {
        @Override
        public long weight() {
            return LIGHT + delivery.weight();
        }
    }

    /** A request was answered. */
    public record Answered(RecordedRequest request) implements Change {
        @Override
        public long weight() {
            return LIGHT + request.weight();
        }
    }

    /** What is told as it is when somebody asks, and not as it was. */
    public enum Part implements Change {
        CLOCK,
        FAULTS,
        SETTINGS
    }

    /** @param number counts the events of the merchant, from 1 */
    public record Event(long number, Change change) {}

    /**
     * What is newer than a number.
     *
     * @param missed how many of it are not remembered any more
     * @param events the others, the oldest first
     */
    public record Newer(long missed, List<Event> events) {}

    /**
     * An empty history.
     *
     * @param remembered how many finished trades the merchant remembers; of events there are never more
     */
    EventHistory(int remembered, Scheduler scheduler) {
        this.most = Math.min(MOST, remembered);
        this.added = new ChangeNotifier(scheduler);
    }

    /** May be called with locks held. */
    void add(Change change) {
        synchronized (this) {
            kept.add(new Event(last + 1, change));
            weight += change.weight();
            while (kept.size() > most || weight > MOST_BYTES && kept.size() > 1) {
                weight -= kept.remove().change().weight();
            }
            last++;
        }
        added.changed();
    }

    /** The number of the latest event; 0 before the first. */
    public long last() {
        return last;
    }

    public synchronized Newer since(long number) {
        long forgotten = last - kept.size();
        return new Newer(
                Math.max(0, forgotten - number),
                kept.stream().skip(Math.max(0, number - forgotten)).toList());
    }

    /**
     * Waits, without a thread, for an event after the one with this number.
     *
     * @param atMost in real time
     * @return the number of the latest event, or empty when the time is over; cancelled when the merchant ends
     */
    public CompletableFuture<Optional<Long>> awaitAfter(long number, Duration atMost) {
        return added.await(() -> Optional.of(last).filter(latest -> latest > number), atMost);
    }

    /** How many wait for an event. */
    public int waiting() {
        return added.waiting();
    }

    /** Cancels whoever waits, now and later. */
    @Override
    public void close() {
        added.close();
    }

    /** The id of the event with this number, which no event of another merchant has, nor one of this merchant made anew. */
    public String id(long number) {
        return instance + "-" + number;
    }

    /** The number that an id tells; empty when it is no id of this merchant's. */
    public OptionalLong number(String id) {
        if (!id.matches(instance + "-\\d{1,18}")) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(id.substring(instance.length() + 1));
        return number <= last ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
