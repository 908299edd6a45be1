package io.github.assetpaysim.simulator.callback;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which departures wait, under strict order, for earlier ones of their trade. To be used under the courier's monitor. */
final class StrictOrder {
    /** By trade: first what is not yet over of the one under way, then those that wait for it. */
    private final Map<String, ArrayDeque<Departure>> waiting = new HashMap<>();

    /**
     * Puts a departure into the order of its trade. What a fault sends on top waits for nobody.
     *
     * @param strict whether the order is strict at the moment; one that has begun goes on until nothing waits
     * @return whether it must wait for an earlier one
     */
    boolean mustWait(Departure departure, boolean strict) {
        String trade = departure.first().shipment().trade().id();
        if (!departure.isOwed() || !strict && !waiting.containsKey(trade)) {
            return false;
        }
        ArrayDeque<Departure> queue = waiting.computeIfAbsent(trade, id -> new ArrayDeque<>());
        queue.add(departure);
        return queue.size() > 1;
    }

    /** Takes out a delivery that is over; gives the departure that has waited for it alone, if one has. */
    Optional<Departure> next(Delivery over) {
        String trade = over.shipment().trade().id();
        ArrayDeque<Departure> queue = waiting.get(trade);
        if (queue == null || !queue.element().contains(over.id())) {
            return Optional.empty();
        }
        Departure left = queue.remove().without(over.id());
        if (left.isOwed()) {
            queue.addFirst(left);
            return Optional.empty();
        }
        if (queue.isEmpty()) {
            waiting.remove(trade);
        }
        return Optional.ofNullable(queue.peek());
    }
}
