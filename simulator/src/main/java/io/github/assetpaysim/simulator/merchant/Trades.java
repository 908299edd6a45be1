package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.callback.CallbackDispatcher;
import io.github.assetpaysim.simulator.callback.Decision;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.dialect.Verdict;
import io.github.assetpaysim.simulator.time.Task;
import io.github.assetpaysim.simulator.time.Timeline;
import io.github.assetpaysim.simulator.time.Timer;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeEvent;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** The trades of one merchant, and what happens to them. Thread-safe, under the monitor of the merchant's {@link World}. */
public final class Trades {
    private final World world;
    private final Timeline timeline;
    private final CallbackDispatcher dispatcher;
    private final Function<Trade, String> status;
    private final TradeCourse course;
    private final Consumer<Trade> changed;
    /** What happens next to each trade by itself. */
    private final Map<String, Planned> nextEvents = new LinkedHashMap<>();

    /** A plan is also what the timeline runs, and its label: of what there is for each open trade, one object is enough. */
    private final class Planned implements Task {
        final Trade trade;
        final NextEvent next;
        Timer timer;

        Planned(Trade trade, NextEvent next) {
            this.trade = trade;
            this.next = next;
        }

        @Override
        public CompletionStage<?> run(Instant at) {
            follow(trade, next.event(), at, null);
            return Task.DONE;
        }

        @Override
        public String toString() {
            return "trade " + trade.id() + " " + next.event();
        }
    }

    /**
     * What happens to a trade next when nobody interferes.
     *
     * @param event what happens
     * @param due when, in timeline time
     */
    public record NextEvent(TradeEvent event, Instant due) {}

    /** @param changed is told of every trade made and every step, with locks held */
    Trades(
            World world,
            Timeline timeline,
            CallbackDispatcher dispatcher,
            Function<Trade, String> status,
            TradeCourse course,
            Consumer<Trade> changed) {
        this.world = world;
        this.timeline = timeline;
        this.dispatcher = dispatcher;
        this.status = status;
        this.course = course;
        this.changed = changed;
    }

    /** Takes in a trade for which all has been decided: claims what it takes, announces it and lets its life begin. */
    Opened open(Trade trade) {
        world.claim(trade);
        world.book.put(trade);
        changed.accept(trade);
        Runnable answered = timeline.hold(trade.id());
        try {
            announce(trade);
            plan(trade);
            if (dispatcher.keepsAnswer(trade.id())) {
                answered.run();
            }
            return new Opened(trade, answered);
        } catch (RuntimeException | Error e) {
            // A lane that is held for ever would stop the merchant's time.
            answered.run();
            throw e;
        }
    }

    private void announce(Trade trade) {
        dispatcher.announce(trade, trade.awaitsVerdict() ? decision -> decide(trade, decision) : null);
    }

    /** Lets a withdrawal go on, or not (A7.6); one that has ended meanwhile stays as it is. */
    private void decide(Trade asked, Decision decision) {
        boolean approved = decision.verdict() == Verdict.APPROVED;
        follow(asked, approved ? TradeEvent.APPROVE : TradeEvent.REJECT, decision.at(), why(decision));
    }

    private static String why(Decision decision) {
        int attempts = decision.attempts();
        return switch (decision.verdict()) {
            case REJECTED -> "rejected: " + decision.attempt().reply().status();
            case FAILED ->
                attempts == 0
                        ? "rejected: no callback was sent"
                        : "rejected: no verdict in " + attempts + (attempts == 1 ? " attempt" : " attempts");
            case APPROVED, DELIVERED -> null;
        };
    }

    /** What happens next to each trade that is not over. */
    Map<String, NextEvent> next() {
        synchronized (world) {
            Map<String, NextEvent> next = new LinkedHashMap<>();
            nextEvents.forEach((tradeId, planned) -> next.put(tradeId, planned.next));
            return next;
        }
    }

    /** What happens to a trade next by itself, as it stands; empty when nothing does, or it no longer stands so. */
    public Optional<NextEvent> next(Trade trade) {
        synchronized (world) {
            return find(trade.id())
                    .filter(now -> now == trade)
                    .map(now -> nextEvents.get(now.id()))
                    .map(planned -> planned.next);
        }
    }

    /** Lets the lives of trades go on that the world began with. */
    void resume(Map<String, NextEvent> next) {
        synchronized (world) {
            next.forEach((tradeId, event) -> plan(world.book.find(tradeId).orElseThrow(), event));
            world.book.all().stream().filter(Trade::awaitsVerdict).forEach(this::announce);
        }
    }

    /**
     * Makes something happen to a trade right now, as if the world had done it.
     *
     * @return the trade afterwards; empty when there is no such trade
     * @throws io.github.assetpaysim.simulator.trade.IllegalTransition when it cannot happen in the trade's stage
     */
    public Optional<Trade> trigger(String tradeId, ControlEvent event) {
        synchronized (world) {
            return world.book.find(tradeId).map(trade -> {
                Instant now = timeline.instant();
                Trade after = trade;
                do {
                    after = step(after, event.step(after), now, null);
                } while (event.goesOn(after));
                return after;
            });
        }
    }

    private Trade step(Trade before, TradeEvent event, Instant at, String why) {
        Trade after = before.after(event, at, why);
        Planned replaced = nextEvents.remove(after.id());
        if (replaced != null) {
            replaced.timer.cancel();
        }
        world.book.put(after);
        changed.accept(after);
        if (event == TradeEvent.APPROVE) {
            world.pay(after);
        }
        if (after.stage().over()) {
            world.settle(after);
        }
        if (!status.apply(after).equals(status.apply(before))) {
            announce(after);
        }
        plan(after);
        return after;
    }

    private void plan(Trade trade) {
        course.next(trade).ifPresent(next -> plan(trade, next));
    }

    private void plan(Trade trade, NextEvent next) {
        Planned planned = new Planned(trade, next);
        planned.timer = timeline.schedule(next.due(), trade.id(), planned, planned);
        nextEvents.put(trade.id(), planned);
    }

    private void follow(Trade planned, TradeEvent event, Instant at, String why) {
        synchronized (world) {
            // A manual event may have come first, between this entry's start and here.
            world.book
                    .find(planned.id())
                    .filter(trade -> trade == planned)
                    .ifPresent(trade -> step(trade, event, at, why));
        }
    }

    public Optional<Trade> find(String tradeId) {
        synchronized (world) {
            return world.book.find(tradeId);
        }
    }

    /** All remembered trades, the oldest first. */
    public List<Trade> all() {
        synchronized (world) {
            return world.book.all();
        }
    }

    /**
     * The remembered trades of one user in a game, the newest first.
     *
     * @param kind null for both
     */
    public List<Trade> of(String steamId, Game game, TradeKind kind) {
        return all().stream()
                .filter(trade -> trade.client().steamId().equals(steamId) && trade.game() == game)
                .filter(trade -> kind == null || trade.kind() == kind)
                .sorted(Comparator.comparing(Trade::createdAt)
                        .thenComparing(Trade::id)
                        .reversed())
                .toList();
    }

    /** How many trades that were over have been forgotten. */
    public int forgotten() {
        synchronized (world) {
            return world.book.forgotten();
        }
    }
}
