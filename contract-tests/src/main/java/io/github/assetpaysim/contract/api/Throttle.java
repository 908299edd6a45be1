package io.github.assetpaysim.contract.api;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps requests under the documented rate limits (A10). In any window that long no more go out, whether AssetPay counts in fixed or
 * in sliding ones. Thread-safe: all under one monitor; of several that wait, any may be the next.
 */
final class Throttle {
    /** A request may be counted so much later than it went out, and the one a window later at once. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(2);

    private final boolean verified;
    private final LongSupplier clock;
    private final Pause pause;
    private final Map<Operation.Limit, Deque<Long>> sent = new EnumMap<>(Operation.Limit.class);

    /** @param verified whether the merchant has the limits of one that AssetPay has verified */
    Throttle(boolean verified) {
        this(verified, System::nanoTime, TimeUnit.NANOSECONDS::timedWait);
    }

    /** @param clock nanoseconds, like {@link System#nanoTime} */
    Throttle(boolean verified, LongSupplier clock, Pause pause) {
        this.verified = verified;
        this.clock = clock;
        this.pause = pause;
    }

    /** How time is let pass. */
    interface Pause {
        /** @param monitor is held by the caller, and free meanwhile */
        void pause(Object monitor, long nanos) throws InterruptedException;
    }

    /** Waits until one more request may go out. */
    synchronized void await(Operation.Limit limit) throws InterruptedException {
        Deque<Long> within = sent.computeIfAbsent(limit, none -> new ArrayDeque<>());
        long window = limit.window().plus(UNDER_WAY).toNanos();
        while (within.size() >= most(limit)) {
            long left = within.peekFirst() + window - clock.getAsLong();
            if (left <= 0) {
                within.removeFirst();
            } else {
                pause.pause(this, left);
            }
        }
        within.addLast(clock.getAsLong());
    }

    /** One less than allowed, for the one that begins just when a fixed window does. */
    private int most(Operation.Limit limit) {
        return limit.most(verified) - 1;
    }
}
