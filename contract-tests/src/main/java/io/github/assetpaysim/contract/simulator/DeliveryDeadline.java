package io.github.assetpaysim.contract.simulator;

import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.time.Duration;
import java.util.List;

/**
 * How long one trade's callbacks are waited for: as long as attempts end, for each may take up to the time-out and they queue up
 * when the merchant takes one at a time; but no longer than it takes to see that all time out. For one thread.
 */
public final class DeliveryDeadline {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Duration longest;
    private int attempts;
    private long end;

    /** @param longest how long no attempt needs to end */
    DeliveryDeadline(Duration longest) {
        this.longest = longest;
        this.end = System.nanoTime() + longest.toNanos();
    }

    /** @param callbackTimeout how long one attempt may take */
    public static DeliveryDeadline with(Duration callbackTimeout) {
        return new DeliveryDeadline(
                callbackTimeout.multipliedBy(SimulatorSession.ATTEMPTS).plus(GRACE));
    }

    /**
     * Looks at how far the callbacks have come.
     *
     * @throws CheckFailure when it is of no use to wait on
     */
    public void look(List<SentCallback> callbacks) {
        requireAnswers(callbacks);
        int ended = callbacks.stream()
                .mapToInt(callback -> callback.answers().size())
                .sum();
        if (ended != attempts) {
            attempts = ended;
            end = System.nanoTime() + longest.toNanos();
        } else if (System.nanoTime() > end) {
            throw CheckFailure.inconclusive("in " + longest.toSeconds()
                    + " s the simulator has ended no attempt of a callback that is under way");
        }
    }

    /**
     * Checks that a trade's callbacks, unless they were acknowledged later, do not time out as often as any callback is tried.
     *
     * @throws CheckFailure when they do
     */
    public static void requireAnswers(List<SentCallback> callbacks) {
        List<SentCallback> lost =
                callbacks.stream().filter(DeliveryDeadline::isLost).toList();
        if (lost.stream().mapToLong(SentCallback::timeOuts).sum() >= SimulatorSession.ATTEMPTS) {
            SentCallback late = lost.get(0);
            throw CheckFailure.inconclusive("the merchant lets the callback " + late.event()
                    + (late.fault() == null ? "" : " (" + late.fault() + ")")
                    + (lost.size() == 1 ? "" : " and others")
                    + " time out again and again; if it takes one at a time, give --parallel a smaller number");
        }
    }

    private static boolean isLost(SentCallback callback) {
        return callback.isTimedOut() && !callback.isAcknowledged();
    }
}
