package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.dialect.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Who waits for what receivers decide. Only attempts to deliver the genuine callback to the merchant's own URL count, planned or by
 * hand; the first conclusive one decides, and after the third failed one nobody waits any more. To be used under the dispatcher's
 * monitor.
 */
final class Verdicts {
    private static final int MOST_ATTEMPTS = 3;

    /** By the delivery that asks for a decision. */
    private final Map<String, Awaited> awaited = new HashMap<>();

    private static final class Awaited {
        final Consumer<Decision> listener;
        int attempts;

        Awaited(Consumer<Decision> listener) {
            this.listener = listener;
        }
    }

    void await(String deliveryId, Consumer<Decision> listener) {
        awaited.put(deliveryId, new Awaited(listener));
    }

    boolean isAwaited(String deliveryId) {
        return awaited.containsKey(deliveryId);
    }

    /** Counts an attempt that has ended; whether none may follow it even if it has failed. */
    boolean countsLast(String deliveryId) {
        Awaited waiting = awaited.get(deliveryId);
        return waiting != null && ++waiting.attempts >= MOST_ATTEMPTS;
    }

    /**
     * Ends the waiting, if there is any.
     *
     * @param attempt the last, or null when there was none
     * @return tells the decision; to be run outside of the monitor
     */
    Runnable end(String deliveryId, Attempt attempt, Instant at) {
        Awaited waiting = awaited.remove(deliveryId);
        if (waiting == null) {
            return () -> {};
        }
        Verdict verdict = attempt == null ? Verdict.FAILED : attempt.verdict();
        return () -> waiting.listener.accept(new Decision(verdict, attempt, waiting.attempts, at));
    }
}
