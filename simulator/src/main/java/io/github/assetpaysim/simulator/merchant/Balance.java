package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.money.Usd;

/**
 * A merchant's money at AssetPay. Nothing but withdrawals and the tester moves it.
 *
 * @param total what it has, reservations included
 * @param reserved for withdrawals whose verdict is still to come
 */
public record Balance(Usd total, Usd reserved) {
    /** What another withdrawal may cost. */
    public Usd available() {
        return total.minus(reserved);
    }
}
