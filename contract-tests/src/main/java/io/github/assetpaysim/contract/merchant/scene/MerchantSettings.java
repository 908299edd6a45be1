package io.github.assetpaysim.contract.merchant.scene;

import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.merchant.probe.Probe;
import java.time.Duration;

/**
 * What the users and trades of a run have to know about the merchant.
 *
 * @param target the base URL of AssetPay
 * @param apiSecret that the merchant was started with
 * @param callbackTimeout how long it has to answer a callback
 * @param probe tells what it has credited, or null
 * @param settle how long a balance must stay the same to count
 * @param creditPolicy when it credits, or null when that is to be found out
 * @param startDeposit how it is told to start a deposit, or null when the kit starts it as a browser would
 * @param takesWithdrawals whether anything but a refusal is asked of it when somebody withdraws
 * @param startWithdrawal how it is told to start a withdrawal, or null likewise
 */
public record MerchantSettings(
        HttpUrl target,
        String apiSecret,
        Duration callbackTimeout,
        Probe probe,
        Duration settle,
        CreditPolicy creditPolicy,
        StartTrade startDeposit,
        boolean takesWithdrawals,
        StartTrade startWithdrawal) {

    /** Whether a deposit of several items can be started. */
    public boolean depositsSeveral() {
        return startDeposit == null || startDeposit.takesSeveralItems();
    }

    /** Whether a withdrawal of several items can be started. */
    public boolean withdrawsSeveral() {
        return startWithdrawal == null || startWithdrawal.takesSeveralItems();
    }
}
