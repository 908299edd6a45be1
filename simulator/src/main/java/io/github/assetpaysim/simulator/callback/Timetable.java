package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.shipment.Shipment;
import io.github.assetpaysim.simulator.time.Task;
import io.github.assetpaysim.simulator.time.Timeline;
import io.github.assetpaysim.simulator.time.Timer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The next attempt of each delivery that has one, so that it can be taken back. Thread-safe: each call is one step under the
 * monitor, so that an attempt that starts at once finds its own entry; inside of it only the timeline's locks are taken.
 */
final class Timetable {
    private final Timeline timeline;
    private final Map<String, Timer> planned = new HashMap<>();

    Timetable(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Plans an attempt in the lane of the shipment's trade. Once it starts, it can no longer be taken back. */
    synchronized void plan(Shipment shipment, Instant due, String label, Task attempt) {
        planned.put(shipment.id(), timeline.schedule(due, shipment.trade().id(), label, at -> {
            take(shipment.id());
            return attempt.run(at);
        }));
    }

    /** Takes back what is planned for a delivery; true when there was something and it has not started. */
    boolean takeBack(String id) {
        Timer next = take(id);
        return next != null && next.cancel();
    }

    private synchronized Timer take(String id) {
        return planned.remove(id);
    }

    synchronized int size() {
        return planned.size();
    }
}
