package io.github.assetpaysim.simulator.time;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Entries of one lane take turns, those of different lanes do not wait for each other. */
class TimelineLanesTest extends Timelines {
    @Test
    void entries_of_one_lane_never_overlap_and_run_in_due_order() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Integer> order = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            // Half of them all due at one instant, the others before, put on in the wrong order.
            Instant due = number < 50 ? in(50 - number) : in(60);
            timeline.schedule(due, new String("trade"), "entry", at -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                order.add(number);
                return CompletableFuture.runAsync(running::decrementAndGet);
            });
        }

        timeline.advanceBy(DAY);

        List<Integer> expected = new ArrayList<>();
        for (int i = 49; i >= 0; i--) {
            expected.add(i);
        }
        for (int i = 50; i < 100; i++) {
            expected.add(i);
        }
        assertThat(order).isEqualTo(expected);
        assertThat(most).hasValue(1);
    }

    @Test
    void waiting_entries_of_one_lane_run_in_due_order_however_late_they_were_put_on() throws Exception {
        timeline.advanceTo(in(100));
        Runnable release = timeline.hold("lane");
        for (int second : new int[] {30, 10, 20, 100, 10}) {
            timeline.schedule(in(second), "lane", "late", logs("at " + second));
        }
        release.run();

        timeline.advanceTo(in(100));

        assertThat(log).containsExactly("at 10", "at 10", "at 20", "at 30", "at 100");
    }

    @Test
    void entries_of_one_instant_in_different_lanes_run_in_parallel() throws Exception {
        CyclicBarrier together = new CyclicBarrier(3);
        for (String lane : List.of("a", "b", "c")) {
            timeline.schedule(in(1), lane, lane, at -> {
                meet(together);
                log.add(lane);
                return Task.DONE;
            });
        }

        timeline.advanceTo(in(1));

        assertThat(bugs).isEmpty();
        assertThat(log).containsExactlyInAnyOrder("a", "b", "c");
    }

    private void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, SECONDS);
        } catch (Exception e) {
            throw new AssertionError("was alone", e);
        }
    }

    @Test
    void a_thousand_lanes_of_one_instant_all_get_their_turn() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        for (int lane = 0; lane < 1000; lane++) {
            timeline.schedule(in(1), lane, "entry", at -> CompletableFuture.runAsync(ended::incrementAndGet, SOON));
        }

        timeline.advanceTo(in(1));

        assertThat(ended).hasValue(1000);
    }

    @Test
    void an_entry_that_throws_or_fails_is_reported_as_a_bug_and_stops_nothing() throws Exception {
        RuntimeException thrown = new IllegalStateException("thrown");
        Error error = new AssertionError("error");
        RuntimeException failed = new IllegalStateException("failed");
        RuntimeException failedLater = new IllegalStateException("failed later");
        timeline.schedule(in(1), "lane", "throws", at -> {
            throw thrown;
        });
        timeline.schedule(in(1), "lane", "throws an error", at -> {
            throw error;
        });
        timeline.schedule(in(1), "lane", "fails", at -> CompletableFuture.failedFuture(failed));
        timeline.schedule(
                in(1),
                "lane",
                "fails later",
                at -> CompletableFuture.runAsync(
                        () -> {
                            throw failedLater;
                        },
                        SOON));
        timeline.schedule(in(1), "lane", "next of the lane", logs("next of the lane"));
        timeline.schedule(in(2), "lane", "next step", logs("next step"));

        Advance advance = timeline.advanceTo(in(2));

        assertThat(advance.ran()).hasSize(6);
        assertThat(log).containsExactly("next of the lane", "next step");
        assertThat(bugs).hasSize(4);
        assertThat(bugs.subList(0, 3)).containsExactly(thrown, error, failed);
        assertThat(bugs.get(3)).isInstanceOf(CompletionException.class).hasCause(failedLater);
        bugs.clear();
    }

    @Test
    void an_entry_that_returns_nothing_to_wait_for_is_a_bug_and_stops_nothing() throws Exception {
        timeline.schedule(in(1), "lane", "forgot to return", at -> null);
        timeline.schedule(in(1), "lane", "next", logs("next"));

        timeline.advanceTo(in(1));

        assertThat(log).containsExactly("next");
        assertThat(bugs).singleElement().satisfies(bug -> assertThat(bug).hasMessageContaining("forgot to return"));
        bugs.clear();
    }

    @Test
    void a_broken_bug_report_stops_nothing() throws Exception {
        try (Scheduler deaf = new Scheduler(bug -> {
            throw new IllegalStateException("nobody listens");
        })) {
            Timeline unheard = new Timeline(ClockMode.FROZEN, NEVER, START, deaf, () -> {});
            unheard.schedule(in(1), "lane", "throws", at -> {
                throw new IllegalStateException("thrown");
            });
            unheard.schedule(in(1), "lane", "fails", at -> CompletableFuture.failedFuture(new AssertionError()));
            unheard.schedule(in(1), "lane", "next", logs("next"));

            unheard.advanceTo(in(1));
        }
        assertThat(log).containsExactly("next");
    }

    @Test
    void no_lane_outlives_its_last_entry() throws Exception {
        List<Runnable> releases = new ArrayList<>();
        for (int lane = 0; lane < 10_000; lane++) {
            Timer first = timeline.schedule(in(lane % 10), lane, "first", at -> Task.DONE);
            Timer second = timeline.schedule(START, lane, "second", at -> Task.DONE);
            if (lane % 3 == 0) {
                first.cancel();
                second.cancel();
            }
            if (lane % 5 == 0) {
                releases.add(timeline.hold(lane));
            }
        }
        releases.forEach(Runnable::run);

        timeline.advanceBy(DAY);

        soon(() -> timeline.lanesInUse() == 0);
        timeline.hold("held").run();
        assertThat(timeline.lanesInUse()).isZero();
    }
}
