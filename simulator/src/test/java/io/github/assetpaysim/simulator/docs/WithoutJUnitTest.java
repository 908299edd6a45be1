package io.github.assetpaysim.simulator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.Simulator;
import org.junit.jupiter.api.Test;

class WithoutJUnitTest {
    @Test
    void a_simulator_and_a_merchant_can_be_had_in_three_lines() {
        // The page about JVM tests shows the next lines, word for word.
        try (Simulator simulator = Simulator.start(Settings.STANDARD)) {
            SimulatedMerchant assetPay = simulator.createMerchant();
            String token = assetPay.clientToken("76561198012345678");
            assertThat(token).isNotBlank();
        }
    }
}
