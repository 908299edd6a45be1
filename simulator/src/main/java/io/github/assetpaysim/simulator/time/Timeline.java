package io.github.assetpaysim.simulator.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * One merchant's time, and everything that is going to happen in it. Any thread may call it.
 *
 * <p>An entry carries its own instant and belongs to a lane: entries of one lane run one after another in due order, entries of
 * different lanes may run at the same time. {@link #advanceTo} steps from due instant to due instant and lets everything of one
 * instant finish before the next. Between advances the {@link ClockMode} decides.
 *
 * <p>Thread-safe: all fields are guarded by {@code this}; tasks run in {@link KeyedExecutor} with no lock held, so a task, and whoever
 * it calls, may use the timeline. The class is long because all that changes together under that monitor stands in it.
 */
public final class Timeline implements InstantSource, AutoCloseable {
    /** Whoever waits longer is asked again then: nanoseconds can count no more than 292 years. */
    private static final Duration LONGEST_SLEEP = Duration.ofDays(1);

    private final Scheduler scheduler;
    private final Runnable moved;
    private final KeyedExecutor lanes;

    private final TreeSet<Timer> byDue = new TreeSet<>();
    /** The same timers in the order they were scheduled; the first is the one that has waited longest. */
    private final LinkedHashSet<Timer> byAge = new LinkedHashSet<>();

    private ClockMode mode;
    private long paceNanos;
    /** What was scheduled before counts as waiting from here on. */
    private long pacedSince;

    private Instant base;
    private long baseNanos;
    private long sequence;
    private Instant advancingFrom;
    private Instant advancingTo;
    private List<Advance.Ran> ran;
    private Future<?> wakeUp;
    private long wakeUpAt;
    private Leftover comeTooLate = new Leftover(0, 0);
    private boolean closed;

    /**
     * Starts a timeline.
     *
     * @param pace the longest real time an entry waits in {@link ClockMode#PACED}; otherwise unused
     * @param startAt its first instant, cut to milliseconds because that is what the wire can show
     * @param moved is called after each advance and change of the mode, with the monitor held
     */
    public Timeline(ClockMode mode, Duration pace, Instant startAt, Scheduler scheduler, Runnable moved) {
        this.mode = mode;
        this.paceNanos = pace.toNanos();
        this.scheduler = scheduler;
        this.moved = moved;
        this.base = startAt.truncatedTo(ChronoUnit.MILLIS);
        this.baseNanos = scheduler.nanos();
        this.pacedSince = baseNanos;
        this.lanes = new KeyedExecutor(scheduler, this::started);
    }

    public synchronized ClockMode mode() {
        return mode;
    }

    /**
     * Lets time move in another way from its now on; when an advance is running, from its end on. Nothing jumps: what is scheduled
     * counts as waiting from this moment, however long it has been there.
     *
     * @param pace as at the start
     */
    public synchronized void change(ClockMode changed, Duration pace) {
        if (mode == changed && paceNanos == pace.toNanos()) {
            return;
        }
        base = instant();
        baseNanos = scheduler.nanos();
        pacedSince = baseNanos;
        mode = changed;
        paceNanos = pace.toNanos();
        if (wakeUp != null) {
            // It was planned for the mode before.
            wakeUp.cancel(false);
            wakeUp = null;
        }
        releaseDue();
        wakeUpInTime();
        moved.run();
    }

    @Override
    public synchronized Instant instant() {
        if (mode == ClockMode.FROZEN || advancingTo != null) {
            return base;
        }
        return base.plusNanos(scheduler.nanos() - baseNanos).truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Puts an entry on the timeline. What is due already starts promptly, even when time stands still.
     *
     * @param lane entries of equal lanes never overlap
     * @param label what happens, for the answer of {@link #advanceTo}; its text is asked for when the entry runs, if ever
     */
    public synchronized Timer schedule(Instant due, Object lane, Object label, Task task) {
        Timer timer = new Timer(this, due, sequence++, scheduler.nanos(), lane, label, task);
        boolean later = due.isAfter(instant());
        if (closed) {
            comeTooLate = comeTooLate.plus(later ? new Leftover(0, 1) : new Leftover(1, 0));
            return timer;
        }
        byDue.add(timer);
        byAge.add(timer);
        if (later) {
            wakeUpInTime();
        } else {
            // Together with what the ticker has not come for yet, lest this one overtake an earlier one of its lane.
            releaseDue();
        }
        return timer;
    }

    synchronized boolean cancel(Timer timer) {
        byAge.remove(timer);
        return byDue.remove(timer) || lanes.withdraw(timer);
    }

    /** Keeps a lane from starting anything until the returned action has run; until then an advance takes no further step. */
    public synchronized Runnable hold(Object lane) {
        return lanes.hold(lane);
    }

    /** As {@link #advanceTo}, relative to now. */
    public Advance advanceBy(Duration duration) throws InterruptedException {
        return advance(now -> now.plus(duration));
    }

    /**
     * Moves time to {@code target}, stopping at every instant at which something is due until all of it, and all it caused for
     * that instant, has finished. A target in the past moves nothing but still waits for what is due.
     *
     * @throws AdvanceRunning when another advance of this timeline has not returned
     */
    public Advance advanceTo(Instant target) throws InterruptedException {
        return advance(now -> target);
    }

    /**
     * As {@link #advanceTo}, on a thread of its own, so that a caller's thread need not wait for slow receivers.
     *
     * @param target makes the target of the timeline's now; what it throws is thrown before anything changes
     * @throws AdvanceRunning when another advance of this timeline has not returned
     */
    public CompletableFuture<Advance> startAdvance(UnaryOperator<Instant> target) {
        begin(target);
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return stepThrough();
                        } catch (InterruptedException e) {
                            throw new CancellationException("the simulator stops");
                        }
                    },
                    scheduler.waiters());
        } catch (RejectedExecutionException e) {
            end();
            throw e;
        }
    }

    private Advance advance(UnaryOperator<Instant> target) throws InterruptedException {
        begin(target);
        return stepThrough();
    }

    private Advance stepThrough() throws InterruptedException {
        try {
            do {
                lanes.awaitIdle();
            } while (step());
            return report();
        } finally {
            end();
        }
    }

    private synchronized void begin(UnaryOperator<Instant> target) {
        if (advancingTo != null) {
            throw new AdvanceRunning(advancingFrom, advancingTo);
        }
        Instant now = instant();
        advancingTo = target.apply(now).truncatedTo(ChronoUnit.MILLIS);
        advancingFrom = now;
        base = now;
        ran = new ArrayList<>();
        releaseDue();
    }

    /** Goes to the next due instant up to the target; false when there is none left. */
    private synchronized boolean step() {
        if (closed) {
            return false;
        }
        if (lanes.areBusy()) {
            // Something came in after the lanes had been seen idle: it belongs to this instant, not to the next.
            return true;
        }
        if (byDue.isEmpty() || byDue.first().due.isAfter(advancingTo)) {
            jumpTo(advancingTo);
            return false;
        }
        jumpTo(byDue.first().due);
        releaseDue();
        return true;
    }

    private synchronized Advance report() {
        return new Advance(base, List.copyOf(ran), byDue.size(), byDue.isEmpty() ? null : byDue.first().due);
    }

    private synchronized void end() {
        baseNanos = scheduler.nanos();
        advancingFrom = null;
        advancingTo = null;
        ran = null;
        wakeUpInTime();
        moved.run();
    }

    private synchronized void started(Timer timer) {
        if (ran != null) {
            ran.add(new Advance.Ran(timer.due, timer.label.toString()));
        }
    }

    /** How many entries are scheduled for later. */
    public synchronized int pending() {
        return byDue.size();
    }

    /** When the next entry is due, or null when none is scheduled. */
    public synchronized Instant nextDue() {
        return byDue.isEmpty() ? null : byDue.first().due;
    }

    /** Whether it has ended, so that nothing becomes due any more. */
    public synchronized boolean isClosed() {
        return closed;
    }

    int lanesInUse() {
        return lanes.inUse();
    }

    private synchronized void tick() {
        // One that was cancelled too late may come before the planned one, which must not be forgotten then.
        if (scheduler.nanos() - wakeUpAt >= 0) {
            wakeUp = null;
        }
        if (closed || advancingTo != null) {
            return;
        }
        while (mode == ClockMode.PACED
                && !byAge.isEmpty()
                && waited(byAge.iterator().next()) >= paceNanos) {
            jumpTo(byAge.iterator().next().due);
            releaseDue();
        }
        releaseDue();
        wakeUpInTime();
    }

    /** Never backwards. */
    private void jumpTo(Instant instant) {
        if (instant.isAfter(instant())) {
            base = instant;
            baseNanos = scheduler.nanos();
        }
    }

    private void releaseDue() {
        Instant now = instant();
        while (!byDue.isEmpty() && !byDue.first().due.isAfter(now)) {
            Timer timer = byDue.pollFirst();
            byAge.remove(timer);
            lanes.submit(timer);
        }
    }

    private long waited(Timer timer) {
        long now = scheduler.nanos();
        return Math.min(now - timer.scheduledNanos, now - pacedSince);
    }

    /** Asks the ticker to come when the next entry must start by itself. */
    private void wakeUpInTime() {
        if (mode == ClockMode.FROZEN || advancingTo != null || closed || byDue.isEmpty()) {
            return;
        }
        // Rounded up to the next millisecond, the grain of instant(): waking early would find nothing due.
        Duration untilDue = Duration.between(instant(), byDue.first().due).plusMillis(1);
        long wait = untilDue.compareTo(LONGEST_SLEEP) < 0 ? untilDue.toNanos() : LONGEST_SLEEP.toNanos();
        if (mode == ClockMode.PACED) {
            wait = Math.min(wait, paceNanos - waited(byAge.iterator().next()));
        }
        long wakeAt = scheduler.nanos() + wait;
        if (wakeUp != null) {
            if (wakeUpAt - wakeAt <= 0) {
                return;
            }
            wakeUp.cancel(false);
        }
        wakeUpAt = wakeAt;
        wakeUp = scheduler.ticker().schedule(this::tick, Math.max(0, wait), TimeUnit.NANOSECONDS);
    }

    /** Ends the timeline at once. */
    @Override
    public void close() {
        closeWithin(Duration.ZERO);
    }

    /**
     * Ends the timeline: nothing becomes due any more, what is due gets at most {@code grace} of real time.
     *
     * @return what was left undone
     */
    public Leftover closeWithin(Duration grace) {
        int scheduled;
        synchronized (this) {
            if (closed) {
                return new Leftover(0, 0);
            }
            closed = true;
            scheduled = byDue.size();
            byDue.clear();
            byAge.clear();
            if (wakeUp != null) {
                wakeUp.cancel(false);
            }
        }
        try {
            lanes.awaitIdle(grace.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int due = lanes.close();
        synchronized (this) {
            return comeTooLate.plus(new Leftover(due, scheduled));
        }
    }
}
