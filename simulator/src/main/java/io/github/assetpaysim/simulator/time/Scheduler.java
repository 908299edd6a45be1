package io.github.assetpaysim.simulator.time;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The real clock and the few threads that all timelines of one simulator share. Thread-safe.
 *
 * <p>The pool is small and fixed because no task blocks: an HTTP call is a future, not a waiting thread.
 */
public final class Scheduler implements AutoCloseable {
    private static final int WORKERS = 4;

    private final ExecutorService workers;
    private final ScheduledExecutorService ticker;
    private final ExecutorService waiters = Executors.newCachedThreadPool(daemons("assetpay-advance-"));
    private final Consumer<Throwable> bugs;

    /** Starts the threads; {@code bugs} hears of every exception that a task threw. */
    public Scheduler(Consumer<Throwable> bugs) {
        this.bugs = bugs;
        this.workers = Executors.newFixedThreadPool(WORKERS, daemons("assetpay-worker-"));
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, daemons("assetpay-ticker-"));
        scheduler.setRemoveOnCancelPolicy(true);
        this.ticker = scheduler;
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The pool on which entries run; also fit for other short work that does not block. */
    public ExecutorService workers() {
        return workers;
    }

    /** Threads for work that waits, such as an advance; as many as there is such work. */
    public ExecutorService waiters() {
        return waiters;
    }

    ScheduledExecutorService ticker() {
        return ticker;
    }

    long nanos() {
        return System.nanoTime();
    }

    void bug(Throwable error) {
        bugs.accept(error);
    }

    /** Ends the threads at once; what still runs is interrupted. */
    @Override
    public void close() {
        ticker.shutdownNow();
        workers.shutdownNow();
        waiters.shutdownNow();
    }
}
