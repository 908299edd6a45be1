package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.plan.PlanTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

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
     * @throws io.github.assetpaysim.contract.plan.Unusable when the target or the probe cannot be reached
     */
    public static Stream<DynamicTest> checks(MerchantOptions options) throws InterruptedException {
        return PlanTests.of(MerchantPlan.open(options));
    }
}
