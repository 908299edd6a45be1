package io.github.assetpaysim.contract.merchant.probe;

import java.math.BigDecimal;

/** Tells what the merchant has credited to a user in all. */
@FunctionalInterface
public interface Probe {
    /**
     * The user's balance in USD, exactly as the merchant keeps it; zero when the merchant has never heard of the user.
     *
     * @throws Exception when it cannot be told; the message goes into the report
     */
    BigDecimal balance(String steamId) throws Exception;
}
