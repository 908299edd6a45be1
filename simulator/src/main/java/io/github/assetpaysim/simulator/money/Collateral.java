package io.github.assetpaysim.simulator.money;

/**
 * What may be advanced to one user before his deposits are safe (A8).
 *
 * @param provider the part AssetPay's risk model grants
 * @param merchant the part the merchant adds
 */
public record Collateral(Usd provider, Usd merchant) {

    /** What is left when {@code exposure} is already advanced; never negative. */
    public Usd available(Usd exposure) {
        return provider.plus(merchant).minus(exposure).max(Usd.ZERO);
    }
}
