package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.money.Usd;
import java.time.Instant;
import java.util.List;

/**
 * What an inventory request is answered with (A4.2).
 *
 * @param count how many items match, on all pages
 * @param updatedAt when Steam was last read
 * @param collateral instant credit available to the user now
 */
public record InventoryPage(List<Item> items, int count, Instant updatedAt, Usd collateral) {}
