package io.github.assetpaysim.simulator.trade;

/** Which way the skins go. */
public enum TradeKind {
    DEPOSIT,
    WITHDRAWAL
}
