package io.github.assetpaysim.simulator.time;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** How time is moved by hand. */
class TimelineAdvanceTest extends Timelines {
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
        assertThat(log.subList(0, 6)).containsExactlyInAnyOrder("1a", "1b", "1c", "1a ended", "1b ended", "1c ended");
        assertThat(log.subList(6, 12)).containsExactlyInAnyOrder("2a", "2b", "2c", "2a ended", "2b ended", "2c ended");
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
                        in(40), List.of(new Advance.Ran(in(30), "fourth"), new Advance.Ran(in(40), "fifth")), 0, null));
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
        Timeline odd = new Timeline(ClockMode.LIVE, NEVER, START.plusNanos(1_234_567), scheduler, () -> {});

        assertThat(odd.instant().getNano() % 1_000_000).isZero();
        assertThat(odd.advanceBy(Duration.ofNanos(7_654_321)).now().getNano() % 1_000_000)
                .isZero();
        assertThat(odd.instant().getNano() % 1_000_000).isZero();
    }
}
