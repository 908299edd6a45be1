package io.github.assetpaysim.simulator.trade;

import io.github.assetpaysim.simulator.catalog.SteamOutcome;
import java.time.Duration;
import java.util.Optional;

/**
 * What happens to a trade next when nobody interferes.
 *
 * @param event what happens
 * @param delay how long after the trade entered its present stage, in timeline time
 */
public record Agenda(TradeEvent event, Duration delay) {
    private static final Duration UNTIL_OFFERED = Duration.ofSeconds(2);
    private static final Duration UNTIL_ANSWERED = Duration.ofSeconds(30);
    private static final Duration ESCROW = Duration.ofDays(15);
    private static final Duration UNTIL_REVERTED = Duration.ofDays(1);

    /** The next event of a deposit, or empty when its life is over. */
    public static Optional<Agenda> next(Trade trade, SteamOutcome outcome, Duration offerExpiry) {
        return Optional.ofNullable(
                switch (trade.stage()) {
                    case CREATED, PREPARING ->
                        outcome == SteamOutcome.FAIL
                                ? new Agenda(TradeEvent.FAIL, UNTIL_OFFERED)
                                : new Agenda(TradeEvent.SEND_OFFER, UNTIL_OFFERED);
                    case OFFERED -> answer(outcome, offerExpiry);
                    case ACCEPTED ->
                        outcome == SteamOutcome.ESCROW
                                ? new Agenda(TradeEvent.ESCROW, Duration.ZERO)
                                : new Agenda(TradeEvent.SETTLE, Duration.ZERO);
                    case ESCROWED -> new Agenda(TradeEvent.SETTLE, ESCROW);
                    case PROTECTED ->
                        outcome == SteamOutcome.REVERT
                                ? new Agenda(TradeEvent.REVERT, UNTIL_REVERTED)
                                : new Agenda(TradeEvent.END_HOLD, Trade.HOLD);
                    case COMPLETED, REJECTED, EXPIRED, DECLINED, FAILED, CANCELED, REVERTED -> null;
                });
    }

    private static Agenda answer(SteamOutcome outcome, Duration offerExpiry) {
        Duration answered = outcome == SteamOutcome.ACCEPT_AT_ONCE ? Duration.ZERO : UNTIL_ANSWERED;
        if (outcome == SteamOutcome.IGNORE || offerExpiry.compareTo(answered) <= 0) {
            return new Agenda(TradeEvent.EXPIRE, offerExpiry);
        }
        return new Agenda(outcome == SteamOutcome.DECLINE ? TradeEvent.DECLINE : TradeEvent.ACCEPT, answered);
    }
}
