package io.github.assetpaysim.simulator.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineChangeTest extends Timelines {
    private static final Duration PACE = Duration.ofMillis(50);

    private Timeline in(ClockMode mode) {
        return new Timeline(mode, NEVER, START, scheduler, () -> log.add("moved"));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "FROZEN, PACED",
        "FROZEN, LIVE",
        "FROZEN, FROZEN",
        "PACED, FROZEN",
        "PACED, LIVE",
        "PACED, PACED",
        "LIVE, FROZEN",
        "LIVE, PACED",
        "LIVE, LIVE",
    })
    void time_goes_on_from_now_in_the_new_mode(ClockMode before, ClockMode after) throws Exception {
        Timeline changed = in(before);
        changed.advanceTo(START.plus(DAY));
        log.clear();
        changed.schedule(changed.instant().plus(WEEK), "lane", "week", logs("week"));
        changed.schedule(changed.instant().plusMillis(60), "lane", "short", logs("short"));
        Instant earliest = changed.instant();
        changed.change(after, PACE);

        assertThat(changed.mode()).isEqualTo(after);
        assertThat(changed.instant())
                .isBetween(
                        earliest,
                        after == ClockMode.PACED ? earliest.plus(WEEK).plusSeconds(30) : earliest.plusSeconds(30));
        assertThat(log).contains("moved");
        switch (after) {
            case FROZEN -> {
                Instant stands = changed.instant();
                assertThat(CompletableFuture.supplyAsync(changed::instant, SOON).get())
                        .isEqualTo(stands);
                assertThat(log).doesNotContain("week");
            }
            case PACED -> {
                soon(() -> log.contains("week"));
                assertThat(log).containsSubsequence("short", "week");
            }
            case LIVE -> {
                soon(() -> log.contains("short"));
                assertThat(log).doesNotContain("week");
                assertThat(changed.instant()).isBefore(START.plus(DAY).plus(DAY));
            }
        }
    }

    @Test
    void what_has_waited_long_on_a_frozen_clock_waits_its_pace_once_that_is_paced() throws Exception {
        timeline.schedule(START.plus(WEEK), "lane", "week", logs("week"));
        CompletableFuture.runAsync(() -> {}, SOON).get();
        CompletableFuture.runAsync(() -> {}, SOON).get();
        long from = System.nanoTime();
        timeline.change(ClockMode.PACED, PACE);

        soon(() -> log.contains("week"));
        assertThat(System.nanoTime() - from).isGreaterThanOrEqualTo(PACE.toNanos());
    }

    @ParameterizedTest
    @CsvSource({"FROZEN, LIVE", "FROZEN, PACED", "LIVE, FROZEN", "PACED, FROZEN"})
    void an_advance_that_is_running_ends_where_it_was_to_end_and_the_new_mode_holds_from_there(
            ClockMode before, ClockMode after) throws Exception {
        Timeline changed = in(before);
        changed.schedule(START.plus(DAY), "lane", "change", at -> {
            changed.change(after, PACE);
            return Task.DONE;
        });
        changed.schedule(START.plus(WEEK).plus(WEEK), "lane", "later", logs("later"));

        Advance done = changed.advanceTo(START.plus(WEEK));

        assertThat(done.now()).isEqualTo(START.plus(WEEK));
        assertThat(changed.mode()).isEqualTo(after);
        if (after == ClockMode.FROZEN) {
            assertThat(changed.instant()).isEqualTo(START.plus(WEEK));
        } else {
            soon(() -> changed.instant().isAfter(START.plus(WEEK)));
        }
        if (after == ClockMode.PACED) {
            soon(() -> log.contains("later"));
        }
    }
}
