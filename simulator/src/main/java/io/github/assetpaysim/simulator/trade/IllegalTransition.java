package io.github.assetpaysim.simulator.trade;

import java.util.stream.Collectors;

/** Thrown for a step that the life cycle does not have; nothing has changed then. */
public final class IllegalTransition extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Trade trade;

    IllegalTransition(Trade trade, TradeEvent event) {
        super("trade " + trade.id() + " is " + trade.stage() + ", where " + event + " cannot happen; its history: "
                + trade.history().stream().map(Transition::toString).collect(Collectors.joining(", ")));
        this.trade = trade;
    }

    /** The trade as it was, and still is. */
    public Trade trade() {
        return trade;
    }
}
