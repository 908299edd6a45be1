package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.time.Durations;
import java.time.Duration;
import java.time.Instant;

/**
 * What follows from a planned attempt that has ended. Immutable.
 *
 * @param attempt its number is that among the planned ones
 * @param retried whether a failure of such a callback is followed by retries at all
 * @param asks whether its answer is the verdict about a withdrawal
 * @param gap until the next attempt, in timeline time; null when none follows
 */
record AttemptResult(Attempt attempt, boolean retried, boolean asks, Duration gap) {

    static AttemptResult of(Attempt attempt, DeliveryPlan plan, RetrySchedule retry) {
        boolean retried = plan.retried() && !attempt.delivered();
        return new AttemptResult(
                attempt,
                retried,
                plan.event().trade().awaitsVerdict(),
                retried ? retry.after(attempt.number()).orElse(null) : null);
    }

    /** When the next attempt is due, or null. */
    Instant next() {
        return gap == null ? null : attempt.due().plus(gap);
    }

    Delivery.State state() {
        return attempt.delivered()
                ? Delivery.State.DELIVERED
                : gap == null ? Delivery.State.EXHAUSTED : Delivery.State.RETRYING;
    }

    /** The delivery with this attempt; what was delivered or given up by hand meanwhile stays so. */
    Delivery on(Delivery delivery) {
        return delivery.with(attempt).unlessOver(state(), next());
    }

    /** How it goes on after a failure, in words, when it has made {@code became} of the delivery. */
    String words(Delivery.State became) {
        return switch (became) {
            case RETRYING -> "retry in " + Durations.spoken(gap);
            case EXHAUSTED ->
                !retried
                        ? "sent by a fault, no retry"
                        : asks ? "given up without a verdict" : "given up; resend it through the control API";
            default -> "no retry, it was resent by hand";
        };
    }
}
