package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.fault.Dispatch;
import io.github.assetpaysim.simulator.shipment.Shipment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What faults keep back until the next callback of its trade.
 *
 * <p>Thread-safe: each call is one step under the monitor. Inside of it only the faults are asked and replaced, so that each
 * callback belongs to the faults before or to those after.
 */
final class KeptBack {
    private final Function<Dispatch, List<Dispatch>> faults;
    private final Map<String, List<Delivery>> byTrade = new HashMap<>();
    /** How often everything was let go of. */
    private int releases;

    /** @param faults what is sent in place of an ordinary callback */
    KeptBack(Function<Dispatch, List<Dispatch>> faults) {
        this.faults = faults;
    }

    /**
     * What the faults of one moment make of a callback.
     *
     * @param dispatches what they send in its place
     * @param kept what they had kept back for it, and no longer do
     * @param release for {@link #keep}
     */
    record Struck(List<Dispatch> dispatches, List<Delivery> kept, int release) {}

    /** Has the faults strike a callback, which lets go of what was kept back for the trade's next one. */
    synchronized Struck strike(Shipment owed) {
        int release = releases;
        List<Delivery> kept = byTrade.remove(owed.trade().id());
        return new Struck(faults.apply(Dispatch.ordinary(owed)), kept == null ? List.of() : kept, release);
    }

    /** Keeps one more back; false when everything has been let go of since {@code release}: then this one may not stay either. */
    synchronized boolean keep(Delivery delivery, int release) {
        return release == releases
                && byTrade.computeIfAbsent(delivery.shipment().trade().id(), id -> new ArrayList<>())
                        .add(delivery);
    }

    /** Replaces the faults, and lets go of all that those before kept back. */
    synchronized List<Delivery> release(Runnable replace) {
        replace.run();
        releases++;
        List<Delivery> all = byTrade.values().stream().flatMap(List::stream).toList();
        byTrade.clear();
        return all;
    }
}
