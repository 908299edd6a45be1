package io.github.assetpaysim.contract.merchant.scene;

import java.math.BigDecimal;

/** Amounts of USD in words. */
public final class Usd {
    private Usd() {}

    /** An amount with cents, and with more digits only where it has them. */
    public static String shown(BigDecimal usd) {
        BigDecimal plain = usd.stripTrailingZeros();
        return (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
    }
}
