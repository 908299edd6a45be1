package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * The merchant's requirements as tests of JUnit, for a method with {@code @TestFactory}.
 *
 * <p>A MUST that is violated or inconclusive fails; a SHOULD, and what was skipped, is aborted with its reason, which JUnit counts as
 * skipped.
 */
public final class MerchantContract {
    private MerchantContract() {}

    /**
     * One test for each requirement. All of them begin now, at the same time; the merchant in the simulator is thrown away when
     * the stream is closed, which JUnit does.
     *
     * @throws Unusable when the target or the probe cannot be reached
     */
    public static Stream<DynamicTest> checks(MerchantOptions options) throws InterruptedException {
        MerchantPlan merchant = MerchantPlan.open(options);
        Map<String, CompletableFuture<Result>> results = merchant.plan().start(merchant.atOnce(), result -> {});
        List<DynamicTest> tests = merchant.plan().checks().stream()
                .map(check -> DynamicTest.dynamicTest(
                        check.requirement().id() + " " + check.requirement().sentence(),
                        () -> judge(results.get(check.requirement().id()).get(), merchant)))
                .toList();
        return tests.stream().onClose(merchant::close);
    }

    private static void judge(Result result, MerchantPlan merchant) throws InterruptedException {
        if (result.verdict() == Verdict.FAIL) {
            List<String> lines = new ArrayList<>(result.evidence().lines());
            merchant.ordinaryPaths().stream()
                    .filter(path -> path.name().equals(result.evidence().see()))
                    .forEach(path -> lines.addAll(path.evidence().lines()));
            throw new AssertionFailedError(
                    result.reason() + (result.cause() == null ? "" : " (" + result.cause() + ")") + "\n"
                            + String.join("\n", lines),
                    result.expected(),
                    result.came());
        }
        String told = result.verdict() + ": " + result.reason();
        if (result.open() && result.verdict() == Verdict.INCONCLUSIVE) {
            throw new AssertionFailedError(told);
        }
        if (result.verdict() != Verdict.PASS) {
            throw new TestAbortedException(told);
        }
    }
}
