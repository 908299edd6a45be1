package io.github.assetpaysim.simulator.catalog;

/**
 * Where something on the market comes from (A4.3, A4.5).
 *
 * @param market the number of the supplier's marketplace
 */
public record Supply(int market, Delivery delivery) {
    /** How a supplier hands over. */
    public enum Delivery {
        NORMAL,
        AUTO
    }
}
