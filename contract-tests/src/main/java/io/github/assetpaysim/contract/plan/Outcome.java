package io.github.assetpaysim.contract.plan;

import java.util.List;
import java.util.Set;

/**
 * What a whole run comes to.
 *
 * @param expectedFailures ids of requirements that are known to be violated
 */
public record Outcome(List<Result> results, Set<String> expectedFailures) {
    /** Exit status: everything that must hold does. */
    public static final int HOLDS = 0;
    /** Exit status: something that must hold does not, or an expected failure holds. */
    public static final int FAILED = 1;
    /** Exit status: nothing is known to fail, but not everything that must hold is known to. */
    public static final int NOT_SHOWN = 3;

    public Outcome {
        results = List.copyOf(results);
        expectedFailures = Set.copyOf(expectedFailures);
    }

    /** How many results have a verdict. */
    public long count(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }

    /** Whether a violation was expected and came. */
    public boolean asExpected(Result result) {
        return result.verdict().violated() && expectedFailures.contains(result.id());
    }

    /** Expected failures that are none. */
    public List<Result> unexpectedlyPassed() {
        return results.stream()
                .filter(result -> result.verdict() == Verdict.PASS && expectedFailures.contains(result.id()))
                .toList();
    }

    /** Whether this result fails the run. */
    public boolean fails(Result result) {
        return result.verdict() == Verdict.FAIL && !asExpected(result)
                || unexpectedlyPassed().contains(result);
    }

    /** Whether no requirement was judged at all. */
    public boolean nothingChecked() {
        return results.stream().noneMatch(result -> result.verdict().judged());
    }

    /** What must hold and could not be judged, though it was not expected to fail. */
    public List<Result> open() {
        return results.stream()
                .filter(result -> result.open() && !expectedFailures.contains(result.id()))
                .toList();
    }

    /** {@link #HOLDS}, {@link #FAILED} or {@link #NOT_SHOWN}. */
    public int exitStatus() {
        if (results.stream().anyMatch(this::fails)) {
            return FAILED;
        }
        return nothingChecked() || !open().isEmpty() ? NOT_SHOWN : HOLDS;
    }
}
