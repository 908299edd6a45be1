package io.github.assetpaysim.simulator.time;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a timeline still does when it ends, and what it leaves. */
class TimelineCloseTest extends Timelines {
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
        Timeline closed = new Timeline(mode, Duration.ofMillis(80), START, scheduler, () -> {});
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
