package io.github.assetpaysim.simulator.trade;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.money.CreditSplit;
import io.github.assetpaysim.simulator.money.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A trade at one moment. Immutable: each step gives a new value, so a callback can keep the one it announces.
 *
 * @param externalId the merchant's own id, or null
 * @param instant whether instant credit was asked for
 * @param split how the total is credited; fixed at creation
 * @param history every step so far, the creation first
 */
public record Trade(
        String id,
        String merchantId,
        TradeKind kind,
        Game game,
        EndUser client,
        String externalId,
        List<TradeItem> items,
        boolean instant,
        CreditSplit split,
        List<Transition> history) {
    /** Steam's protection window. */
    public static final Duration PROTECTION = Duration.ofDays(7);

    public Trade {
        items = List.copyOf(items);
        history = List.copyOf(history);
    }

    /** A deposit that has just been made. */
    public static Trade deposit(
            String id,
            String merchantId,
            Game game,
            EndUser client,
            String externalId,
            List<TradeItem> items,
            boolean instant,
            CreditSplit split,
            Instant at) {
        List<Transition> created = List.of(new Transition(at, null, Stage.CREATED));
        return new Trade(id, merchantId, TradeKind.DEPOSIT, game, client, externalId, items, instant, split, created);
    }

    /** A withdrawal that has just been made; it waits for the merchant's verdict. */
    public static Trade withdrawal(
            String id,
            String merchantId,
            Game game,
            EndUser client,
            String externalId,
            List<TradeItem> items,
            Instant at) {
        List<Transition> created = List.of(new Transition(at, null, Stage.CREATED));
        CreditSplit none = CreditSplit.atOnce(Usd.ZERO);
        return new Trade(id, merchantId, TradeKind.WITHDRAWAL, game, client, externalId, items, false, none, created);
    }

    /**
     * The trade after {@code event}. Its instants never run backwards, even when the event carries an earlier one.
     *
     * @param why what decided it, or null
     * @throws IllegalTransition when the life cycle has no such step
     */
    public Trade after(TradeEvent event, Instant at, String why) {
        Stage next = Lifecycle.next(kind, game, stage(), event).orElseThrow(() -> new IllegalTransition(this, event));
        List<Transition> steps = new ArrayList<>(history);
        steps.add(new Transition(at.isBefore(updatedAt()) ? updatedAt() : at, event, next, why));
        return with(steps);
    }

    /** The trade as it was after each step of its history, the creation first; the last one is equal to this. */
    public List<Trade> life() {
        return IntStream.rangeClosed(1, history.size())
                .mapToObj(steps -> with(history.subList(0, steps)))
                .toList();
    }

    private Trade with(List<Transition> steps) {
        return new Trade(id, merchantId, kind, game, client, externalId, items, instant, split, steps);
    }

    private Transition last() {
        return history.get(history.size() - 1);
    }

    public Stage stage() {
        return last().stage();
    }

    public Instant createdAt() {
        return history.get(0).at();
    }

    /** When the stage last changed, in timeline time like all instants here. */
    public Instant updatedAt() {
        return last().at();
    }

    /** End of Steam's protection window; null before it begins and for games without one. */
    public Instant holdEndsAt() {
        return history.stream()
                .filter(step -> step.stage() == Stage.PROTECTED)
                .map(step -> step.at().plus(PROTECTION))
                .findFirst()
                .orElse(null);
    }

    /** Whether it waits for the merchant's verdict before anything else happens. */
    public boolean awaitsVerdict() {
        return kind == TradeKind.WITHDRAWAL && stage() == Stage.CREATED;
    }

    /** Whether the merchant has ever approved it. */
    public boolean approved() {
        return history.stream().anyMatch(step -> step.event() == TradeEvent.APPROVE);
    }

    /** What all of its items cost. */
    public Usd totalPrice() {
        return TradeItem.total(items);
    }

    /** Whether its {@code preCredit} counts against the user's collateral: from creation until the hold is over. */
    public boolean exposed() {
        return kind == TradeKind.DEPOSIT && game.protectsTrades() && !stage().over();
    }
}
