package io.github.assetpaysim.simulator.docs;

import static io.github.assetpaysim.simulator.PlannedFault.fault;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.junit.AssetPaySimulatorExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// The page about JVM tests shows this class, word for word.
class RetriesTest {
    @RegisterExtension
    static final AssetPaySimulatorExtension SIMULATOR =
            AssetPaySimulatorExtension.withSettings(Settings.STANDARD.with("retry", "1min"));

    @Test
    void a_callback_that_failed_comes_again_after_a_minute(SimulatedMerchant assetPay) {
        try (Shop shop = new Shop(assetPay.baseUrl(), assetPay.apiKey(), assetPay.apiSecret())) {
            assetPay.sendCallbacksTo(shop.callbackUrl());
            assetPay.plan(fault("lost-acknowledgement").onCallback("INITIATED"));
            shop.deposit("76561198012345678");
            assetPay.advance(Duration.ofSeconds(59));
            assertThat(shop.callbacks("INITIATED")).isEqualTo(1);
            assetPay.advance(Duration.ofSeconds(1));
            assertThat(shop.callbacks("INITIATED")).isEqualTo(2);
        }
    }
}
