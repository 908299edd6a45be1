package io.github.assetpaysim.contract.docs;

import io.github.assetpaysim.contract.zoo.Config;
import io.github.assetpaysim.contract.zoo.Policy;
import io.github.assetpaysim.contract.zoo.ReferenceMerchant;
import java.math.BigDecimal;
import java.sql.SQLException;

/** Stands in the documentation's example for whatever the reader tests. */
final class Shop implements AutoCloseable {
    private final ReferenceMerchant merchant;

    private Shop(ReferenceMerchant merchant) {
        this.merchant = merchant;
    }

    static Shop start(String apiSecret) {
        return new Shop(ReferenceMerchant.start(Config.of(apiSecret, Policy.INSTANT)));
    }

    String callbackUrl() {
        return merchant.callbackUrl().toString();
    }

    BigDecimal balance(String steamId) throws SQLException {
        return merchant.balance(steamId);
    }

    @Override
    public void close() {
        merchant.close();
    }
}
