package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.plan.Result;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Runs plans so that a machine that stands still for seconds, as shared build machines do, is not taken for a slow merchant: what
 * came out otherwise than it should while time was missing is played again. Thread-safe: only its own thread writes.
 */
final class SteadyRun implements AutoCloseable {
    private static final int MOST_RUNS = 3;
    private static final long BEAT = Duration.ofMillis(50).toNanos();
    private static final long STANDSTILL = Duration.ofMillis(500).toNanos();

    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "steady-run");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long lastBeat = System.nanoTime();
    private volatile long lastStandstill = lastBeat - 1;

    SteadyRun() {
        heart.scheduleWithFixedDelay(this::beat, 0, BEAT, TimeUnit.NANOSECONDS);
    }

    private void beat() {
        long now = System.nanoTime();
        if (now - lastBeat > STANDSTILL) {
            lastStandstill = now;
        }
        lastBeat = now;
    }

    private boolean stoodStillSince(long begin) {
        long now = System.nanoTime();
        return lastStandstill - begin > 0 || now - Math.max(begin, lastBeat) > STANDSTILL;
    }

    /** The results of a run: of the first one that is right, or of the last one that may not be held against the merchant. */
    List<Result> of(Callable<List<Result>> run, Predicate<List<Result>> right) throws Exception {
        for (int runs = 1; ; runs++) {
            long begin = System.nanoTime();
            List<Result> results = run.call();
            if (right.test(results) || runs == MOST_RUNS || !stoodStillSince(begin)) {
                return results;
            }
        }
    }

    @Override
    public void close() {
        heart.shutdownNow();
    }
}
