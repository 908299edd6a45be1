package io.github.assetpaysim.simulator.time;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Entries that are taken off again. */
class TimelineCancelTest extends Timelines {
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
