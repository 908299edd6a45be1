package io.github.assetpaysim.contract.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.merchant.probe.HttpProbe;
import io.github.assetpaysim.contract.merchant.scene.StartTrade;
import io.github.assetpaysim.contract.plan.Verdict;
import io.github.assetpaysim.contract.zoo.Example;
import io.github.assetpaysim.contract.zoo.Policy;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The merchants of the documentation, in other languages and processes, keep every requirement. */
class ExamplesProofTest {
    private static final String SECRET = "examples-s3cret";
    /** What a deposit bears that the merchant starts is no requirement of the kit's. */
    private static final Set<String> ITS_OWN_TO_DECIDE = Set.of("OPT-01", "OPT-02");

    @ParameterizedTest
    @CsvSource({"node, merchant.mjs, INSTANT, true", "python3, merchant.py, COMPLETED, false"})
    void an_example_keeps_every_requirement(String language, String file, Policy policy, boolean startsDeposits)
            throws Exception {
        String key = "ap_" + file;
        try (Simulator simulator = Simulator.start(Settings.STANDARD)) {
            try (Example example = Example.start(language, file, policy, simulator, key, SECRET)) {
                MerchantOptions options = MerchantOptions.at(simulator.toString())
                        .callbackUrl(example.url() + "/assetpay/callback")
                        .apiKey(key)
                        .apiSecret(SECRET)
                        .probe(new HttpProbe(example.url() + "/users/{steamId}", "/balance"))
                        .settle(Duration.ofMillis(400));
                if (startsDeposits) {
                    options.startDeposit(StartTrade.deposit("POST " + example.url() + "/deposits", null));
                }
                try (MerchantPlan plan = MerchantPlan.open(options)) {
                    assertThat(plan.plan().run(plan.atOnce(), result -> {}))
                            .allSatisfy(result -> assertThat(result.verdict())
                                    .as(result.id() + " " + result.reason())
                                    .isEqualTo(
                                            startsDeposits && ITS_OWN_TO_DECIDE.contains(result.id())
                                                    ? Verdict.SKIPPED
                                                    : Verdict.PASS));
                    assertThat(plan.facts())
                            .singleElement()
                            .asString()
                            .containsIgnoringCase("--credit-policy " + policy);
                }
            }
        }
    }
}
