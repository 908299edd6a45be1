package io.github.assetpaysim.simulator.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DemoTest {
    private static final Pattern CALLBACK = Pattern.compile("(?m)^ {5}(\\d{3} +[A-Z]+) +signature");

    @Test
    void it_shows_a_deposit_a_forgery_a_withdrawal_and_one_that_is_refused() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (DemoMerchant shop = new DemoMerchant("demo-secret");
                Simulator simulator = Simulator.start(Settings.STANDARD.with("apiSecret", "demo-secret"))) {
            SimulatedMerchant assetPay = simulator.merchant("default");
            assetPay.sendCallbacksTo(shop.callbackUrl());

            new Demo(simulator.baseUrl(), assetPay.apiKey(), shop, new PrintStream(told, true, UTF_8)).run();
        }

        List<String> callbacks = CALLBACK.matcher(told.toString(UTF_8))
                .results()
                .map((MatchResult each) -> each.group(1).replaceAll(" +", " "))
                .toList();
        assertThat(callbacks)
                .containsExactly(
                        "200 INITIATED",
                        "200 PENDING",
                        "200 ACTIVE",
                        "500 HOLD",
                        "200 HOLD",
                        "200 COMPLETED",
                        "401 COMPLETED",
                        "200 INITIATED",
                        "200 ACTIVE",
                        "200 HOLD",
                        "200 COMPLETED",
                        "402 INITIATED",
                        "200 CANCELED");
        assertThat(told.toString(UTF_8))
                .containsPattern("200  INITIATED  signature ok, debited .* USD: approved")
                .containsPattern("402  INITIATED  signature ok, .* refused, nothing debited");
    }
}
