package io.github.assetpaysim.simulator;

import io.github.assetpaysim.simulator.merchant.Merchant;

/** For tests in other packages: what lies behind the public face. */
public final class Inside {
    private Inside() {}

    public static Merchant of(SimulatedMerchant merchant) {
        return merchant.merchant;
    }
}
