package io.github.assetpaysim.simulator.time;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Time that flows as real time does. */
class LiveTimelineTest extends Timelines {
    @Test
    void entries_take_their_real_duration() {
        Timeline live = new Timeline(ClockMode.LIVE, Duration.ofMillis(1), START, scheduler, () -> {});
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
