package io.github.assetpaysim.simulator.requestlog;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The latest requests and their answers: about 2 MiB of them, older ones are dropped and counted. Thread-safe: every method holds
 * its monitor for a moment, and none calls out.
 */
public final class RequestJournal {
    private static final long MOST_BYTES = 2L << 20;

    private final ArrayDeque<RecordedRequest> kept = new ArrayDeque<>();
    private long weight;
    private int forgotten;

    /**
     * What there is at one moment.
     *
     * @param kept the oldest first
     * @param forgotten how many older ones have been forgotten
     */
    public record Kept(List<RecordedRequest> kept, int forgotten) {}

    public synchronized void add(RecordedRequest recorded) {
        kept.add(recorded);
        weight += recorded.weight();
        while (weight > MOST_BYTES) {
            weight -= kept.remove().weight();
            forgotten++;
        }
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
