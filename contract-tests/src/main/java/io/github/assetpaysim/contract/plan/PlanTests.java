package io.github.assetpaysim.contract.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** A plan as tests of JUnit. */
public final class PlanTests {
    private PlanTests() {}

    /**
     * One test for each requirement. All checks begin now, at the same time; the plan is closed when the stream is, which JUnit does.
     *
     * <p>A MUST that is violated or inconclusive fails; a SHOULD, and what was skipped, is aborted with its reason, which JUnit counts
     * as skipped.
     */
    public static Stream<DynamicTest> of(OpenPlan open) {
        Map<String, CompletableFuture<Result>> results = open.plan().start(open.atOnce(), result -> {});
        List<DynamicTest> tests = open.plan().checks().stream()
                .map(check -> DynamicTest.dynamicTest(
                        check.requirement().id() + " " + check.requirement().sentence(),
                        () -> judge(results.get(check.requirement().id()).get(), open)))
                .toList();
        return tests.stream().onClose(open::close);
    }

    private static void judge(Result result, OpenPlan open) throws InterruptedException {
        if (result.verdict() == Verdict.FAIL) {
            List<String> lines = new ArrayList<>(result.evidence().lines());
            open.ordinaryPaths().stream()
                    .filter(path -> path.name().equals(result.evidence().see()))
                    .forEach(path -> lines.addAll(path.evidence().lines()));
            throw new AssertionFailedError(
                    open.masked(result.reason() + (result.cause() == null ? "" : " (" + result.cause() + ")") + "\n"
                            + String.join("\n", lines)),
                    masked(open, result.expected()),
                    masked(open, result.came()));
        }
        String told = open.masked(result.verdict() + ": " + result.reason());
        if (result.open() && result.verdict() == Verdict.INCONCLUSIVE) {
            throw new AssertionFailedError(told);
        }
        if (result.verdict() != Verdict.PASS) {
            throw new TestAbortedException(told);
        }
    }

    private static String masked(OpenPlan open, String text) {
        return text == null ? null : open.masked(text);
    }
}
