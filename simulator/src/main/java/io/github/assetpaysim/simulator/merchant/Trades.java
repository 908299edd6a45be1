package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.callback.CallbackDispatcher;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.time.Task;
import io.github.assetpaysim.simulator.time.Timeline;
import io.github.assetpaysim.simulator.time.Timer;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeEvent;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The trades of one merchant, and what happens to them. Thread-safe, under the monitor of the merchant's {@link World}. */
public final class Trades {
    private final World world;
    private final Timeline timeline;
    private final CallbackDispatcher dispatcher;
    private final Dialect dialect;
    private final Map<TradeKind, Course> courses;
    private final Runnable changed;
    /** What happens next to each trade by itself. */
    private final Map<String, Planned> nextEvents = new LinkedHashMap<>();

    private record Planned(NextEvent next, Timer timer) {}

    /**
     * What happens to a trade next when nobody interferes.
     *
     * @param event what happens
     * @param due when, in timeline time
     */
    record NextEvent(TradeEvent event, Instant due) {}

    /** What is special about the life of one kind of trade. Called under the monitor of the {@link World}. */
    interface Course {
        /** What happens to the trade next when nobody interferes; empty when nothing does. */
        Optional<NextEvent> next(Trade trade);

        /** Settles what the trade had claimed; called each time a step leads to a stage in which it is over. */
        void settle(Trade over);
    }

    /** @param changed is told of every trade made and every step, with locks held */
    Trades(
            World world,
            Timeline timeline,
            CallbackDispatcher dispatcher,
            Dialect dialect,
            Map<TradeKind, Course> courses,
            Runnable changed) {
        this.world = world;
        this.timeline = timeline;
        this.dispatcher = dispatcher;
        this.dialect = dialect;
        this.courses = courses;
        this.changed = changed;
    }

    /**
     * Takes in a trade for which all has been decided and claimed, announces it and lets its life begin.
     *
     * @return must run once the answer has been written, or cannot be; until then no callback of the trade is sent, unless a fault
     *     lets the answer wait for it
     */
    Runnable begin(Trade trade) {
        world.book.put(trade);
        changed.run();
        Runnable answered = timeline.hold(trade.id());
        try {
            dispatcher.announce(trade, trade.createdAt());
            plan(trade);
            if (dispatcher.keepsAnswer(trade.id())) {
                answered.run();
            }
            return answered;
        } catch (RuntimeException e) {
            // A lane that is held for ever would stop the merchant's time.
            answered.run();
            throw e;
        }
    }

    /** What happens next to each trade that is not over. */
    Map<String, NextEvent> next() {
        synchronized (world) {
            Map<String, NextEvent> next = new LinkedHashMap<>();
            nextEvents.forEach((tradeId, planned) -> next.put(tradeId, planned.next));
            return next;
        }
    }

    /** Lets the lives of trades go on that the world began with. */
    void resume(Map<String, NextEvent> next) {
        synchronized (world) {
            next.forEach((tradeId, nextEvents) -> plan(world.book.find(tradeId).orElseThrow(), nextEvents));
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
                    after = step(after, event.step(after), now);
                } while (event.goesOn(after));
                return after;
            });
        }
    }

    private Trade step(Trade before, TradeEvent event, Instant at) {
        Trade after = before.after(event, at);
        Planned replaced = nextEvents.remove(after.id());
        if (replaced != null) {
            replaced.timer.cancel();
        }
        world.book.put(after);
        changed.run();
        if (after.stage().over()) {
            courses.get(after.kind()).settle(after);
        }
        if (!dialect.status(after).equals(dialect.status(before))) {
            dispatcher.announce(after, after.updatedAt());
        }
        plan(after);
        return after;
    }

    private void plan(Trade trade) {
        courses.get(trade.kind()).next(trade).ifPresent(next -> plan(trade, next));
    }

    private void plan(Trade trade, NextEvent next) {
        String label = "trade " + trade.id() + " " + next.event();
        Timer timer = timeline.schedule(next.due(), trade.id(), label, instant -> {
            follow(trade, next.event(), instant);
            return Task.DONE;
        });
        nextEvents.put(trade.id(), new Planned(next, timer));
    }

    private void follow(Trade planned, TradeEvent event, Instant at) {
        synchronized (world) {
            // A manual event may have come first, between this entry's start and here.
            world.book.find(planned.id()).filter(trade -> trade == planned).ifPresent(trade -> step(trade, event, at));
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

    /** How many trades that were over have been forgotten. */
    public int forgotten() {
        synchronized (world) {
            return world.book.forgotten();
        }
    }
}
