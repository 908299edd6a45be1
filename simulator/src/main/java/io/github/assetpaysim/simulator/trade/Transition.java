package io.github.assetpaysim.simulator.trade;

import java.time.Instant;

/**
 * One line of a trade's history.
 *
 * @param at in timeline time
 * @param event null for the creation
 * @param stage the stage it led to
 */
public record Transition(Instant at, TradeEvent event, Stage stage) {
    @Override
    public String toString() {
        return at + " " + (event == null ? "created" : event) + " -> " + stage;
    }
}
