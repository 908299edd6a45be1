package io.github.assetpaysim.contract.api;

import io.github.assetpaysim.contract.plan.PlanTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What a host must do to be an AssetPay, as tests of JUnit, for a method with {@code @TestFactory}.
 *
 * <p>A MUST that is violated or inconclusive fails; a SHOULD, and what was skipped, is aborted with its reason, which JUnit counts as
 * skipped.
 */
public final class ApiContract {
    private ApiContract() {}

    /**
     * One test for each requirement. All of them begin now; what was made in the simulator is thrown away when the stream is closed,
     * which JUnit does.
     *
     * @throws io.github.assetpaysim.contract.plan.Unusable when the target cannot be reached
     */
    public static Stream<DynamicTest> checks(ApiOptions options) throws InterruptedException {
        return PlanTests.of(ApiPlan.open(options));
    }
}
