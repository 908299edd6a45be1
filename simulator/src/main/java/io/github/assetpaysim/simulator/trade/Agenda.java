package io.github.assetpaysim.simulator.trade;

import java.time.Instant;

/**
 * What happens to a trade next when nobody interferes.
 *
 * @param event what happens
 * @param due when, in timeline time
 */
public record Agenda(TradeEvent event, Instant due) {}
