package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.trade.Agenda;
import io.github.assetpaysim.simulator.trade.Trade;
import java.util.Optional;

/** What is special about the life of one kind of trade. Called under the monitor of the {@link World}. */
interface TradeCourse {
    /** What happens to the trade next when nobody interferes; empty when nothing does. */
    Optional<Agenda> next(Trade trade);

    /** Settles what the trade had claimed; called each time a step leads to a stage in which it is over. */
    void settle(Trade over);
}
