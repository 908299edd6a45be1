package io.github.assetpaysim.contract.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StarvationTest {
    private static final Requirement MUST = Requirements.named("CB-02");

    private long now = Duration.ofDays(1).toNanos();
    private final Starvation starvation = new Starvation(() -> now);

    private void passes(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    private void beatsAfter(long millis) {
        passes(millis);
        starvation.beat();
    }

    private Result run(Check.Attempt attempt) {
        return new Check(MUST, attempt).run(starvation);
    }

    private static CheckFailure violated() {
        return CheckFailure.violated("an answer", "none");
    }

    @Test
    void a_beat_that_comes_late_is_a_standstill_for_as_long_as_it_was_late() {
        long begin = now;
        beatsAfter(50);
        beatsAfter(1_250);
        beatsAfter(50);

        assertThat(starvation.longestSince(begin)).isEqualTo(Duration.ofMillis(1_200));
        assertThat(starvation.longestSince(now)).isZero();
    }

    @Test
    void a_standstill_counts_that_began_before_and_one_that_has_not_ended() {
        beatsAfter(50);
        passes(1_000);
        long begin = now;
        beatsAfter(500);
        assertThat(starvation.longestSince(begin)).isEqualTo(Duration.ofMillis(1_450));

        begin = now;
        passes(3_050);
        assertThat(starvation.longestSince(begin)).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({"999, false", "1000, true"})
    void a_second_counts_and_less_does_not(long late, boolean counts) {
        long begin = now;
        passes(50 + late);

        assertThat(starvation.longestSince(begin).isZero()).isEqualTo(!counts);
    }

    @Test
    void what_time_can_explain_is_no_violation_when_this_machine_stood_still_meanwhile() {
        Result result = run(notes -> {
            beatsAfter(1_250);
            throw violated().because("slow").mayBeTime(true);
        });

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason())
                .isEqualTo("this machine stood still for 1200 ms while it was tried, which may be why: expected an"
                        + " answer, came none; run again on a quieter one");
        assertThat(result)
                .extracting(Result::expected, Result::came, Result::cause)
                .containsOnlyNulls();
    }

    @Test
    void what_time_cannot_explain_stays_a_violation() {
        assertThat(run(notes -> {
                            beatsAfter(5_000);
                            throw violated().mayBeTime(false);
                        })
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void on_a_machine_that_goes_on_a_late_answer_is_a_violation() {
        beatsAfter(9_000);

        assertThat(run(notes -> {
                            beatsAfter(900);
                            throw violated().mayBeTime(true);
                        })
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void what_is_seen_on_the_ordinary_path_may_be_due_to_a_standstill_before_the_check_began() {
        beatsAfter(9_000);

        assertThat(run(notes -> {
                            notes.see("ordinary deposit");
                            throw violated().mayBeTime(true);
                        })
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void what_does_not_show_anything_anyway_keeps_its_reason() {
        assertThat(run(notes -> {
                            beatsAfter(5_000);
                            throw CheckFailure.skipped("no simulator");
                        })
                        .reason())
                .isEqualTo("no simulator");
    }
}
