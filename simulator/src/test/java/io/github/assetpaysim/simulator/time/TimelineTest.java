package io.github.assetpaysim.simulator.time;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TimelineTest {
    private static final Instant START = Instant.parse("2031-01-08T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    /** A pace, or a grace, that no test lives to see the end of. */
    private static final Duration NEVER = Duration.ofDays(300);
    /** For work that must visibly take real time, yet not much. */
    private static final Executor SOON = CompletableFuture.delayedExecutor(40, MILLISECONDS);

    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Engine engine = new Engine(bugs::add);
    private final Timeline timeline = frozen();

    @AfterEach
    void close() {
        engine.close();
    }

    private Timeline frozen() {
        return new Timeline(ClockMode.FROZEN, NEVER, START, engine);
    }

    private Timeline paced(Duration pace) {
        return new Timeline(ClockMode.PACED, pace, START, engine);
    }

    private Timeline live() {
        return new Timeline(ClockMode.LIVE, NEVER, START, engine);
    }

    private static Instant in(long seconds) {
        return START.plusSeconds(seconds);
    }

    /** A task that logs and is done. */
    private Task logs(String text) {
        return at -> {
            log.add(text);
            return Task.DONE;
        };
    }

    /** A task that logs its start, and a while later its end. */
    private Task takesAWhile(String text) {
        return at -> {
            log.add(text);
            return CompletableFuture.runAsync(() -> log.add(text + " ended"), SOON);
        };
    }

    /** A task that hangs until told. */
    private Task hangs(String text, CompletableFuture<Void> until) {
        return at -> {
            log.add(text);
            return until;
        };
    }

    private static <T> Thread elsewhere(Callable<T> work, CompletableFuture<T> result) {
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(work.call());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                },
                "test-elsewhere");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** An advance on a thread of its own, which has come to where it must wait. */
    private static CompletableFuture<Advance> advanceElsewhere(Timeline timeline, Instant to) {
        CompletableFuture<Advance> advance = new CompletableFuture<>();
        Thread thread = elsewhere(() -> timeline.advanceTo(to), advance);
        soon(() -> thread.getState() == Thread.State.WAITING);
        return advance;
    }

    private static void soon(BooleanSupplier condition) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(20, SECONDS)
                .until(condition::getAsBoolean);
    }

    private void soonLogged(String... texts) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(log).contains(texts));
    }

    @Nested
    class Advancing {
        @Test
        void an_entry_carries_its_own_instant() throws Exception {
            List<Instant> given = new CopyOnWriteArrayList<>();
            List<Instant> now = new CopyOnWriteArrayList<>();
            for (long second : new long[] {5, 1, 3}) {
                timeline.schedule(in(second), "lane", "entry", at -> {
                    given.add(at);
                    now.add(timeline.instant());
                    return Task.DONE;
                });
            }

            timeline.advanceBy(DAY);

            assertThat(given).containsExactly(in(1), in(3), in(5));
            assertThat(now).containsExactly(in(1), in(3), in(5));
        }

        @Test
        void a_retry_is_due_at_the_failed_attempts_instant_plus_the_gap() throws Exception {
            List<Instant> attempts = new CopyOnWriteArrayList<>();
            class Attempt implements Task {
                @Override
                public CompletableFuture<Void> run(Instant at) {
                    attempts.add(at);
                    return CompletableFuture.runAsync(
                            () -> {
                                if (attempts.size() < 4) {
                                    timeline.schedule(at.plusSeconds(10), "lane", "retry", this);
                                }
                            },
                            SOON);
                }
            }
            timeline.schedule(in(2), "lane", "attempt", new Attempt());

            Advance advance = timeline.advanceTo(in(22));

            assertThat(attempts).containsExactly(in(2), in(12), in(22));
            assertThat(advance.nextDue()).isEqualTo(in(32));
        }

        @Test
        void it_steps_from_due_instant_to_due_instant_and_all_of_one_finish_before_the_next() throws Exception {
            for (String lane : List.of("a", "b", "c")) {
                timeline.schedule(in(1), lane, lane, takesAWhile("1" + lane));
                timeline.schedule(in(2), lane, lane, takesAWhile("2" + lane));
            }

            timeline.advanceTo(in(2));

            assertThat(log).hasSize(12);
            assertThat(log.subList(0, 6))
                    .containsExactlyInAnyOrder("1a", "1b", "1c", "1a ended", "1b ended", "1c ended");
            assertThat(log.subList(6, 12))
                    .containsExactlyInAnyOrder("2a", "2b", "2c", "2a ended", "2b ended", "2c ended");
        }

        @Test
        void what_an_entry_causes_for_its_own_instant_finishes_before_the_next_step() throws Exception {
            timeline.schedule(
                    in(1),
                    "a",
                    "cause",
                    at -> CompletableFuture.runAsync(
                            () -> timeline.schedule(at, "b", "effect", takesAWhile("effect")), SOON));
            timeline.schedule(in(2), "c", "next", logs("next"));

            timeline.advanceTo(in(2));

            assertThat(log).containsExactly("effect", "effect ended", "next");
        }

        @Test
        void the_answer_names_what_ran_and_what_is_left() throws Exception {
            timeline.schedule(in(20), "lane", "third", logs("third"));
            timeline.schedule(in(40), "lane", "fifth", logs("fifth"));
            timeline.schedule(in(10), "lane", "first", at -> {
                timeline.schedule(at, "lane", "second", logs("second"));
                timeline.schedule(in(30), "lane", "fourth", logs("fourth"));
                return Task.DONE;
            });

            assertThat(timeline.advanceTo(in(25)))
                    .isEqualTo(new Advance(
                            in(25),
                            List.of(
                                    new Advance.Ran(in(10), "first"),
                                    new Advance.Ran(in(10), "second"),
                                    new Advance.Ran(in(20), "third")),
                            2,
                            in(30)));
            assertThat(timeline.pending()).isEqualTo(2);
            assertThat(timeline.nextDue()).isEqualTo(in(30));
            assertThat(timeline.advanceTo(in(40)))
                    .isEqualTo(new Advance(
                            in(40),
                            List.of(new Advance.Ran(in(30), "fourth"), new Advance.Ran(in(40), "fifth")),
                            0,
                            null));
            assertThat(timeline.nextDue()).isNull();
        }

        @Test
        void an_entry_due_exactly_at_the_target_runs_and_one_a_millisecond_later_does_not() throws Exception {
            timeline.schedule(in(10), "lane", "at", logs("at"));
            timeline.schedule(in(10).plusMillis(1), "lane", "after", logs("after"));

            assertThat(timeline.advanceBy(Duration.ofSeconds(10)).pending()).isEqualTo(1);
            assertThat(log).containsExactly("at");
        }

        @Test
        void to_a_past_instant_it_moves_nothing_but_waits_for_what_is_due() throws Exception {
            timeline.advanceTo(in(10));
            timeline.schedule(in(20), "lane", "later", logs("later"));
            timeline.schedule(in(5), "lane", "late", takesAWhile("late"));

            Advance advance = timeline.advanceTo(in(5));

            assertThat(advance.now()).isEqualTo(in(10));
            assertThat(timeline.instant()).isEqualTo(in(10));
            assertThat(log).containsExactly("late", "late ended");
            assertThat(advance.nextDue()).isEqualTo(in(20));
        }

        @Test
        void a_hanging_entry_costs_real_time_but_not_order() throws Exception {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            timeline.schedule(in(1), "a", "hanging", hangs("hanging", answer));
            timeline.schedule(in(1), "b", "same instant", logs("same instant"));
            timeline.schedule(in(1), "a", "same lane", logs("same lane"));
            timeline.schedule(in(2), "c", "next instant", logs("next instant"));

            CompletableFuture<Advance> advance = advanceElsewhere(timeline, in(9));
            soonLogged("hanging", "same instant");

            assertThat(timeline.instant()).isEqualTo(in(1));
            assertThat(log).containsExactlyInAnyOrder("hanging", "same instant");
            assertThat(advance).isNotDone();
            answer.complete(null);
            assertThat(advance.get(20, SECONDS).now()).isEqualTo(in(9));
            assertThat(log.subList(2, 4)).containsExactly("same lane", "next instant");
        }

        @Test
        void a_second_one_is_refused_and_names_the_running_one() throws Exception {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            timeline.schedule(in(1), "a", "hanging", hangs("hanging", answer));
            CompletableFuture<Advance> first = advanceElsewhere(timeline, in(86_400));

            assertThatThrownBy(() -> timeline.advanceBy(DAY))
                    .isInstanceOf(AdvanceRunning.class)
                    .hasMessageContaining(START.toString())
                    .hasMessageContaining(in(86_400).toString());

            answer.complete(null);
            assertThat(first.get(20, SECONDS).now()).isEqualTo(in(86_400));
            assertThat(timeline.advanceBy(DAY).now()).isEqualTo(in(2 * 86_400));
        }

        @Test
        void a_second_one_from_inside_an_entry_is_refused_and_the_running_one_goes_on() throws Exception {
            timeline.schedule(in(3600), "a", "greedy", at -> {
                try {
                    timeline.advanceBy(WEEK);
                } catch (AdvanceRunning e) {
                    log.add(e.getMessage());
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return Task.DONE;
            });

            assertThat(timeline.advanceBy(DAY).now()).isEqualTo(START.plus(DAY));
            assertThat(log)
                    .containsExactly("an advance from 2031-01-08T10:00:00Z to 2031-01-09T10:00:00Z is still running;"
                            + " wait for its answer, and do not advance from inside a callback handler");
        }

        @Test
        void an_interrupted_one_gives_up_and_leaves_the_timeline_usable() throws Exception {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            timeline.schedule(in(1), "a", "hanging", hangs("hanging", answer));
            timeline.schedule(in(2), "a", "next", logs("next"));
            AtomicBoolean interrupted = new AtomicBoolean();
            Thread thread = new Thread(() -> {
                try {
                    timeline.advanceTo(in(9));
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
            });
            thread.start();
            soonLogged("hanging");
            thread.interrupt();
            thread.join(20_000);

            assertThat(interrupted).isTrue();
            assertThat(timeline.instant()).isEqualTo(in(1));
            answer.complete(null);
            assertThat(timeline.advanceTo(in(9)).ran()).containsExactly(new Advance.Ran(in(2), "next"));
        }

        @Test
        void one_beyond_the_end_of_time_is_refused_and_changes_nothing() throws Exception {
            Timeline live = live();
            soon(() -> live.instant().isAfter(START.plusMillis(50)));
            long before = System.nanoTime();
            Instant now = live.instant();

            assertThatThrownBy(() -> live.advanceBy(Duration.ofSeconds(Long.MAX_VALUE)))
                    .isNotInstanceOf(AdvanceRunning.class);

            assertThat(live.instant())
                    .isBetween(now, now.plusNanos(System.nanoTime() - before).plusMillis(1));
            assertThat(live.advanceTo(in(3600)).now()).isEqualTo(in(3600));
        }

        @Test
        void an_entry_may_be_further_away_than_nanoseconds_can_count() throws Exception {
            for (Timeline running : List.of(live(), paced(NEVER))) {
                Duration far = DAY.multipliedBy(400 * 366);
                running.schedule(START.plus(far), "far", "far", logs("far"));
                assertThat(running.pending()).isEqualTo(1);
                running.advanceBy(far);
            }
            assertThat(log).containsExactly("far", "far");
        }

        @Test
        void the_wire_can_show_every_instant_a_timeline_has() throws Exception {
            Timeline odd = new Timeline(ClockMode.LIVE, NEVER, START.plusNanos(1_234_567), engine);

            assertThat(odd.instant().getNano() % 1_000_000).isZero();
            assertThat(odd.advanceBy(Duration.ofNanos(7_654_321)).now().getNano() % 1_000_000)
                    .isZero();
            assertThat(odd.instant().getNano() % 1_000_000).isZero();
        }
    }

    @Nested
    class InLanes {
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
        }

        @Test
        void an_entry_that_returns_nothing_to_wait_for_is_a_bug_and_stops_nothing() throws Exception {
            timeline.schedule(in(1), "lane", "forgot to return", at -> null);
            timeline.schedule(in(1), "lane", "next", logs("next"));

            timeline.advanceTo(in(1));

            assertThat(log).containsExactly("next");
            assertThat(bugs).singleElement().satisfies(bug -> assertThat(bug).hasMessageContaining("forgot to return"));
        }

        @Test
        void a_broken_bug_report_stops_nothing() throws Exception {
            try (Engine deaf = new Engine(bug -> {
                throw new IllegalStateException("nobody listens");
            })) {
                Timeline unheard = new Timeline(ClockMode.FROZEN, NEVER, START, deaf);
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

            assertThat(timeline.lanesInUse()).isZero();
            timeline.hold("held").run();
            assertThat(timeline.lanesInUse()).isZero();
        }
    }

    @Nested
    class Holding {
        @Test
        void nothing_of_a_held_lane_starts_and_an_advance_waits() throws Exception {
            Runnable release = timeline.hold("held");
            timeline.schedule(START, "held", "now", logs("held now"));
            timeline.schedule(in(1), "held", "later", logs("held later"));
            timeline.schedule(START, "free", "now", logs("free now"));
            timeline.schedule(in(1), "free", "later", logs("free later"));

            CompletableFuture<Advance> advance = advanceElsewhere(timeline, in(1));
            soonLogged("free now");

            assertThat(timeline.instant()).isEqualTo(START);
            assertThat(log).containsExactly("free now");
            assertThat(advance).isNotDone();
            release.run();
            advance.get(20, SECONDS);
            assertThat(log.subList(0, 2)).containsExactly("free now", "held now");
            assertThat(log.subList(2, 4)).containsExactlyInAnyOrder("held later", "free later");
        }

        @Test
        void it_keeps_back_even_an_entry_that_was_about_to_start() throws Exception {
            CountDownLatch workersBusy = new CountDownLatch(1);
            for (int lane = 0; lane < 50; lane++) {
                timeline.schedule(START, lane, "busy", at -> {
                    assertThat(awaited(workersBusy)).isTrue();
                    return Task.DONE;
                });
            }
            timeline.schedule(START, "held", "held", logs("held"));
            timeline.schedule(START, "free", "free", logs("free"));
            Runnable release = timeline.hold("held");
            workersBusy.countDown();
            soonLogged("free");

            assertThat(log).containsExactly("free");
            release.run();
            timeline.advanceTo(START);
            assertThat(log).containsExactly("free", "held");
            assertThat(bugs).isEmpty();
        }

        private boolean awaited(CountDownLatch latch) {
            try {
                return latch.await(20, SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        }

        @Test
        void an_advance_waits_even_for_a_held_lane_without_entries() throws Exception {
            Runnable release = timeline.hold("held");
            CompletableFuture<Advance> advance = advanceElsewhere(timeline, in(1));

            assertThat(timeline.instant()).isEqualTo(START);
            release.run();
            assertThat(advance.get(20, SECONDS).now()).isEqualTo(in(1));
        }

        @Test
        void releasing_twice_does_nothing() throws Exception {
            Runnable first = timeline.hold("held");
            Runnable second = timeline.hold("held");
            timeline.schedule(START, "held", "held", logs("held"));
            first.run();
            first.run();
            CompletableFuture<Advance> advance = advanceElsewhere(timeline, in(1));
            timeline.schedule(START, "free", "free", logs("free"));
            soonLogged("free");

            assertThat(log).containsExactly("free");
            assertThat(advance).isNotDone();
            second.run();
            advance.get(20, SECONDS);
            second.run();
            first.run();
            assertThat(log).containsExactly("free", "held");
            assertThat(timeline.advanceTo(in(2)).now()).isEqualTo(in(2));
        }

        @Test
        void a_hold_from_inside_an_entry_keeps_the_rest_of_its_lane_back() throws Exception {
            AtomicBoolean released = new AtomicBoolean();
            timeline.schedule(in(1), "lane", "opens", at -> {
                Runnable release = timeline.hold("lane");
                CompletableFuture.runAsync(
                        () -> {
                            released.set(true);
                            release.run();
                        },
                        SOON);
                return Task.DONE;
            });
            timeline.schedule(in(1), "lane", "follows", at -> {
                log.add("released " + released);
                return Task.DONE;
            });

            timeline.advanceTo(in(1));

            assertThat(log).containsExactly("released true");
        }
    }

    @Nested
    class Cancelling {
        @Test
        void before_its_start_it_takes_an_entry_off() throws Exception {
            Timer timer = timeline.schedule(in(1), "lane", "cancelled", logs("cancelled"));
            timeline.schedule(in(1), "lane", "kept", logs("kept"));

            assertThat(timer.cancel()).isTrue();
            assertThat(timer.cancel()).isFalse();
            assertThat(timeline.pending()).isEqualTo(1);
            timeline.advanceBy(DAY);
            assertThat(log).containsExactly("kept");
        }

        @Test
        void after_its_start_it_comes_too_late() throws Exception {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            Timer timer = timeline.schedule(START, "lane", "hanging", hangs("hanging", answer));
            soonLogged("hanging");

            assertThat(timer.cancel()).isFalse();
            answer.complete(null);
            timeline.advanceTo(START);
            assertThat(timer.cancel()).isFalse();
        }

        @Test
        void it_takes_an_entry_out_of_the_queue_of_its_lane() throws Exception {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            timeline.schedule(START, "lane", "hanging", hangs("hanging", answer));
            Timer waiting = timeline.schedule(START, "lane", "waiting", logs("waiting"));
            timeline.schedule(START, "lane", "last", logs("last"));
            soonLogged("hanging");

            assertThat(waiting.cancel()).isTrue();
            assertThat(waiting.cancel()).isFalse();
            answer.complete(null);
            timeline.advanceTo(START);
            assertThat(log).containsExactly("hanging", "last");
        }

        @Test
        void it_takes_an_entry_out_of_a_held_lane() throws Exception {
            Runnable release = timeline.hold("lane");
            Timer held = timeline.schedule(START, "lane", "held", logs("held"));

            assertThat(held.cancel()).isTrue();
            release.run();
            timeline.advanceTo(START);
            assertThat(log).isEmpty();
        }

        @Test
        void an_advance_that_waited_for_the_cancelled_entry_goes_on() throws Exception {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            timeline.schedule(in(1), "lane", "first", at -> {
                log.add("first");
                return answer;
            });
            Timer second = timeline.schedule(in(1), "lane", "second", logs("second"));
            CompletableFuture<Advance> advance = advanceElsewhere(timeline, in(2));
            soonLogged("first");
            answer.whenComplete((nothing, error) -> second.cancel());
            answer.complete(null);

            assertThat(advance.get(20, SECONDS).now()).isEqualTo(in(2));
        }
    }

    @Nested
    class Frozen {
        @Test
        void time_stands_still_but_what_is_due_now_runs_promptly() {
            timeline.schedule(in(-5), "a", "past", logs("past"));
            timeline.schedule(START, "b", "now", logs("now"));
            timeline.schedule(START.plusMillis(1), "c", "soon", logs("soon"));
            soonLogged("past", "now");
            Timeline clock = live();
            soon(() -> clock.instant().isAfter(in(0).plusMillis(100)));

            assertThat(timeline.instant()).isEqualTo(START);
            assertThat(log).containsExactlyInAnyOrder("past", "now");
            assertThat(timeline.pending()).isEqualTo(1);
        }
    }

    @Nested
    class Paced {
        @Test
        void no_entry_waits_longer_than_the_pace_in_real_time() {
            Duration pace = Duration.ofMillis(60);
            Timeline paced = paced(pace);
            AtomicLong waited = new AtomicLong();
            List<Instant> given = new CopyOnWriteArrayList<>();
            long scheduled = System.nanoTime();
            paced.schedule(START.plus(WEEK), "lane", "end of hold", at -> {
                waited.set(System.nanoTime() - scheduled);
                given.add(at);
                given.add(paced.instant());
                return Task.DONE;
            });

            soon(() -> given.size() == 2);

            assertThat(waited.get()).isGreaterThanOrEqualTo(pace.toNanos());
            assertThat(given.get(0)).isEqualTo(START.plus(WEEK));
            assertThat(given.get(1))
                    .isBetween(START.plus(WEEK), START.plus(WEEK).plusSeconds(20));
            assertThat(paced.pending()).isZero();
        }

        @Test
        void an_entry_due_sooner_than_the_pace_fires_at_its_real_due() {
            Timeline paced = paced(NEVER);
            CompletableFuture<Long> fired = new CompletableFuture<>();
            List<Instant> now = new CopyOnWriteArrayList<>();
            long scheduled = System.nanoTime();
            Instant due = paced.instant().plusMillis(60);
            paced.schedule(due, "lane", "soon", at -> {
                now.add(paced.instant());
                fired.complete(System.nanoTime() - scheduled);
                return Task.DONE;
            });

            // One millisecond less, the grain of the timeline's instant.
            assertThat(fired.orTimeout(20, SECONDS).join()).isGreaterThanOrEqualTo(59_000_000);
            assertThat(now.get(0)).isBetween(due, due.plusSeconds(20));
        }

        @Test
        void when_one_fires_every_entry_due_earlier_fires_first_in_due_order() throws Exception {
            Timeline paced = paced(Duration.ofMillis(150));
            List<Instant> now = new CopyOnWriteArrayList<>();
            class Step implements Task {
                @Override
                public CompletionStage<?> run(Instant at) {
                    now.add(paced.instant());
                    log.add("day " + Duration.between(START, at).toDays());
                    return Task.DONE;
                }
            }
            // From inside an advance, so that none fires before all are there.
            paced.schedule(in(1), "other", "plans", at -> {
                paced.schedule(START.plus(WEEK), "lane", "oldest", new Step());
                paced.schedule(START.plus(DAY.multipliedBy(2)), "lane", "younger", new Step());
                paced.schedule(START.plus(DAY), "lane", "youngest", new Step());
                return Task.DONE;
            });
            paced.advanceTo(in(1));

            soon(() -> log.size() == 3);

            assertThat(log).containsExactly("day 1", "day 2", "day 7");
            assertThat(now)
                    .allSatisfy(instant -> assertThat(instant)
                            .isBetween(START.plus(WEEK), START.plus(WEEK).plusSeconds(20)));
        }

        @Test
        void an_entry_due_later_than_the_one_that_fires_waits_its_own_pace() {
            Duration pace = Duration.ofMillis(60);
            Timeline paced = paced(pace);
            AtomicLong waited = new AtomicLong();
            paced.schedule(START.plus(DAY), "lane", "first", at -> {
                long scheduled = System.nanoTime();
                paced.schedule(at.plus(DAY), "lane", "second", then -> {
                    waited.set(System.nanoTime() - scheduled);
                    return Task.DONE;
                });
                return Task.DONE;
            });

            soon(() -> waited.get() > 0);

            assertThat(waited.get()).isGreaterThanOrEqualTo(pace.toNanos());
            assertThat(paced.instant()).isBetween(START.plus(DAY.multipliedBy(2)), START.plus(DAY.multipliedBy(3)));
        }

        @Test
        void time_never_goes_backwards() {
            Timeline paced = paced(Duration.ofMillis(30));
            paced.schedule(START.plus(WEEK), "a", "week", at -> {
                paced.schedule(START.plus(DAY), "b", "late", logs("late"));
                return Task.DONE;
            });
            Instant last = paced.instant();
            while (log.isEmpty() && !Thread.currentThread().isInterrupted()) {
                Instant now = paced.instant();
                assertThat(now).isAfterOrEqualTo(last);
                last = now;
            }

            assertThat(paced.instant()).isAfterOrEqualTo(START.plus(WEEK));
        }

        @Test
        void steady_traffic_of_short_entries_cannot_starve_a_seven_day_one() {
            Timeline paced = paced(Duration.ofMillis(150));
            AtomicInteger traffic = new AtomicInteger();
            AtomicBoolean ended = new AtomicBoolean();
            class Traffic implements Task {
                @Override
                public CompletionStage<?> run(Instant at) {
                    traffic.incrementAndGet();
                    if (!ended.get()) {
                        paced.schedule(paced.instant().plusMillis(1), "traffic", "traffic", this);
                    }
                    return Task.DONE;
                }
            }
            paced.schedule(START, "traffic", "traffic", new Traffic());
            soon(() -> traffic.get() > 20);
            paced.schedule(START.plus(WEEK), "trade", "end of hold", at -> {
                ended.set(true);
                return Task.DONE;
            });

            soon(ended::get);

            assertThat(paced.instant()).isAfterOrEqualTo(START.plus(WEEK));
        }

        @Test
        void a_hanging_entry_delays_only_its_own_lane() {
            Timeline paced = paced(Duration.ofMillis(20));
            CompletableFuture<Void> answer = new CompletableFuture<>();
            paced.schedule(in(10), "slow", "hanging", hangs("hanging", answer));
            paced.schedule(in(20), "slow", "behind", logs("behind"));
            paced.schedule(in(30), "quick", "first", at -> {
                paced.schedule(at.plus(WEEK), "quick", "second", logs("second"));
                return Task.DONE;
            });

            soonLogged("hanging", "second");

            assertThat(log).doesNotContain("behind");
            answer.complete(null);
            soonLogged("behind");
        }

        @Test
        void an_advance_while_it_ticks_stops_at_every_instant_and_then_it_ticks_on() throws Exception {
            Timeline paced = paced(Duration.ofMillis(5));
            List<Instant> ran = new CopyOnWriteArrayList<>();
            class Hourly implements Task {
                @Override
                public CompletableFuture<?> run(Instant at) {
                    ran.add(at);
                    return CompletableFuture.runAsync(
                            () -> paced.schedule(at.plusSeconds(3600), "lane", "hourly", this));
                }
            }
            paced.schedule(in(3600), "lane", "hourly", new Hourly());
            Instant last = START;
            for (int round = 0; round < 20; round++) {
                int before = ran.size();
                Advance advance = paced.advanceBy(DAY);
                assertThat(advance.now()).isAfterOrEqualTo(last.plus(DAY));
                assertThat(advance.nextDue())
                        .isBetween(advance.now(), advance.now().plusSeconds(3600));
                assertThat(advance.pending()).isEqualTo(1);
                last = advance.now();
                soon(() -> ran.size() > before + 25);
            }

            assertThat(ran.size()).isGreaterThan(20 * 25);
            for (int i = 0; i < ran.size(); i++) {
                assertThat(ran.get(i)).isEqualTo(in(3600L * (i + 1)));
            }
        }

        @Test
        void what_waited_during_an_advance_longer_than_the_pace_fires_after_it() throws Exception {
            Timeline paced = paced(Duration.ofMillis(30));
            Runnable release = paced.hold("a");
            CompletableFuture<Advance> advance = advanceElsewhere(paced, START);
            paced.schedule(START, "a", "plans", at -> {
                paced.schedule(START.plus(WEEK), "b", "week", logs("week"));
                return takesAWhile("while").run(at);
            });
            release.run();
            advance.get(20, SECONDS);

            soonLogged("week");
            assertThat(log).containsExactly("while", "while ended", "week");
        }
    }

    @Nested
    class Live {
        @Test
        void entries_take_their_real_duration() {
            Timeline live = new Timeline(ClockMode.LIVE, Duration.ofMillis(1), START, engine);
            CompletableFuture<Long> fired = new CompletableFuture<>();
            long scheduled = System.nanoTime();
            live.schedule(live.instant().plusMillis(120), "lane", "soon", at -> {
                fired.complete(System.nanoTime() - scheduled);
                return Task.DONE;
            });
            live.schedule(START.plus(WEEK), "lane", "week", logs("week"));

            assertThat(fired.orTimeout(20, SECONDS).join()).isGreaterThanOrEqualTo(119_000_000);
            assertThat(log).isEmpty();
            assertThat(live.pending()).isEqualTo(1);
        }

        @Test
        void an_advance_works_and_time_flows_on_from_there() throws Exception {
            Timeline live = live();
            live.schedule(START.plus(WEEK), "lane", "week", logs("week"));

            Advance advance = live.advanceTo(START.plus(WEEK));

            assertThat(log).containsExactly("week");
            assertThat(advance.now()).isEqualTo(START.plus(WEEK));
            live.schedule(START.plus(WEEK).plusMillis(20), "lane", "after", logs("after"));
            soonLogged("after");
            assertThat(live.instant())
                    .isBetween(START.plus(WEEK).plusMillis(20), START.plus(WEEK).plusSeconds(60));
        }

        @Test
        void during_an_advance_time_stands_still() throws Exception {
            Timeline live = live();
            List<Instant> now = new CopyOnWriteArrayList<>();
            live.schedule(in(3600), "lane", "slow", at -> {
                now.add(live.instant());
                return CompletableFuture.runAsync(() -> now.add(live.instant()), SOON);
            });

            live.advanceTo(in(3600));

            assertThat(now).containsExactly(in(3600), in(3600));
        }

        @Test
        void one_due_just_now_does_not_overtake_an_earlier_one_that_the_ticker_has_not_come_for() throws Exception {
            Timeline live = live();
            for (int round = 0; round < 200; round++) {
                Instant due = live.instant().plusMillis(1);
                live.schedule(due, "lane", "earlier", logs("earlier"));
                while (live.instant().isBefore(due)) {
                    Thread.onSpinWait();
                }
                live.schedule(live.instant(), "lane", "later", logs("later"));
                soon(() -> log.size() == 2);
                assertThat(log).containsExactly("earlier", "later");
                log.clear();
            }
        }

        @Test
        void an_advance_to_the_past_waits_even_for_what_the_ticker_has_not_come_for() throws Exception {
            Timeline live = live();
            for (int round = 0; round < 200; round++) {
                Instant due = live.instant().plusMillis(1);
                live.schedule(due, "lane", "entry", logs("entry"));
                while (live.instant().isBefore(due)) {
                    Thread.onSpinWait();
                }
                live.advanceTo(START);
                assertThat(log).containsExactly("entry");
                log.clear();
            }
        }

        @Test
        void an_earlier_entry_is_not_missed_when_the_next_wake_up_is_far_away() {
            Timeline live = live();
            live.schedule(START.plus(NEVER), "a", "far", logs("far"));
            live.schedule(START.plusSeconds(3600), "a", "nearer", logs("nearer"));
            live.schedule(live.instant().plusMillis(30), "b", "near", logs("near"));

            soonLogged("near");
            assertThat(log).containsExactly("near");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PACED", "LIVE"})
    void time_flows_without_drift_through_hundreds_of_ticks(ClockMode mode) throws Exception {
        Timeline flowing = new Timeline(mode, NEVER, START, engine);
        AtomicInteger ticks = new AtomicInteger();
        class Tick implements Task {
            @Override
            public CompletionStage<?> run(Instant at) {
                // Unrelated traffic, which plans anew all the time.
                flowing.schedule(at.plusSeconds(900), "other", "never", logs("never"))
                        .cancel();
                if (ticks.incrementAndGet() < 500) {
                    flowing.schedule(flowing.instant().plusMillis(1), "lane", "tick", this);
                }
                return Task.DONE;
            }
        }
        long beforeFirst = System.nanoTime();
        Instant first = flowing.instant();
        long afterFirst = System.nanoTime();
        flowing.schedule(first.plusMillis(1), "lane", "tick", new Tick());
        soon(() -> ticks.get() == 500);
        long beforeLast = System.nanoTime();
        Instant last = flowing.instant();
        long afterLast = System.nanoTime();

        assertThat(Duration.between(first, last))
                .isBetween(
                        Duration.ofNanos(beforeLast - afterFirst).minusMillis(1),
                        Duration.ofNanos(afterLast - beforeFirst).plusMillis(1));
        assertThat(log).isEmpty();
    }

    @Nested
    class Closing {
        @Test
        void it_counts_what_was_due_and_what_was_only_scheduled() {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            timeline.schedule(START, "a", "hanging", hangs("hanging", answer));
            timeline.schedule(START, "a", "behind", logs("behind"));
            timeline.schedule(in(1), "a", "later", logs("later"));
            timeline.schedule(in(2), "b", "later", logs("later"));
            timeline.schedule(in(2), "b", "cancelled", logs("later")).cancel();
            soonLogged("hanging");

            assertThat(timeline.closeWithin(Duration.ZERO)).isEqualTo(new Leftover(2, 2));
            assertThat(timeline.closeWithin(NEVER)).isEqualTo(new Leftover(0, 0));
            assertThat(new Leftover(2, 2).plus(new Leftover(1, 3))).isEqualTo(new Leftover(3, 5));
        }

        @Test
        void it_counts_entries_not_holds() {
            timeline.hold("lane");
            timeline.hold("lane");
            timeline.hold("empty");
            timeline.schedule(START, "lane", "held", logs("held"));

            assertThat(timeline.closeWithin(Duration.ZERO)).isEqualTo(new Leftover(1, 0));
        }

        @Test
        void it_counts_what_came_while_it_waited() throws Exception {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            timeline.schedule(START, "a", "hanging", hangs("hanging", answer));
            soonLogged("hanging");
            timeline.schedule(in(1), "b", "later", logs("later"));
            CompletableFuture<Leftover> closing = new CompletableFuture<>();
            elsewhere(() -> timeline.closeWithin(NEVER), closing);
            soon(() -> timeline.pending() == 0);
            timeline.schedule(START, "a", "a callback", logs("a callback"));
            timeline.schedule(in(10), "a", "a retry", logs("a retry"));
            timeline.schedule(in(20), "a", "another", logs("another"));
            answer.complete(null);

            assertThat(closing.get(20, SECONDS)).isEqualTo(new Leftover(1, 3));
            assertThat(log).containsExactly("hanging");
        }

        @Test
        void what_is_under_way_gets_the_grace_and_no_more() {
            timeline.schedule(START, "a", "hanging", hangs("hanging", new CompletableFuture<>()));
            Duration grace = Duration.ofMillis(60);
            long start = System.nanoTime();

            assertThat(timeline.closeWithin(grace)).isEqualTo(new Leftover(1, 0));
            assertThat(System.nanoTime() - start).isBetween(grace.toNanos(), SECONDS.toNanos(20));
        }

        @Test
        void what_finishes_within_the_grace_is_not_left_and_ends_the_waiting() {
            timeline.schedule(START, "a", "a while", takesAWhile("a while"));
            timeline.schedule(START, "a", "behind", logs("behind"));
            timeline.schedule(in(1), "a", "later", logs("later"));

            assertThat(timeline.closeWithin(NEVER)).isEqualTo(new Leftover(0, 1));
            assertThat(log).containsExactly("a while", "a while ended", "behind");
        }

        @ParameterizedTest
        @EnumSource
        void afterwards_nothing_starts(ClockMode mode) throws Exception {
            Timeline closed = new Timeline(mode, Duration.ofMillis(80), START, engine);
            CompletableFuture<Void> answer = new CompletableFuture<>();
            closed.schedule(START, "a", "hanging", hangs("hanging", answer));
            closed.schedule(START, "a", "behind", logs("behind"));
            Runnable release = closed.hold("b");
            closed.schedule(START, "b", "held", logs("held"));
            soonLogged("hanging");
            closed.schedule(closed.instant().plusMillis(80), "c", "scheduled", logs("scheduled"));
            closed.close();
            log.clear();

            answer.complete(null);
            release.run();
            closed.schedule(START, "d", "due", logs("due"));
            closed.schedule(closed.instant().plusMillis(1), "d", "soon", logs("soon"));
            assertThat(closed.advanceBy(DAY).ran()).isEmpty();
            Timeline clock = live();
            clock.schedule(START.plusMillis(160), "e", "fence", logs("fence"));
            soonLogged("fence");

            assertThat(log).containsExactly("fence");
            assertThat(closed.lanesInUse()).isZero();
            assertThat(closed.pending()).isZero();
        }

        @Test
        void a_running_advance_ends() throws Exception {
            timeline.schedule(in(1), "a", "hanging", hangs("hanging", new CompletableFuture<>()));
            timeline.schedule(in(2), "a", "next", logs("next"));
            CompletableFuture<Advance> advance = advanceElsewhere(timeline, in(5));
            soonLogged("hanging");

            timeline.close();

            assertThat(advance.get(20, SECONDS).now()).isEqualTo(in(1));
        }
    }

    @Test
    void timelines_of_one_engine_are_independent() throws Exception {
        Timeline other = frozen();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        timeline.schedule(in(1), "lane", "hanging", hangs("hanging", answer));
        CompletableFuture<Advance> advance = advanceElsewhere(timeline, in(1));
        other.schedule(in(1), "lane", "other", logs("other"));

        assertThat(other.advanceBy(DAY).now()).isEqualTo(START.plus(DAY));
        other.close();

        soonLogged("hanging");
        assertThat(timeline.instant()).isEqualTo(in(1));
        answer.complete(null);
        assertThat(advance.get(20, SECONDS).now()).isEqualTo(in(1));
    }

    @Test
    void a_hundred_thousand_entries_in_seven_days_cost_no_more_each_than_a_few_do() throws Exception {
        Map<Integer, Boolean> ran = new ConcurrentHashMap<>();
        advanceThrough(5_000, ran);
        ran.clear();
        long few = advanceThrough(5_000, ran) / 5_000;
        ran.clear();
        long many = advanceThrough(100_000, ran) / 100_000;

        assertThat(ran).hasSize(100_000);
        // Ten times is far from any noise and as far from quadratic cost, which would be twenty.
        assertThat(NANOSECONDS.toMicros(many)).isLessThan(10 * Math.max(20, NANOSECONDS.toMicros(few)));
    }

    /** Schedules so many entries over seven days, some with a successor for their own instant; how long all took. */
    private long advanceThrough(int entries, Map<Integer, Boolean> ran) throws InterruptedException {
        Timeline busy = frozen();
        long gap = WEEK.toMillis() / entries * 4;
        long start = System.nanoTime();
        for (int i = 0; i < entries; i++) {
            int number = i;
            busy.schedule(START.plusMillis(gap * (1 + number / 4)), number % 1000, "entry", at -> {
                ran.put(number, true);
                return Task.DONE;
            });
        }
        Advance advance = busy.advanceBy(WEEK);
        long took = System.nanoTime() - start;
        assertThat(advance.ran()).hasSize(entries);
        assertThat(advance.pending()).isZero();
        return took;
    }
}
