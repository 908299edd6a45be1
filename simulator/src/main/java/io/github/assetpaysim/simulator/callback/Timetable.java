package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.shipment.Shipment;
import io.github.assetpaysim.simulator.time.Task;
import io.github.assetpaysim.simulator.time.Timeline;
import io.github.assetpaysim.simulator.time.Timer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The next attempt of each delivery that has one, so that it can be taken back. Thread-safe: each call is one step under the
 * monitor, so that an attempt that starts at once finds its own entry; inside of it only the timeline's locks are taken.
 */
final class Timetable {
    private final Timeline timeline;
    private final Map<String, Planned> planned = new HashMap<>();

    /** @param over ends when nobody needs to wait for the attempt any more */
    private record Planned(Timer timer, CompletableFuture<Void> over) {}

    Timetable(Timeline timeline) {
        this.timeline = timeline;
    }

    /**
     * Plans an attempt in the lane of the shipment's trade. Once it starts, it can no longer be taken back.
     *
     * @return ends when the attempt has ended or was taken back
     */
    synchronized CompletableFuture<?> plan(Shipment shipment, Instant due, String label, Task attempt) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Timer timer = timeline.schedule(due, shipment.trade().id(), label, at -> {
            take(shipment.id());
            CompletionStage<?> underWay = attempt.run(at);
            underWay.whenComplete((nothing, error) -> over.complete(null));
            return underWay;
        });
        planned.put(shipment.id(), new Planned(timer, over));
        return over;
    }

    /** Takes back what is planned for a delivery; true when there was something and it has not started. */
    boolean takeBack(String id) {
        Planned next = take(id);
        if (next == null || !next.timer.cancel()) {
            return false;
        }
        next.over.complete(null);
        return true;
    }

    private synchronized Planned take(String id) {
        return planned.remove(id);
    }

    synchronized int size() {
        return planned.size();
    }
}
