package io.github.assetpaysim.contract.merchant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.assetpaysim.contract.plan.Verdict;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The merchants of the documentation, in other languages and processes, keep every requirement. */
class ExamplesProofTest {
    private static final String SECRET = "examples-s3cret";

    @ParameterizedTest
    @CsvSource({
        "node, merchant.mjs, completed, false",
        "node, merchant.mjs, instant, true",
        "python3, merchant.py, instant, false",
        "python3, merchant.py, completed, true"
    })
    void an_example_keeps_every_requirement(String language, String file, String policy, boolean startsDeposits)
            throws Exception {
        String key = "ap_" + file;
        try (Simulator simulator = Simulator.start(Settings.STANDARD)) {
            Process process = start(language, file, policy, simulator, key);
            try {
                String ready = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
                String url = ready.substring("READY ".length());
                MerchantOptions options = MerchantOptions.at(simulator.toString())
                        .callbackUrl(url + "/assetpay/callback")
                        .apiKey(key)
                        .apiSecret(SECRET)
                        .probe(new HttpProbe(url + "/users/{steamId}", "/balance"))
                        .settle(Duration.ofMillis(400));
                if (startsDeposits) {
                    options.startDeposit(StartDeposit.of("POST " + url + "/deposits", null));
                }
                try (MerchantPlan plan = MerchantPlan.open(options)) {
                    assertThat(plan.plan().run(plan.atOnce(), result -> {}))
                            .allSatisfy(result -> assertThat(result.verdict())
                                    .as(result.id() + " " + result.reason())
                                    .isEqualTo(Verdict.PASS));
                    assertThat(plan.facts()).singleElement().asString().contains("--credit-policy " + policy);
                }
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static Process start(String language, String file, String policy, Simulator simulator, String key) {
        ProcessBuilder builder = new ProcessBuilder(
                        language, Path.of("..", "docs", "examples", file).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PORT", "0");
        builder.environment().put("ASSETPAY_BASE_URL", simulator.toString());
        builder.environment().put("ASSETPAY_API_KEY", key);
        builder.environment().put("ASSETPAY_API_SECRET", SECRET);
        builder.environment().put("CREDIT_POLICY", policy);
        builder.environment().put("no_proxy", "127.0.0.1");
        try {
            return builder.start();
        } catch (IOException e) {
            assumeTrue(false, language + " is not on the PATH");
            throw new AssertionError(e);
        }
    }
}
