package io.github.assetpaysim.simulator.time;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangeNotifierTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final Scheduler scheduler = new Scheduler(bugs::add);
    private final ChangeNotifier changes = new ChangeNotifier(scheduler);
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    @AfterEach
    void close() {
        threads.shutdownNow();
        scheduler.close();
        assertThat(bugs).isEmpty();
    }

    private static Supplier<Optional<Integer>> reached(AtomicInteger world, int least) {
        return () -> Optional.of(world.get()).filter(now -> now >= least);
    }

    @Test
    void what_is_true_already_is_given_at_once() {
        assertThat(changes.await(reached(new AtomicInteger(3), 3), Duration.ZERO))
                .isCompletedWithValue(Optional.of(3));
        assertThat(changes.waiting()).isZero();
    }

    @Test
    void a_change_is_looked_at_when_it_is_told_and_not_before() throws Exception {
        AtomicInteger world = new AtomicInteger();
        AtomicInteger looks = new AtomicInteger();
        CompletableFuture<Optional<Integer>> waiting = changes.await(
                () -> {
                    looks.incrementAndGet();
                    return reached(world, 1).get();
                },
                LONG);
        world.set(1);
        assertThat(waiting).isNotDone();
        assertThat(looks).hasValue(1);

        changes.changed();

        assertThat(waiting.get(20, SECONDS)).contains(1);
        assertThat(looks).hasValue(2);
        await().until(() -> changes.waiting() == 0);
    }

    @Test
    void a_change_that_comes_while_the_first_look_is_being_taken_is_not_missed() throws Exception {
        AtomicInteger world = new AtomicInteger();
        CompletableFuture<Optional<Integer>> waiting = changes.await(
                () -> {
                    Optional<Integer> seen = reached(world, 1).get();
                    if (world.getAndSet(1) == 0) {
                        changes.changed();
                    }
                    return seen;
                },
                LONG);

        assertThat(waiting.get(20, SECONDS)).contains(1);
    }

    @Test
    void when_the_time_is_over_it_is_empty_and_nothing_is_kept() throws Exception {
        CompletableFuture<Optional<Integer>> waiting =
                changes.await(reached(new AtomicInteger(), 1), Duration.ofMillis(20));

        assertThat(waiting.get(20, SECONDS)).isEmpty();
        await().until(() -> changes.waiting() == 0);
    }

    @Test
    void what_became_true_untold_is_still_found_at_the_end() throws Exception {
        AtomicInteger world = new AtomicInteger();
        CompletableFuture<Optional<Integer>> waiting = changes.await(reached(world, 1), Duration.ofMillis(200));
        world.set(1);

        assertThat(waiting.get(20, SECONDS)).contains(1);
    }

    @Test
    void closing_cancels_who_waits_and_who_comes_later() {
        CompletableFuture<Optional<Integer>> early = changes.await(reached(new AtomicInteger(), 1), LONG);

        changes.close();

        assertThat(early).isCancelled();
        assertThat(changes.await(reached(new AtomicInteger(), 1), LONG)).isCancelled();
        assertThat(changes.waiting()).isZero();
    }

    @Test
    void who_gives_up_waiting_is_forgotten() {
        changes.await(reached(new AtomicInteger(), 1), LONG).cancel(false);

        assertThat(changes.waiting()).isZero();
    }

    @Test
    void a_condition_that_throws_fails_its_waiting_and_no_other() throws Exception {
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        CompletableFuture<Optional<Integer>> bad = changes.await(
                () -> {
                    if (failure.get() != null) {
                        throw failure.get();
                    }
                    return Optional.empty();
                },
                LONG);
        AtomicInteger world = new AtomicInteger();
        CompletableFuture<Optional<Integer>> good = changes.await(reached(world, 1), LONG);
        failure.set(new IllegalStateException("gone"));
        world.set(1);

        changes.changed();

        assertThat(good.get(20, SECONDS)).contains(1);
        assertThatThrownBy(() -> bad.get(20, SECONDS)).hasMessageContaining("gone");
    }

    @Test
    void a_change_told_under_a_lock_that_the_condition_takes_locks_nobody_up() throws Exception {
        Object lock = new Object();
        AtomicInteger world = new AtomicInteger();
        CompletableFuture<Optional<Integer>> waiting = changes.await(
                () -> {
                    synchronized (lock) {
                        return reached(world, 1).get();
                    }
                },
                LONG);
        synchronized (lock) {
            world.set(1);
            changes.changed();
            assertThat(waiting).isNotDone();
        }

        assertThat(waiting.get(20, SECONDS)).contains(1);
    }

    /**
     * Each waiter's change is the last one of its round, told once: a change that slips through between registering and looking
     * would leave it waiting until the end.
     */
    @Test
    void no_change_is_missed_however_threads_meet() throws Exception {
        for (int round = 0; round < 3_000; round++) {
            AtomicInteger world = new AtomicInteger();
            CountDownLatch start = new CountDownLatch(1);
            List<CompletableFuture<Optional<Integer>>> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int least = 1 + i;
                waiting.add(CompletableFuture.supplyAsync(
                                () -> {
                                    awaitUninterrupted(start);
                                    return changes.await(reached(world, least), LONG);
                                },
                                threads)
                        .thenCompose(each -> each));
                threads.execute(() -> {
                    awaitUninterrupted(start);
                    world.incrementAndGet();
                    changes.changed();
                });
            }
            start.countDown();
            for (CompletableFuture<Optional<Integer>> each : waiting) {
                assertThat(each.get(20, SECONDS)).as("round " + round).isPresent();
            }
        }
        await().until(() -> changes.waiting() == 0);
    }

    @Test
    void closing_while_others_come_leaves_nobody_waiting() throws Exception {
        List<ChangeNotifier> ended = new ArrayList<>();
        for (int round = 0; round < 500; round++) {
            ChangeNotifier ending = new ChangeNotifier(scheduler);
            ended.add(ending);
            CountDownLatch start = new CountDownLatch(1);
            List<CompletableFuture<Optional<Integer>>> waiting = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                waiting.add(CompletableFuture.supplyAsync(
                                () -> {
                                    awaitUninterrupted(start);
                                    return ending.await(reached(new AtomicInteger(), 1), LONG);
                                },
                                threads)
                        .thenCompose(each -> each));
            }
            start.countDown();
            ending.close();
            for (CompletableFuture<Optional<Integer>> each : waiting) {
                assertThatThrownBy(() -> each.get(20, SECONDS)).hasRootCauseInstanceOf(CancellationException.class);
            }
        }
        await().until(() -> ended.stream().allMatch(each -> each.waiting() == 0));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
