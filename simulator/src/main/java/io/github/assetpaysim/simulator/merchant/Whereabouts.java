package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.trade.Trade;

/**
 * Where an item is, to explain why it could not be deposited.
 *
 * @param own the user's item with that id, in a trade or not, at its present price; null when the user has none
 * @param trade the last trade it lies in or went away with, or null
 * @param owner another user seen with it, or null
 */
record Whereabouts(Item own, Trade trade, String owner) {}
