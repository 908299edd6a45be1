package io.github.assetpaysim.simulator.time;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Lanes that are kept back. */
class TimelineHoldTest extends Timelines {
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
