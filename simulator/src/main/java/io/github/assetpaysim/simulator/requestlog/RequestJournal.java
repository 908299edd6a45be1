package io.github.assetpaysim.simulator.requestlog;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The latest requests and their answers: when there are too many, or all together are too heavy, the oldest are dropped and counted.
 * Thread-safe: every method holds its monitor for a moment, and none calls out under it.
 */
public final class RequestJournal {
    /** So heavy may be as many as {@link #ORDINARY_BOUND}; a higher bound has room for as much more. */
    private static final long MOST_BYTES = 2L << 20;

    private static final int ORDINARY_BOUND = 10_000;

    private final ArrayDeque<RecordedRequest> kept = new ArrayDeque<>();
    private final int most;
    private final long mostBytes;
    private final Consumer<RecordedRequest> added;
    private long weight;
    private int forgotten;

    /** @param most how many are kept; at least 1 */
    public RequestJournal(int most) {
        this(most, recorded -> {});
    }

    /**
     * An empty journal.
     *
     * @param most how many are kept; at least 1
     * @param added hears of each when it can be found
     */
    public RequestJournal(int most, Consumer<RecordedRequest> added) {
        this.added = added;
        this.most = most;
        this.mostBytes = Math.max(MOST_BYTES, MOST_BYTES / ORDINARY_BOUND * most);
    }

    /**
     * What there is at one moment.
     *
     * @param kept the oldest first
     * @param forgotten how many older ones have been forgotten
     */
    public record Kept(List<RecordedRequest> kept, int forgotten) {}

    /** Adds one, and drops what there is no room for any more. */
    public void add(RecordedRequest recorded) {
        synchronized (this) {
            kept.add(recorded);
            weight += recorded.weight();
            while (kept.size() > most || weight > mostBytes) {
                weight -= kept.remove().weight();
                forgotten++;
            }
        }
        added.accept(recorded);
    }

    public synchronized Kept kept() {
        return new Kept(List.copyOf(kept), forgotten);
    }

    /** Forgets everything, also how much has been dropped. */
    public synchronized void clear() {
        kept.clear();
        weight = 0;
        forgotten = 0;
    }
}
