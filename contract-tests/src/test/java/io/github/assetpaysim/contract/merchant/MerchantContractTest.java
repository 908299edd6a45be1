package io.github.assetpaysim.contract.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Selection;
import io.github.assetpaysim.contract.zoo.BrokenMerchant;
import io.github.assetpaysim.contract.zoo.Config;
import io.github.assetpaysim.contract.zoo.Flaw;
import io.github.assetpaysim.contract.zoo.Policy;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The checks as a merchant's own JUnit tests would have them. */
class MerchantContractTest {
    private static MerchantOptions options;

    /** What a merchant writes; run by the test below, not by itself. */
    static final class Integration {
        @TestFactory
        Stream<DynamicTest> handlesAssetPay() throws InterruptedException {
            return MerchantContract.checks(options);
        }
    }

    @Test
    void each_requirement_is_a_test_and_the_merchant_in_the_simulator_is_gone_afterwards() {
        Config config = Config.of("junit-s3cret", Policy.COMPLETED);
        try (Simulator simulator = Simulator.start(Settings.STANDARD);
                BrokenMerchant merchant = BrokenMerchant.start(Flaw.CREDITS_DECLINED, config)) {
            options = MerchantOptions.at(simulator.toString())
                    .apiKey("ap_junit")
                    .apiSecret("junit-s3cret")
                    .callbackUrl(merchant.callbackUrl().toString())
                    .probe(merchant::balance)
                    .settle(Duration.ofMillis(200))
                    .selection(new Selection(Requirements.MERCHANT, List.of("END-01", "END-02", "CB-01"), List.of()));

            Map<String, TestExecutionResult> results = run();
            Map<String, TestExecutionResult> again = run();

            assertThat(results).isNotEmpty();
            assertThat(again.keySet()).isEqualTo(results.keySet());
            assertThat(results.keySet())
                    .anyMatch(name -> name.startsWith("END-01 DECLINED credits nothing."))
                    .hasSize(3);
            results.forEach((name, result) -> {
                boolean fails = name.startsWith("END-01");
                assertThat(result.getStatus())
                        .isEqualTo(fails ? TestExecutionResult.Status.FAILED : TestExecutionResult.Status.SUCCESSFUL);
                assertThat(result.getThrowable().isPresent()).isEqualTo(fails);
                result.getThrowable()
                        .ifPresent(failure -> assertThat(failure).hasMessageContaining("for the trade ended DECLINED"));
            });
        }
    }

    @Test
    void what_must_hold_and_cannot_be_judged_fails_with_its_reason() {
        try (Simulator simulator = Simulator.start(Settings.STANDARD);
                BrokenMerchant merchant =
                        BrokenMerchant.start(Flaw.CREDITS_DECLINED, Config.of("junit-s3cret", Policy.COMPLETED))) {
            options = MerchantOptions.at(simulator.toString())
                    .apiSecret("junit-s3cret")
                    .callbackUrl(merchant.callbackUrl().toString())
                    .selection(new Selection(Requirements.MERCHANT, List.of("END-01"), List.of()));

            assertThat(run().values()).singleElement().satisfies(result -> {
                assertThat(result.getStatus()).isEqualTo(TestExecutionResult.Status.FAILED);
                assertThat(result.getThrowable().orElseThrow()).hasMessageContaining("INCONCLUSIVE: ");
            });
        }
    }

    private static Map<String, TestExecutionResult> run() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Integration.class))
                .build();
        Map<String, TestExecutionResult> results = new TreeMap<>();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    results.put(test.getDisplayName(), result);
                }
            }
        });
        return results;
    }
}
