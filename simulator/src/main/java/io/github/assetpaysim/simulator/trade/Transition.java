package io.github.assetpaysim.simulator.trade;

import java.time.Instant;

/**
 * One line of a trade's history.
 *
 * @param at in timeline time
 * @param event null for the creation
 * @param stage the stage it led to
 * @param why what decided it, for people; null when the event says all
 */
public record Transition(Instant at, TradeEvent event, Stage stage, String why) {
    /** A step that needs no reason. */
    public Transition(Instant at, TradeEvent event, Stage stage) {
        this(at, event, stage, null);
    }

    @Override
    public String toString() {
        return at + " " + (event == null ? "created" : event) + " -> " + stage + (why == null ? "" : " (" + why + ")");
    }
}
