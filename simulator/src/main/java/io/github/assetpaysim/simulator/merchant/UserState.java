package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Profile;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.trade.Trade;
import java.util.List;

/**
 * How a user of one merchant stands.
 *
 * @param open his trades that are not over; their items are reserved
 * @param collateral what may still be advanced to him
 */
public record UserState(Profile profile, List<Trade> open, Usd collateral) {}
