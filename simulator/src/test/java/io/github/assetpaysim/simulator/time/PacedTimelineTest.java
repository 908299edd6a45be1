package io.github.assetpaysim.simulator.time;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Time that flows, and in which nothing waits longer than the pace. */
class PacedTimelineTest extends Timelines {
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
        assertThat(given.get(1)).isBetween(START.plus(WEEK), START.plus(WEEK).plusSeconds(20));
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
                return CompletableFuture.runAsync(() -> paced.schedule(at.plusSeconds(3600), "lane", "hourly", this));
            }
        }
        paced.schedule(in(3600), "lane", "hourly", new Hourly());
        Instant last = START;
        for (int round = 0; round < 20; round++) {
            int before = ran.size();
            Advance advance = paced.advanceBy(DAY);
            assertThat(advance.now()).isAfterOrEqualTo(last.plus(DAY));
            assertThat(advance.nextDue()).isBetween(advance.now(), advance.now().plusSeconds(3600));
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
