package io.github.assetpaysim.simulator.trade;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.money.CreditSplit;
import io.github.assetpaysim.simulator.money.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A trade at one moment. Immutable: each step gives a new value, so a callback can keep the one it announces.
 *
 * @param externalId the merchant's own id, or null
 * @param instant whether instant credit was asked for
 * @param split how the total is credited; fixed at creation
 * @param updatedAt when the stage last changed, in timeline time like all instants here
 * @param holdEndsAt end of Steam's protection window; null before it begins and for games without one
 * @param history every step so far, the creation first
 */
public record Trade(
        String id,
        String merchantId,
        TradeKind kind,
        Game game,
        Client client,
        String externalId,
        List<TradeItem> items,
        Usd totalPrice,
        boolean instant,
        CreditSplit split,
        Stage stage,
        Instant createdAt,
        Instant updatedAt,
        Instant holdEndsAt,
        List<Step> history) {
    /** Steam's protection window. */
    public static final Duration HOLD = Duration.ofDays(7);

    /** A deposit that has just been made. */
    public static Trade deposit(
            String id,
            String merchantId,
            Game game,
            Client client,
            String externalId,
            List<TradeItem> items,
            boolean instant,
            CreditSplit split,
            Instant at) {
        return new Trade(
                id,
                merchantId,
                TradeKind.DEPOSIT,
                game,
                client,
                externalId,
                List.copyOf(items),
                split.preCredit().plus(split.pendingCredit()),
                instant,
                split,
                Stage.CREATED,
                at,
                at,
                null,
                List.of(new Step(at, null, Stage.CREATED)));
    }

    /**
     * The trade after {@code event}. Its instants never run backwards, even when the event carries an earlier one.
     *
     * @throws ImpossibleStep when the life cycle has no such step
     */
    public Trade after(TradeEvent event, Instant at) {
        Stage next = Lifecycle.next(kind, game, stage, event).orElseThrow(() -> new ImpossibleStep(this, event));
        Instant when = at.isBefore(updatedAt) ? updatedAt : at;
        List<Step> steps = new ArrayList<>(history);
        steps.add(new Step(when, event, next));
        return new Trade(
                id,
                merchantId,
                kind,
                game,
                client,
                externalId,
                items,
                totalPrice,
                instant,
                split,
                next,
                createdAt,
                when,
                next == Stage.PROTECTED ? when.plus(HOLD) : holdEndsAt,
                List.copyOf(steps));
    }

    /** The trade as it was after each step of its history, the creation first; the last one is equal to this. */
    public List<Trade> life() {
        List<Trade> life = new ArrayList<>(history.size());
        Trade at = new Trade(
                id,
                merchantId,
                kind,
                game,
                client,
                externalId,
                items,
                totalPrice,
                instant,
                split,
                history.get(0).stage(),
                createdAt,
                createdAt,
                null,
                history.subList(0, 1));
        life.add(at);
        for (Step step : history.subList(1, history.size())) {
            at = at.after(step.event(), step.at());
            life.add(at);
        }
        return life;
    }

    /** Whether its {@code preCredit} counts against the user's collateral: from creation until the hold is over. */
    public boolean exposed() {
        return kind == TradeKind.DEPOSIT && game.protectsTrades() && !stage.over();
    }
}
