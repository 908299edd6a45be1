package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.SteamOutcome;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The life of a deposit that nobody interferes with: what its user and Steam do. */
final class DepositCourse implements Trades.Course {
    private static final Duration UNTIL_OFFERED = Duration.ofSeconds(2);
    private static final Duration UNTIL_ANSWERED = Duration.ofSeconds(30);
    private static final Duration ESCROW = Duration.ofDays(15);
    private static final Duration UNTIL_REVERTED = Duration.ofDays(1);

    private final World world;
    private final Supplier<MerchantSettings> settings;

    DepositCourse(World world, Supplier<MerchantSettings> settings) {
        this.world = world;
        this.settings = settings;
    }

    @Override
    public Optional<Trades.NextEvent> next(Trade trade) {
        MerchantSettings now = settings.get();
        SteamOutcome own = user(trade).profile().outcome();
        return next(
                trade, own == null ? now.get(MerchantSettings.STEAM_OUTCOME) : own, now.get(Assumptions.OFFER_EXPIRY));
    }

    @Override
    public void settle(Trade over) {
        user(over).settle(over);
    }

    private EndUserAccount user(Trade trade) {
        return world.user(trade.client().steamId());
    }

    static Optional<Trades.NextEvent> next(Trade trade, SteamOutcome outcome, Duration offerExpiry) {
        return Optional.ofNullable(
                switch (trade.stage()) {
                    case CREATED, PREPARING ->
                        outcome == SteamOutcome.FAIL
                                ? after(trade, UNTIL_OFFERED, TradeEvent.FAIL)
                                : after(trade, UNTIL_OFFERED, TradeEvent.SEND_OFFER);
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
