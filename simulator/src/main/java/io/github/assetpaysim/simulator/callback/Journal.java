package io.github.assetpaysim.simulator.callback;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Every callback of one merchant with every attempt, as far as memory allows: when there are too many that are over, or all together
 * are too heavy, the oldest that are over are dropped, and the journal says how many. Thread-safe: deliveries are touched under the
 * monitor only, and under it only {@link Changes} is called.
 */
public final class Journal {
    /** So heavy may be as many as {@link #ORDINARY_BOUND}; a higher bound has room for as much more. */
    private static final long MOST_BYTES = 16L << 20;

    private static final int ORDINARY_BOUND = 10_000;

    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
    /** The ids of each trade's deliveries, the oldest first: whoever waits for a trade's callbacks asks after every change. */
    private final Map<String, List<String>> byTrade = new HashMap<>();

    private final ArrayDeque<String> over = new ArrayDeque<>();
    private final int mostOver;
    private final long mostBytes;
    private final Changes changes;
    private long weight;
    private int dropped;

    /** Hears of each change in the order of changes. It must be quick, take no lock that others hold for long, and not call back. */
    @FunctionalInterface
    public interface Changes {
        /**
         * A delivery is new or has changed.
         *
         * @param ended the attempt whose end that is, or null
         */
        void changed(Delivery delivery, Attempt ended);
    }

    /**
     * An empty journal.
     *
     * @param mostOver how many callbacks that are over are kept; at least 1
     * @param changes hears of them
     */
    public Journal(int mostOver, Changes changes) {
        this.mostOver = mostOver;
        this.mostBytes = Math.max(MOST_BYTES, MOST_BYTES / ORDINARY_BOUND * mostOver);
        this.changes = changes;
    }

    synchronized void add(Delivery delivery) {
        byTrade.computeIfAbsent(tradeOf(delivery), id -> new ArrayList<>(8)).add(delivery.id());
        put(delivery);
    }

    /** Changes one delivery; the change must be a pure function. Empty when the delivery was dropped meanwhile. */
    synchronized Optional<Delivery> update(String id, UnaryOperator<Delivery> change) {
        Optional<Delivery> after = find(id).map(change);
        after.ifPresent(this::put);
        return after;
    }

    private void put(Delivery delivery) {
        Delivery before = deliveries.put(delivery.id(), delivery);
        weight += delivery.weight() - (before == null ? 0 : before.weight());
        if (delivery.state().over() && (before == null || !before.state().over())) {
            over.add(delivery.id());
        }
        shrink();
        boolean attempted =
                before != null && delivery.attempts().size() > before.attempts().size();
        if (before == null || attempted || !delivery.standsAs(before)) {
            changes.changed(delivery, attempted ? delivery.lastAttempt() : null);
        }
    }

    private void shrink() {
        while (over.size() > mostOver || weight > mostBytes && !over.isEmpty()) {
            Delivery oldest = deliveries.remove(over.remove());
            weight -= oldest.weight();
            List<String> left = byTrade.get(tradeOf(oldest));
            left.remove(oldest.id());
            if (left.isEmpty()) {
                byTrade.remove(tradeOf(oldest));
            }
            dropped++;
        }
    }

    private static String tradeOf(Delivery delivery) {
        return delivery.event().trade().id();
    }

    public synchronized Optional<Delivery> find(String id) {
        return Optional.ofNullable(deliveries.get(id));
    }

    /** All remembered deliveries of a trade, or of every trade when {@code tradeId} is null; the oldest first. */
    public synchronized List<Delivery> list(String tradeId) {
        return tradeId == null
                ? List.copyOf(deliveries.values())
                : byTrade.getOrDefault(tradeId, List.of()).stream()
                        .map(deliveries::get)
                        .toList();
    }

    /** How many deliveries have been forgotten. */
    public synchronized int forgotten() {
        return dropped;
    }
}
