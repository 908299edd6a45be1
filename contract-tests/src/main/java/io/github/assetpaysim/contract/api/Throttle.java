package io.github.assetpaysim.contract.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keeps requests under the documented rate limits (A10). In any window that long no more go out, whether AssetPay counts in fixed or
 * in sliding ones. Thread-safe: all under one monitor; of several that wait, any may be the next.
 */
final class Throttle {
    private final boolean verified;
    private final Map<Operation.Limit, Deque<Long>> sent = new EnumMap<>(Operation.Limit.class);

    /** @param verified whether the merchant has the limits of one that AssetPay has verified */
    Throttle(boolean verified) {
        this.verified = verified;
    }

    /** Waits until one more request may go out. */
    synchronized void await(Operation.Limit limit) throws InterruptedException {
        Deque<Long> within = sent.computeIfAbsent(limit, none -> new ArrayDeque<>());
        long window = limit.window().toNanos();
        while (within.size() >= most(limit)) {
            long left = within.peekFirst() + window - System.nanoTime();
            if (left <= 0) {
                within.removeFirst();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
        within.addLast(System.nanoTime());
    }

    /** One less than allowed, for the one that begins just when a fixed window does. */
    private int most(Operation.Limit limit) {
        return limit.most(verified) - 1;
    }
}
