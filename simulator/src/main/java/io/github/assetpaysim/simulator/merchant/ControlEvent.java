package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.text.Words;
import io.github.assetpaysim.simulator.trade.Lifecycle;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeEvent;
import io.github.assetpaysim.simulator.trade.Transition;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a tester can make happen to a trade. */
public enum ControlEvent {
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
    /** Walks the ordinary path to the end; what a merchant has to approve begins to walk when it has. */
    COMPLETE;

    /** An instant without the year: a history is short. */
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The event with this word in the control API, {@code send-offer}. */
    public static Optional<ControlEvent> of(String word) {
        return Arrays.stream(values())
                .filter(event -> Words.of(event).equals(word))
                .findFirst();
    }

    /** The events that can happen to a trade as it stands. */
    public static List<ControlEvent> possible(Trade trade) {
        List<TradeEvent> steps = Lifecycle.possible(trade.kind(), trade.game(), trade.stage());
        return Arrays.stream(values())
                .filter(event -> steps.contains(event.step(trade)))
                .toList();
    }

    /** The words of events, for messages. */
    public static String spelled(List<ControlEvent> events) {
        return events.stream().map(Words::of).collect(Collectors.joining(", "));
    }

    private static String spelled(Transition step) {
        return step.stage() + " " + WHEN.format(step.at()) + (step.why() == null ? "" : " (" + step.why() + ")");
    }

    /** Why it cannot happen to the trade as it stands, and what can. */
    public String whyNot(Trade trade) {
        List<ControlEvent> possible = possible(trade);
        String such = trade.awaitsVerdict()
                ? "withdrawal that the merchant has not approved yet, by its answer to the first callback"
                : "trade that is " + trade.stage();
        return "'" + Words.of(this) + "' cannot happen to a " + such + "; "
                + (possible.isEmpty() ? "nothing can any more" : "possible are " + spelled(possible))
                + ". Its history: "
                + trade.history().stream().map(ControlEvent::spelled).collect(Collectors.joining(", "));
    }

    /** The next step of this event in the life of a trade, from where the trade stands. */
    TradeEvent step(Trade trade) {
        Stage stage = trade.stage();
        return switch (this) {
            case SEND_OFFER -> TradeEvent.SEND_OFFER;
            case ACCEPT -> TradeEvent.ACCEPT;
            case DECLINE -> TradeEvent.DECLINE;
            case EXPIRE -> TradeEvent.EXPIRE;
            case FAIL -> TradeEvent.FAIL;
            case CANCEL -> TradeEvent.CANCEL;
            case REVERT -> TradeEvent.REVERT;
            case ESCROW -> stage == Stage.OFFERED ? TradeEvent.ACCEPT : TradeEvent.ESCROW;
            case END_HOLD -> stage == Stage.ESCROWED ? TradeEvent.SETTLE : TradeEvent.END_HOLD;
            case COMPLETE ->
                switch (stage) {
                    case CREATED, PREPARING -> TradeEvent.SEND_OFFER;
                    case OFFERED -> TradeEvent.ACCEPT;
                    case ACCEPTED, ESCROWED -> TradeEvent.SETTLE;
                    // Where a trade is over the life cycle refuses this one too, and names what is possible.
                    default -> TradeEvent.END_HOLD;
                };
        };
    }

    /** Whether this event has another step after the one that led here. */
    boolean goesOn(Trade trade) {
        return this == COMPLETE ? !trade.stage().over() : this == ESCROW && trade.stage() == Stage.ACCEPTED;
    }
}
