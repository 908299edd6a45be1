package io.github.assetpaysim.simulator.docs;

import static io.github.assetpaysim.simulator.PlannedFault.fault;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.junit.AssetPaySimulatorExtension;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

// The page about JVM tests shows the first test of this class, word for word.
@ExtendWith(AssetPaySimulatorExtension.class)
class WithdrawalTest {
    @Test
    void a_withdrawal_is_debited_once_though_its_approval_got_lost(SimulatedMerchant assetPay) {
        try (Shop shop = new Shop(assetPay.baseUrl(), assetPay.apiKey(), assetPay.apiSecret())) {
            assetPay.sendCallbacksTo(shop.callbackUrl());
            BigDecimal credit = shop.deposit("76561198012345678");
            assetPay.advance(Duration.ofDays(8));
            assetPay.plan(fault("lost-acknowledgement").onCallback("INITIATED"));
            BigDecimal price = shop.withdraw("76561198012345678");
            assetPay.advance(Duration.ofDays(8));
            assertThat(shop.balance()).isEqualTo(credit.subtract(price));
        }
    }

    @Test
    void what_was_refused_counts_as_told_and_costs_nothing(SimulatedMerchant assetPay) {
        try (Shop shop = new Shop(assetPay.baseUrl(), assetPay.apiKey(), assetPay.apiSecret())) {
            assetPay.sendCallbacksTo(shop.callbackUrl());
            shop.withdraw("76561198012345678");
            assetPay.advance(Duration.ofDays(8));
            assertThat(shop.callbacks("CANCELED")).isEqualTo(1);
            assertThat(shop.balance()).isZero();
        }
    }

    @Test
    void what_fails_after_the_approval_is_refunded_once(SimulatedMerchant assetPay) {
        try (Shop shop = new Shop(assetPay.baseUrl(), assetPay.apiKey(), assetPay.apiSecret())) {
            assetPay.sendCallbacksTo(shop.callbackUrl());
            BigDecimal credit = shop.deposit("76561198012345678");
            assetPay.advance(Duration.ofDays(8));
            assetPay.plan(fault("duplicate").onCallback("FAILED"));
            assetPay.set("steam.outcome", "supplier-fails");
            shop.withdraw("76561198012345678");
            assetPay.advance(Duration.ofDays(8));
            assertThat(shop.callbacks("FAILED")).isEqualTo(2);
            assertThat(shop.balance()).isEqualTo(credit);
        }
    }
}
