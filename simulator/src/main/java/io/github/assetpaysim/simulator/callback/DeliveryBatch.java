package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.callback.DeliveryPlan.Start;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Deliveries whose first attempts begin at the same instant: mostly one.
 *
 * @param due when they begin, in timeline time
 */
record DeliveryBatch(List<Delivery> deliveries, Instant due) {

    Delivery first() {
        return deliveries.get(0);
    }

    boolean isOfMany() {
        return deliveries.size() > 1;
    }

    /** What is planned with it, in words; attempts of many have no number, because all are the first. */
    String label(int attempt) {
        if (!isOfMany()) {
            return first().subject() + " attempt " + attempt;
        }
        return first().subject() + " and "
                + deliveries.stream().skip(1).map(each -> each.event().status()).collect(Collectors.joining(", "))
                + " at once";
    }

    /** Whether one of them is what AssetPay owes, not only on top of it. */
    boolean isOwed() {
        return deliveries.stream().anyMatch(delivery -> delivery.plan().genuine());
    }

    /** Whether all of it comes only after what AssetPay owes. */
    boolean comesAfterwards() {
        return deliveries.stream().allMatch(delivery -> delivery.plan().comesAfterwards());
    }

    boolean contains(String id) {
        return deliveries.stream().anyMatch(delivery -> delivery.id().equals(id));
    }

    DeliveryBatch without(String id) {
        return new DeliveryBatch(
                deliveries.stream()
                        .filter(delivery -> !delivery.id().equals(id))
                        .toList(),
                due);
    }

    /**
     * Puts into order what is sent because of one change of a trade.
     *
     * @param announced what the change announces
     * @param kept what had been kept back for it
     * @param now when nothing is announced
     */
    static List<DeliveryBatch> arrange(List<Delivery> announced, List<Delivery> kept, Instant now) {
        List<Delivery> together = new ArrayList<>();
        List<Delivery> afterwards = new ArrayList<>();
        for (Delivery delivery : kept) {
            boolean joins = delivery.plan().start() == Start.WITH_NEXT
                    && !delivery.plan().comesAfterwards();
            (joins ? together : afterwards).add(delivery);
        }
        boolean joined = !together.isEmpty();
        List<DeliveryBatch> batches = new ArrayList<>();
        for (Delivery delivery : announced) {
            boolean joins = joined && delivery.plan().genuine();
            if (delivery.plan().comesAfterwards()) {
                afterwards.add(delivery);
            } else if (delivery.plan().start() == Start.AT_ONCE || joins) {
                together.add(delivery);
            } else {
                batches.add(new DeliveryBatch(List.of(delivery), delivery.due()));
            }
        }
        if (!together.isEmpty()) {
            batches.add(new DeliveryBatch(together, latest(together, now)));
        }
        Instant afterOwed = batches.stream()
                .filter(DeliveryBatch::isOwed)
                .map(DeliveryBatch::due)
                .findFirst()
                .orElse(now);
        for (Delivery delivery : afterwards) {
            boolean delayed = delivery.due().isAfter(afterOwed);
            batches.add(new DeliveryBatch(List.of(delivery), delayed ? delivery.due() : afterOwed));
        }
        return batches;
    }

    /** What was kept back was due long ago; what it waited for decides. */
    private static Instant latest(List<Delivery> together, Instant now) {
        return together.stream()
                .filter(delivery -> delivery.state() != Delivery.State.KEPT_BACK)
                .map(Delivery::due)
                .max(Instant::compareTo)
                .orElse(now);
    }
}
