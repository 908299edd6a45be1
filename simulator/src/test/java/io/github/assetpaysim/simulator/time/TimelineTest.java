package io.github.assetpaysim.simulator.time;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimelineTest extends Timelines {
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

    @ParameterizedTest
    @EnumSource(names = {"PACED", "LIVE"})
    void time_flows_without_drift_through_hundreds_of_ticks(ClockMode mode) throws Exception {
        Timeline flowing = new Timeline(mode, NEVER, START, scheduler, () -> {});
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

    @Test
    void timelines_of_one_scheduler_are_independent() throws Exception {
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
