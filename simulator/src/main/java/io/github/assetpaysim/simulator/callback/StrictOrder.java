package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.shipment.Shipment;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Under strict order, which callback of a trade is under way and which ones wait for it to be over. Thread-safe: each call is one
 * step under the monitor, and nothing is called out to under it.
 */
final class StrictOrder {
    /**
     * By trade: first what is not yet over of the one under way, then those that wait for it. Without an entry, nothing of the trade
     * is under way in order.
     */
    private final Map<String, ArrayDeque<Departure>> queues = new HashMap<>();

    /**
     * Whether an earlier callback of the trade is under way in strict order; if not, this one is from now on. What a fault sends on
     * top waits for nobody.
     *
     * @param strict whether strict order holds at the moment; once begun, it stays for a trade until none of its callbacks waits
     */
    synchronized boolean mustWait(Departure departure, boolean strict) {
        if (!departure.isOwed()) {
            return false;
        }
        String trade = departure.first().shipment().trade().id();
        if (!strict && !queues.containsKey(trade)) {
            return false;
        }
        ArrayDeque<Departure> queue = queues.computeIfAbsent(trade, id -> new ArrayDeque<>());
        queue.add(departure);
        return queue.size() > 1;
    }

    /** What is under way from now on, because {@code over} was the last owed one that was; empty when nothing waited for that. */
    synchronized Optional<Departure> after(Shipment over) {
        String trade = over.trade().id();
        ArrayDeque<Departure> queue = queues.get(trade);
        if (queue == null || !queue.element().contains(over.id())) {
            // It was announced before strict order began; nothing waits for it.
            return Optional.empty();
        }
        Departure left = queue.remove().without(over.id());
        if (left.isOwed()) {
            queue.addFirst(left);
            return Optional.empty();
        }
        if (queue.isEmpty()) {
            queues.remove(trade);
        }
        return Optional.ofNullable(queue.peek());
    }

    /** How many trades have a callback under way in strict order. */
    synchronized int trades() {
        return queues.size();
    }
}
