package io.github.assetpaysim.simulator.time;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Runs timers that have become due: those of one lane one after another in due order, those of different lanes in parallel.
 *
 * <p>Thread-safe: every field is guarded by {@code lock}, and no task runs while it is held. A timer counts as busy from
 * {@link #submit} until its task has finished, and a task submits its successors before it finishes; so "idle" can never be
 * seen between a cause and its effect.
 */
final class KeyedExecutor {
    /** So many tasks may be under way at a time; more would only mean more open sockets. */
    private static final int MOST_RUNNING = 256;

    private final Scheduler scheduler;
    private final Consumer<Timer> onStart;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Map<Object, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();
    private int running;
    /** Entries that have not finished, and holds. */
    private int busy;

    private int holds;
    private boolean closed;

    private static final class Lane {
        final Object key;
        final TreeSet<Timer> waiting = new TreeSet<>();
        int holds;
        boolean occupied;

        Lane(Object key) {
            this.key = key;
        }
    }

    KeyedExecutor(Scheduler scheduler, Consumer<Timer> onStart) {
        this.scheduler = scheduler;
        this.onStart = onStart;
    }

    void submit(Timer timer) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            Lane lane = lanes.computeIfAbsent(timer.lane, Lane::new);
            lane.waiting.add(timer);
            busy++;
            settle(lane);
        } finally {
            lock.unlock();
        }
    }

    /** Keeps the lane from starting anything until the returned action has run (once; further runs do nothing). */
    Runnable hold(Object key) {
        lock.lock();
        try {
            Lane lane = lanes.computeIfAbsent(key, Lane::new);
            lane.holds++;
            holds++;
            busy++;
            boolean[] released = {false};
            return () -> release(lane, released);
        } finally {
            lock.unlock();
        }
    }

    private void release(Lane lane, boolean[] released) {
        lock.lock();
        try {
            if (released[0]) {
                return;
            }
            released[0] = true;
            lane.holds--;
            holds--;
            busy--;
            settle(lane);
        } finally {
            lock.unlock();
        }
    }

    boolean withdraw(Timer timer) {
        lock.lock();
        try {
            Lane lane = lanes.get(timer.lane);
            if (lane == null || !lane.waiting.remove(timer)) {
                return false;
            }
            busy--;
            settle(lane);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is due, running or held, or the lanes are closed. */
    void awaitIdle() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (busy > 0 && !closed) {
                idle.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #awaitIdle()}, but for at most so long. */
    void awaitIdle(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (busy > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean areBusy() {
        lock.lock();
        try {
            return busy > 0;
        } finally {
            lock.unlock();
        }
    }

    int inUse() {
        lock.lock();
        try {
            return lanes.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Starts nothing any more; what runs may finish.
     *
     * @return how many entries have not finished
     */
    int close() {
        lock.lock();
        try {
            closed = true;
            ready.clear();
            lanes.clear();
            idle.signalAll();
            return busy - holds;
        } finally {
            lock.unlock();
        }
    }

    private void runNext(Lane lane) {
        Timer timer;
        lock.lock();
        try {
            // A hold or a withdrawal may have come since the lane became ready.
            timer = lane.holds > 0 || closed ? null : lane.waiting.pollFirst();
            if (timer == null) {
                vacate(lane);
                return;
            }
        } finally {
            lock.unlock();
        }
        start(timer).whenComplete((result, error) -> {
            try {
                if (error != null) {
                    scheduler.bug(error);
                }
            } finally {
                finished(lane);
            }
        });
    }

    private CompletionStage<?> start(Timer timer) {
        try {
            onStart.accept(timer);
            return Objects.requireNonNull(timer.task.run(timer.due), timer::toString);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void finished(Lane lane) {
        lock.lock();
        try {
            busy--;
            vacate(lane);
        } finally {
            lock.unlock();
        }
    }

    private void vacate(Lane lane) {
        running--;
        lane.occupied = false;
        settle(lane);
    }

    /** After every change of a lane: starts what can start now, forgets the lane when it is empty, tells who waits for idleness. */
    private void settle(Lane lane) {
        if (!lane.occupied && lane.holds == 0) {
            if (lane.waiting.isEmpty()) {
                lanes.remove(lane.key, lane);
            } else if (!closed) {
                lane.occupied = true;
                ready.add(lane);
            }
        }
        while (running < MOST_RUNNING && !ready.isEmpty()) {
            Lane next = ready.poll();
            running++;
            scheduler.workers().execute(() -> runNext(next));
        }
        if (busy == 0) {
            idle.signalAll();
        }
    }
}
