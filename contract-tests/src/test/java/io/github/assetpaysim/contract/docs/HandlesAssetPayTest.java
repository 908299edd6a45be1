package io.github.assetpaysim.contract.docs;

import io.github.assetpaysim.contract.merchant.MerchantContract;
import io.github.assetpaysim.contract.merchant.MerchantOptions;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.junit.AssetPaySimulatorExtension;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

// The page about judging a merchant shows this class, word for word.
@ExtendWith(AssetPaySimulatorExtension.class)
class HandlesAssetPayTest {
    @AutoClose
    private final Shop shop = Shop.start("hush");

    @TestFactory
    Stream<DynamicTest> the_shop_handles_AssetPay(Simulator assetPay) throws InterruptedException {
        return MerchantContract.checks(MerchantOptions.at(assetPay.toString())
                .callbackUrl(shop.callbackUrl())
                .apiSecret("hush")
                .probe(shop::balance)
                .settle(Duration.ofMillis(300)));
    }
}
