package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.SteamOutcome;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeEvent;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The life of a trade that nobody interferes with: what its user, Steam and suppliers do. Used under the world's monitor. */
final class TradeCourse {
    static final int ESCROW_DAYS = 15;
    private static final Duration UNTIL_OFFERED = Duration.ofSeconds(2);
    private static final Duration UNTIL_BOUGHT_AND_OFFERED = Duration.ofSeconds(5);
    private static final Duration UNTIL_ANSWERED = Duration.ofSeconds(30);
    private static final Duration ESCROW = Duration.ofDays(TradeCourse.ESCROW_DAYS);
    private static final Duration UNTIL_REVERTED = Duration.ofDays(1);

    private final World world;
    private final Supplier<MerchantSettings> settings;

    TradeCourse(World world, Supplier<MerchantSettings> settings) {
        this.world = world;
        this.settings = settings;
    }

    /** What happens to the trade next; empty when nothing does. */
    Optional<Trades.NextEvent> next(Trade trade) {
        MerchantSettings now = settings.get();
        SteamOutcome own = world.user(trade.client().steamId()).profile().outcome();
        return next(
                trade, own == null ? now.get(MerchantSettings.STEAM_OUTCOME) : own, now.get(Assumptions.OFFER_EXPIRY));
    }

    static Optional<Trades.NextEvent> next(Trade trade, SteamOutcome outcome, Duration offerExpiry) {
        return Optional.ofNullable(
                switch (trade.stage()) {
                    case CREATED -> trade.awaitsVerdict() ? null : offer(trade, outcome);
                    case PREPARING -> offer(trade, outcome);
                    case OFFERED -> answer(trade, outcome, offerExpiry);
                    case ACCEPTED ->
                        outcome == SteamOutcome.ESCROW
                                ? after(trade, Duration.ZERO, TradeEvent.ESCROW)
                                : after(trade, Duration.ZERO, TradeEvent.SETTLE);
                    case ESCROWED -> after(trade, ESCROW, TradeEvent.SETTLE);
                    case PROTECTED ->
                        outcome == SteamOutcome.REVERT
                                ? after(trade, UNTIL_REVERTED, TradeEvent.REVERT)
                                : after(trade, Trade.PROTECTION, TradeEvent.END_HOLD);
                    case COMPLETED, REJECTED, EXPIRED, DECLINED, FAILED, CANCELED, REVERTED -> null;
                });
    }

    private static Trades.NextEvent offer(Trade trade, SteamOutcome outcome) {
        boolean deposit = trade.kind() == TradeKind.DEPOSIT;
        boolean fails = outcome == SteamOutcome.FAIL || !deposit && outcome == SteamOutcome.SUPPLIER_FAILS;
        return after(
                trade,
                deposit ? UNTIL_OFFERED : UNTIL_BOUGHT_AND_OFFERED,
                fails ? TradeEvent.FAIL : TradeEvent.SEND_OFFER);
    }

    private static Trades.NextEvent answer(Trade trade, SteamOutcome outcome, Duration offerExpiry) {
        Duration answered = outcome == SteamOutcome.ACCEPT_AT_ONCE ? Duration.ZERO : UNTIL_ANSWERED;
        if (outcome == SteamOutcome.IGNORE || offerExpiry.compareTo(answered) <= 0) {
            return after(trade, offerExpiry, TradeEvent.EXPIRE);
        }
        return after(trade, answered, outcome == SteamOutcome.DECLINE ? TradeEvent.DECLINE : TradeEvent.ACCEPT);
    }

    /** @param delay from when the trade entered its present stage */
    private static Trades.NextEvent after(Trade trade, Duration delay, TradeEvent event) {
        return new Trades.NextEvent(event, trade.updatedAt().plus(delay));
    }
}
