package io.github.assetpaysim.simulator.time;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
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
final class Lanes {
    /** So many tasks may be under way at a time; more would only mean more open sockets. */
    private static final int MOST_RUNNING = 256;

    private final Engine engine;
    private final Consumer<Timer> onStart;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Map<Object, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();
    private int running;
    private int busy;
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

    Lanes(Engine engine, Consumer<Timer> onStart) {
        this.engine = engine;
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
            offer(lane);
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
            done(lane);
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
            done(lane);
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

    int busy() {
        lock.lock();
        try {
            return busy;
        } finally {
            lock.unlock();
        }
    }

    /** Starts nothing any more; what runs may finish. */
    void close() {
        lock.lock();
        try {
            closed = true;
            ready.clear();
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void offer(Lane lane) {
        if (!lane.occupied && lane.holds == 0 && !lane.waiting.isEmpty() && !closed) {
            lane.occupied = true;
            ready.add(lane);
            startReady();
        }
    }

    private void startReady() {
        while (running < MOST_RUNNING && !ready.isEmpty()) {
            Lane lane = ready.poll();
            running++;
            engine.workers().execute(() -> runNext(lane));
        }
    }

    private void runNext(Lane lane) {
        Timer timer;
        lock.lock();
        try {
            // A hold or a withdrawal may have come between the offer and now.
            timer = lane.holds > 0 || closed ? null : lane.waiting.pollFirst();
            if (timer == null) {
                vacate(lane);
                return;
            }
        } finally {
            lock.unlock();
        }
        CompletionStage<?> work;
        try {
            onStart.accept(timer);
            work = timer.task.run(timer.due);
        } catch (RuntimeException | Error e) {
            engine.bug(e);
            work = Task.DONE;
        }
        work.whenComplete((result, error) -> {
            if (error != null) {
                engine.bug(error);
            }
            finished(lane);
        });
    }

    private void finished(Lane lane) {
        lock.lock();
        try {
            vacate(lane);
            done(lane);
        } finally {
            lock.unlock();
        }
    }

    private void vacate(Lane lane) {
        running--;
        lane.occupied = false;
        offer(lane);
        forgetIfEmpty(lane);
        startReady();
    }

    private void done(Lane lane) {
        busy--;
        offer(lane);
        forgetIfEmpty(lane);
        if (busy == 0) {
            idle.signalAll();
        }
    }

    private void forgetIfEmpty(Lane lane) {
        if (!lane.occupied && lane.holds == 0 && lane.waiting.isEmpty()) {
            lanes.remove(lane.key, lane);
        }
    }
}
