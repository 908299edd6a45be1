package io.github.assetpaysim.contract.docs;

import io.github.assetpaysim.contract.SteamUser;
import io.github.assetpaysim.contract.api.ApiContract;
import io.github.assetpaysim.contract.api.ApiOptions;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The page about checking a server shows this, word for word; it is not run here, for nobody has set the variables. */
class StagingContract {
    @TestFactory
    Stream<DynamicTest> staging_is_an_AssetPay() throws InterruptedException {
        return ApiContract.checks(ApiOptions.at(System.getenv("ASSETPAY_URL"))
                .apiKey(System.getenv("ASSETPAY_API_KEY"))
                .apiSecret(System.getenv("ASSETPAY_API_SECRET"))
                .user(new SteamUser(System.getenv("STEAM_ID"), System.getenv("TRADE_URL"))));
    }
}
