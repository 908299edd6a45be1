package io.github.assetpaysim.simulator.callback;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which batches wait, under strict order, for earlier ones of their trade. To be used under the dispatcher's monitor. */
final class StrictOrder {
    /** By trade: first what is not yet over of the one under way, then those that wait for it. */
    private final Map<String, ArrayDeque<DeliveryBatch>> waiting = new HashMap<>();

    /**
     * Puts a batch into the order of its trade. What a fault sends on top waits for nobody, unless it is to come after the genuine one.
     *
     * @param strict whether the order is strict at the moment; one that has begun goes on until nothing waits
     * @return whether it must wait for an earlier one
     */
    boolean mustWait(DeliveryBatch batch, boolean strict) {
        String trade = batch.first().event().trade().id();
        boolean waits = batch.isOwed() || batch.comesAfterwards();
        if (!waits || !strict && !waiting.containsKey(trade)) {
            return false;
        }
        ArrayDeque<DeliveryBatch> queue = waiting.computeIfAbsent(trade, id -> new ArrayDeque<>());
        queue.add(batch);
        return queue.size() > 1;
    }

    /** Takes out a delivery that is over; gives the batch that has waited for it alone, if one has. */
    Optional<DeliveryBatch> next(Delivery over) {
        String trade = over.event().trade().id();
        ArrayDeque<DeliveryBatch> queue = waiting.get(trade);
        if (queue == null || !queue.element().contains(over.id())) {
            return Optional.empty();
        }
        DeliveryBatch left = queue.remove().without(over.id());
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
