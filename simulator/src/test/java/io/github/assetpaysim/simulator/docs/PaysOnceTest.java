package io.github.assetpaysim.simulator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.junit.AssetPaySimulatorExtension;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

// The page about JVM tests shows both classes, word for word.
abstract class ApplicationTest {
    static final Simulator ASSET_PAY =
            Simulator.start(Settings.STANDARD.with("apiKey", "ap_test").with("apiSecret", "hush"));

    static final Shop SHOP = new Shop(ASSET_PAY.baseUrl(), "ap_test", "hush");

    @RegisterExtension
    static final AssetPaySimulatorExtension EXTENSION = AssetPaySimulatorExtension.withSimulator(ASSET_PAY);
}

class PaysOnceTest extends ApplicationTest {
    @RepeatedTest(2)
    void each_deposit_is_credited(SimulatedMerchant assetPay) {
        assetPay.sendCallbacksTo(SHOP.callbackUrl());
        BigDecimal before = SHOP.balance();
        BigDecimal price = SHOP.deposit("76561198012345678");
        assetPay.advance(Duration.ofDays(8));
        assertThat(SHOP.balance().subtract(before)).isEqualTo(price);
    }
}
