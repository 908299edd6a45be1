package io.github.assetpaysim.simulator.traffic;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The latest requests and their answers: about 2 MiB of them, older ones are dropped and counted. Thread-safe: every method holds
 * its monitor for a moment, and none calls out.
 */
public final class RequestJournal {
    private static final long MOST_BYTES = 2L << 20;

    private final ArrayDeque<Exchange> exchanges = new ArrayDeque<>();
    private long weight;
    private int dropped;

    /**
     * What there is at one moment.
     *
     * @param exchanges the oldest first
     * @param dropped how many older ones have been forgotten
     */
    public record Kept(List<Exchange> exchanges, int dropped) {}

    public synchronized void add(Exchange exchange) {
        exchanges.add(exchange);
        weight += exchange.weight();
        while (weight > MOST_BYTES) {
            weight -= exchanges.remove().weight();
            dropped++;
        }
    }

    public synchronized Kept kept() {
        return new Kept(List.copyOf(exchanges), dropped);
    }

    /** Forgets everything, also how much has been dropped. */
    public synchronized void clear() {
        exchanges.clear();
        weight = 0;
        dropped = 0;
    }
}
