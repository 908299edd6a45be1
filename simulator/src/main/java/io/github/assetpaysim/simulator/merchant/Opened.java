package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.trade.Trade;

/**
 * A trade that was just made.
 *
 * @param answered must run once the answer has been written, or cannot be; until then no callback of the trade is sent, unless a fault
 *     lets the answer wait for it
 */
public record Opened(Trade trade, Runnable answered) {}
