package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.trade.Lifecycle;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a tester can make happen to a trade. */
public enum WorldEvent {
    SEND_OFFER,
    ACCEPT,
    DECLINE,
    EXPIRE,
    FAIL,
    CANCEL,
    /** The user accepts, and Steam holds the items. */
    ESCROW,
    /** Ends Steam's hold, or the protection window. */
    END_HOLD,
    REVERT,
    /** Walks the ordinary path to the end. */
    COMPLETE;

    /** The event as the control API spells it, {@code send-offer}. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The event with that spelling. */
    public static Optional<WorldEvent> of(String spelling) {
        return Arrays.stream(values())
                .filter(event -> event.spelling().equals(spelling))
                .findFirst();
    }

    /** The events that can happen to a trade as it stands. */
    public static List<WorldEvent> possible(Trade trade) {
        List<TradeEvent> steps = Lifecycle.possible(trade.kind(), trade.game(), trade.stage());
        return Arrays.stream(values())
                .filter(event -> steps.contains(event.firstStep(trade)))
                .toList();
    }

    /** The spellings of events, for messages. */
    public static String spelled(List<WorldEvent> events) {
        return events.stream().map(WorldEvent::spelling).collect(Collectors.joining(", "));
    }

    /** Why it cannot happen to the trade as it stands, and what can. */
    public String whyNot(Trade trade) {
        List<WorldEvent> possible = possible(trade);
        return "'" + spelling() + "' cannot happen to a trade that is " + trade.stage() + "; "
                + (possible.isEmpty() ? "nothing can any more" : "possible are " + spelled(possible))
                + ". Its history: " + trade.history();
    }

    private TradeEvent firstStep(Trade trade) {
        return this == COMPLETE ? next(trade.stage()) : steps(trade).get(0);
    }

    /** The steps it takes in the life of this trade; never none. */
    List<TradeEvent> steps(Trade trade) {
        return switch (this) {
            case SEND_OFFER -> List.of(TradeEvent.SEND_OFFER);
            case ACCEPT -> List.of(TradeEvent.ACCEPT);
            case DECLINE -> List.of(TradeEvent.DECLINE);
            case EXPIRE -> List.of(TradeEvent.EXPIRE);
            case FAIL -> List.of(TradeEvent.FAIL);
            case CANCEL -> List.of(TradeEvent.CANCEL);
            case REVERT -> List.of(TradeEvent.REVERT);
            case ESCROW ->
                trade.stage() == Stage.OFFERED
                        ? List.of(TradeEvent.ACCEPT, TradeEvent.ESCROW)
                        : List.of(TradeEvent.ESCROW);
            case END_HOLD -> List.of(trade.stage() == Stage.ESCROWED ? TradeEvent.SETTLE : TradeEvent.END_HOLD);
            case COMPLETE -> wayToCompletion(trade);
        };
    }

    private static List<TradeEvent> wayToCompletion(Trade trade) {
        List<TradeEvent> way = new ArrayList<>();
        Trade at = trade;
        do {
            way.add(next(at.stage()));
            at = at.after(way.get(way.size() - 1), at.updatedAt());
        } while (!at.stage().over());
        return way;
    }

    private static TradeEvent next(Stage stage) {
        return switch (stage) {
            case CREATED, PREPARING -> TradeEvent.SEND_OFFER;
            case OFFERED -> TradeEvent.ACCEPT;
            case ACCEPTED, ESCROWED -> TradeEvent.SETTLE;
            // Where a trade is over the life cycle refuses this one too, and names what is possible.
            case PROTECTED, COMPLETED, REJECTED, EXPIRED, DECLINED, FAILED, CANCELED, REVERTED -> TradeEvent.END_HOLD;
        };
    }
}
