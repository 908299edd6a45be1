package io.github.assetpaysim.simulator.docs;

import static io.github.assetpaysim.simulator.PlannedFault.fault;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.junit.AssetPaySimulatorExtension;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

// The README and the page about JVM tests show this class, word for word.
@ExtendWith(AssetPaySimulatorExtension.class)
class DepositTest {
    @Test
    void a_deposit_is_credited_once_though_its_callback_comes_twice(SimulatedMerchant assetPay) {
        try (Shop shop = new Shop(assetPay.baseUrl(), assetPay.apiKey(), assetPay.apiSecret())) {
            assetPay.sendCallbacksTo(shop.callbackUrl());
            assetPay.plan(fault("duplicate").onCallback("COMPLETED"));
            BigDecimal price = shop.deposit("76561198012345678");
            assetPay.advance(Duration.ofDays(8));
            assertThat(shop.balance()).isEqualTo(price);
        }
    }
}
