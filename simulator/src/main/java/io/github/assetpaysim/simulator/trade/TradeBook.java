package io.github.assetpaysim.simulator.trade;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The trades of one merchant, and the external ids they have used up. Not thread-safe; the merchant's lock guards it.
 *
 * <p>Trades that are over are kept up to a bound, the oldest dropped first; their external ids are kept for ever.
 */
public final class TradeBook {
    private final Map<String, Trade> trades = new LinkedHashMap<>();
    private final Set<String> externalIds;
    private final ArrayDeque<String> over;
    private final int mostOver;
    private int dropped;

    /**
     * All of a book as values.
     *
     * @param trades those that are remembered, the oldest first
     * @param externalIds all that were ever used
     * @param over the ids of those that are over, in the order in which they will be dropped
     * @param dropped how many have been forgotten
     */
    public record State(List<Trade> trades, Set<String> externalIds, List<String> over, int dropped) {
        /** Nothing is in it. */
        public static final State EMPTY = new State(List.of(), Set.of(), List.of(), 0);

        public State {
            trades = List.copyOf(trades);
            externalIds = Set.copyOf(externalIds);
            over = List.copyOf(over);
        }
    }

    /**
     * A book as it was once.
     *
     * @param mostOver how many trades that are over are kept
     */
    public TradeBook(State state, int mostOver) {
        this.mostOver = mostOver;
        state.trades.forEach(trade -> trades.put(trade.id(), trade));
        this.externalIds = new HashSet<>(state.externalIds);
        this.over = new ArrayDeque<>(state.over);
        this.dropped = state.dropped;
    }

    /** The book as it is now. */
    public State state() {
        return new State(all(), externalIds, List.copyOf(over), dropped);
    }

    /** Whether a trade has ever used this external id. */
    public boolean knowsExternalId(String externalId) {
        return externalIds.contains(externalId);
    }

    /** Adds a new trade, or replaces one by what became of it. */
    public void put(Trade trade) {
        Trade before = trades.put(trade.id(), trade);
        if (before == null && trade.externalId() != null) {
            externalIds.add(trade.externalId());
        }
        if (trade.stage().over() && (before == null || !before.stage().over())) {
            over.add(trade.id());
            while (over.size() > mostOver) {
                trades.remove(over.remove());
                dropped++;
            }
        }
    }

    public Optional<Trade> find(String id) {
        return Optional.ofNullable(trades.get(id));
    }

    /** All remembered trades, the oldest first. */
    public List<Trade> all() {
        return new ArrayList<>(trades.values());
    }

    /** Those of the given ids that are remembered. */
    public List<Trade> all(Collection<String> ids) {
        List<Trade> found = new ArrayList<>(ids.size());
        for (String id : ids) {
            Trade trade = trades.get(id);
            if (trade != null) {
                found.add(trade);
            }
        }
        return found;
    }

    /** How many trades there ever were. */
    public int made() {
        return trades.size() + dropped;
    }

    /** How many trades that were over have been forgotten. */
    public int forgotten() {
        return dropped;
    }
}
