package io.github.assetpaysim.simulator.time;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many threads on one timeline.
 *
 * <p>Every check is about what must have happened before what: {@code stamps} numbers the moments, and only moments that are
 * ordered whatever the threads do are compared. So a failure is a fault, never bad luck.
 */
@Timeout(120)
class TimelineHammerTest {
    private static final Instant START = Instant.parse("2031-01-08T10:00:00Z");
    private static final int THREADS = 8;
    private static final int LANES = 10;
    private static final int ROUNDS = 50;
    private static final int ACTIONS = 120;

    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final Scheduler scheduler = new Scheduler(bugs::add);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ExecutorService answering = Executors.newFixedThreadPool(2);
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        threads.shutdownNow();
        answering.shutdownNow();
        scheduler.close();
    }

    private static final class Lane {
        final AtomicInteger running = new AtomicInteger();
        final List<Entry> runs = new ArrayList<>();
        volatile long lastEnd;
    }

    private final class Round {
        final Timeline timeline;
        final AtomicLong stamps = new AtomicLong();
        final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
        final List<Lane> lanes = new ArrayList<>();
        final AtomicInteger advances = new AtomicInteger();

        Round(ClockMode mode) {
            timeline = new Timeline(mode, Duration.ofMillis(2), START, scheduler, () -> {});
            for (int i = 0; i < LANES; i++) {
                lanes.add(new Lane());
            }
        }

        Void hammer(long seed) throws InterruptedException {
            SplittableRandom random = new SplittableRandom(seed);
            List<Entry> mine = new ArrayList<>();
            Instant seen = timeline.instant();
            for (int i = 0; i < ACTIONS; i++) {
                int action = random.nextInt(10);
                if (action < 6) {
                    mine.add(schedule(random, random.nextInt(LANES), true));
                } else if (action < 8 && !mine.isEmpty()) {
                    mine.get(random.nextInt(mine.size())).cancel();
                } else if (action == 8) {
                    hold(random);
                } else {
                    advance(random);
                }
                Instant now = timeline.instant();
                if (now.isBefore(seen)) {
                    faults.add("time went back from " + seen + " to " + now);
                }
                seen = now;
            }
            return null;
        }

        Entry schedule(SplittableRandom random, int lane, boolean mayStart) {
            Instant due = timeline.instant().plusMillis(random.nextInt(-4, 12));
            Entry entry = new Entry(this, lanes.get(lane), due, random.nextInt(3), stamps.incrementAndGet());
            entry.mayStart = mayStart;
            entry.timer = timeline.schedule(due, lane, "entry", entry);
            entry.scheduled = stamps.incrementAndGet();
            entries.add(entry);
            return entry;
        }

        void hold(SplittableRandom random) {
            int lane = random.nextInt(LANES);
            Runnable release = timeline.hold(lane);
            Instant now = timeline.instant();
            Entry first = schedule(random, lane, false);
            Entry second = schedule(random, lane, false);
            if (timeline.mode() == ClockMode.FROZEN && !timeline.instant().equals(now)) {
                faults.add("a step from " + now + " in spite of a hold");
            }
            first.mayStart = true;
            second.mayStart = true;
            release.run();
            release.run();
        }

        void advance(SplittableRandom random) throws InterruptedException {
            long before = stamps.incrementAndGet();
            try {
                Advance advance = timeline.advanceBy(Duration.ofMillis(random.nextInt(8)));
                advances.incrementAndGet();
                for (Entry entry : entries) {
                    if (entry.scheduled < before
                            && !entry.due.isAfter(advance.now())
                            && !entry.cancelling
                            && !entry.finished) {
                        faults.add("advance to " + advance.now() + " left " + entry.due + " unfinished");
                    }
                }
            } catch (AdvanceRunning e) {
                Thread.onSpinWait();
            }
        }

        void check() throws InterruptedException {
            timeline.advanceBy(Duration.ofDays(1));
            for (Entry entry : entries) {
                if (entry.started.get() + entry.cancelled.get() != 1) {
                    faults.add("ran " + entry.started + " times, cancelled " + entry.cancelled + " times");
                }
            }
            lanes.forEach(this::checkOrder);
            assertThat(faults).isEmpty();
            assertThat(bugs).isEmpty();
            assertThat(timeline.pending()).isZero();
            // A lane whose last entry was cancelled just before its start is forgotten by the thread that comes to
            // start it.
            Timelines.soon(() -> timeline.lanesInUse() == 0);
            assertThat(advances).hasPositiveValue();
            timeline.close();
        }

        /** An entry may run after one that is due later only if it came when that one had already been chosen. */
        private void checkOrder(Lane lane) {
            for (int i = 0; i < lane.runs.size(); i++) {
                Entry first = lane.runs.get(i);
                for (Entry second : lane.runs.subList(i + 1, lane.runs.size())) {
                    boolean known = second.scheduled < Math.max(first.freeSince, first.created);
                    boolean sooner = second.due.isBefore(first.due)
                            || second.due.equals(first.due) && second.scheduled < first.created;
                    if (known && sooner) {
                        faults.add(first.due + " ran before " + second.due);
                    }
                }
            }
        }
    }

    private final class Entry implements Task {
        final Round round;
        final Lane lane;
        final Instant due;
        final int kind;
        final long created;
        final AtomicInteger started = new AtomicInteger();
        final AtomicInteger cancelled = new AtomicInteger();
        volatile long scheduled;
        volatile boolean mayStart;
        volatile boolean cancelling;
        volatile boolean finished;
        /** When the lane's previous entry ended, before which this one cannot have been chosen. */
        long freeSince;

        Timer timer;

        Entry(Round round, Lane lane, Instant due, int kind, long created) {
            this.round = round;
            this.lane = lane;
            this.due = due;
            this.kind = kind;
            this.created = created;
        }

        void cancel() {
            cancelling = true;
            if (timer.cancel()) {
                cancelled.incrementAndGet();
            }
        }

        @Override
        public CompletionStage<?> run(Instant at) {
            if (!lane.running.compareAndSet(0, 1)) {
                faults.add("two of one lane overlap");
            }
            if (!mayStart) {
                faults.add("started while held");
            }
            if (!at.equals(due) || round.timeline.instant().isBefore(at)) {
                faults.add("given " + at + " instead of " + due);
            }
            started.incrementAndGet();
            freeSince = lane.lastEnd;
            lane.runs.add(this);
            if (kind == 0) {
                end();
                return DONE;
            }
            return CompletableFuture.runAsync(this::end, answering);
        }

        private void end() {
            finished = true;
            lane.lastEnd = round.stamps.incrementAndGet();
            lane.running.set(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_entry_runs_once_or_was_cancelled_in_its_lanes_order_and_no_advance_leaves_one(ClockMode mode)
            throws Exception {
        for (int number = 0; number < ROUNDS; number++) {
            Round round = new Round(mode);
            List<Callable<Void>> hammers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                long seed = number * 100L + thread;
                hammers.add(() -> round.hammer(seed));
            }
            for (Future<Void> hammer : threads.invokeAll(hammers)) {
                hammer.get(60, SECONDS);
            }
            round.check();
        }
    }

    @Test
    void no_advance_is_lost_among_many() throws Exception {
        Timeline timeline = new Timeline(ClockMode.FROZEN, Duration.ZERO, START, scheduler, () -> {});
        AtomicInteger advances = new AtomicInteger();
        List<Callable<Void>> hammers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            hammers.add(() -> {
                for (int i = 0; i < 2000; i++) {
                    try {
                        timeline.advanceBy(Duration.ofMillis(1));
                        advances.incrementAndGet();
                    } catch (AdvanceRunning e) {
                        Thread.onSpinWait();
                    }
                }
                return null;
            });
        }
        for (Future<Void> hammer : threads.invokeAll(hammers)) {
            hammer.get(60, SECONDS);
        }

        assertThat(timeline.instant()).isEqualTo(START.plusMillis(advances.get()));
    }

    /** What came in from outside, seen from when it was on the timeline to when its work ended. */
    private static final class Outside {
        volatile Instant registered;
        volatile boolean finished;
    }

    @Test
    void no_step_is_taken_before_what_came_in_for_the_last_instant_has_finished() throws Exception {
        for (int number = 0; number < 10; number++) {
            Timeline timeline = new Timeline(ClockMode.FROZEN, Duration.ZERO, START, scheduler, () -> {});
            List<List<Outside>> came = new ArrayList<>();
            List<Future<Void>> clients = new ArrayList<>();
            for (int client = 0; client < 3; client++) {
                List<Outside> mine = new CopyOnWriteArrayList<>();
                came.add(mine);
                clients.add(threads.submit(() -> client(timeline, mine)));
            }
            for (int i = 1; i <= 2000; i++) {
                timeline.schedule(START.plusMillis(i), "steps", "step", at -> {
                    for (List<Outside> each : came) {
                        Outside last = each.isEmpty() ? null : each.get(each.size() - 1);
                        if (last != null && !last.finished && last.registered != null && last.registered.isBefore(at)) {
                            faults.add("at " + at + " something of " + last.registered + " was unfinished");
                        }
                    }
                    return Task.DONE;
                });
            }

            timeline.advanceBy(Duration.ofDays(1));

            for (Future<Void> client : clients) {
                client.get(60, SECONDS);
            }
            assertThat(faults).isEmpty();
            assertThat(bugs).isEmpty();
        }
    }

    private Void client(Timeline timeline, List<Outside> came) {
        for (int i = 0; i < 150; i++) {
            Outside outside = new Outside();
            came.add(outside);
            CompletableFuture<Void> ended = new CompletableFuture<>();
            Instant due = timeline.instant();
            timeline.schedule(due, came, "from outside", at -> {
                answering.execute(() -> {
                    outside.finished = true;
                    ended.complete(null);
                });
                return ended;
            });
            // Only what is known to have been there before time moved on must have kept it from moving.
            if (timeline.instant().equals(due)) {
                outside.registered = due;
            }
            ended.orTimeout(60, SECONDS).join();
        }
        return null;
    }
}
