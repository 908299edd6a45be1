package io.github.assetpaysim.contract.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {
    private static Outcome outcome(String verdicts, String expectedFailures) {
        List<Result> results = new ArrayList<>();
        for (String verdict : verdicts.split(" ")) {
            Requirement requirement = Requirements.MERCHANT.get(results.size());
            boolean blocked = verdict.equals("BLOCKED");
            results.add(new Result(
                    requirement,
                    blocked ? Verdict.SKIPPED : Verdict.valueOf(verdict),
                    blocked,
                    "why",
                    null,
                    null,
                    null,
                    1,
                    Evidence.NONE));
        }
        return new Outcome(
                results, expectedFailures == null ? Set.of() : Set.copyOf(Arrays.asList(expectedFailures.split(" "))));
    }

    /** CB-03 is a SHOULD, the others are MUSTs. */
    @ParameterizedTest
    @CsvSource({
        "PASS PASS,, 0",
        "PASS WARNING SKIPPED,, 0",
        "PASS SKIPPED INCONCLUSIVE,, 0",
        "PASS INCONCLUSIVE,, 3",
        "PASS BLOCKED,, 3",
        "PASS PASS BLOCKED,, 0",
        "FAIL INCONCLUSIVE,, 1",
        "FAIL BLOCKED, CB-01, 3",
        "PASS FAIL,, 1",
        "SKIPPED INCONCLUSIVE,, 3",
        "WARNING SKIPPED,, 0",
        "PASS FAIL, CB-02, 0",
        "PASS WARNING, CB-02, 0",
        "PASS FAIL FAIL, CB-02, 1",
        "PASS FAIL, CB-01 CB-02, 1",
        "PASS SKIPPED, CB-02, 0",
        "PASS INCONCLUSIVE, CB-02, 0"
    })
    void the_exit_status_says_what_the_verdicts_come_to(String verdicts, String expectedFailures, int status) {
        assertThat(outcome(verdicts, expectedFailures).exitStatus()).isEqualTo(status);
    }

    @Test
    void an_expected_failure_that_holds_is_named() {
        assertThat(outcome("PASS FAIL", "CB-01 CB-02").unexpectedlyPassed())
                .extracting(Result::id)
                .containsExactly("CB-01");
    }
}
