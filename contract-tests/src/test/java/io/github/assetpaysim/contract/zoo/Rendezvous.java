package io.github.assetpaysim.contract.zoo;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes a race certain: whoever comes between looking and acting waits a moment for somebody else who has looked too. */
final class Rendezvous {
    private final Map<String, Exchanger<Boolean>> places = new ConcurrentHashMap<>();
    private final Duration moment;

    Rendezvous(Duration moment) {
        this.moment = moment;
    }

    /** Returns when two threads are at that place, or after a moment. */
    void meet(String place) {
        try {
            places.computeIfAbsent(place, each -> new Exchanger<>())
                    .exchange(true, moment.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Nobody else came: no race this time.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
