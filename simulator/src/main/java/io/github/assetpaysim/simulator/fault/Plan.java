package io.github.assetpaysim.simulator.fault;

import io.github.assetpaysim.simulator.callback.DeliveryPlan;
import io.github.assetpaysim.simulator.trade.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to go wrong for one merchant, in order, and how often it has. Thread-safe: the counts are touched under the plan's
 * monitor only, and every match is counted and judged in one step, so of two requests at once each gets its own number.
 */
public final class Plan {
    /** So many faults may be planned. */
    public static final int MOST = 1_000;

    /** Replaced as a whole, under the monitor, when some are added. */
    private volatile List<Entry> entries;

    private static final class Entry {
        final Planned planned;
        int matched;
        int struck;

        Entry(Planned planned) {
            this.planned = planned;
        }

        boolean strikesNow() {
            matched++;
            boolean strikes = planned.trigger.strikes(matched);
            struck += strikes ? 1 : 0;
            return strikes;
        }
    }

    /** A fault and what it waits for. */
    public record Planned(Trigger trigger, Fault fault) {}

    /**
     * How a planned fault stands.
     *
     * @param matched how many callbacks or requests its trigger has met
     * @param struck how many of them it has struck
     */
    public record Tally(Trigger trigger, Fault fault, int matched, int struck) {
        /** One line for people. */
        @Override
        public String toString() {
            return fault.kind().name() + " on " + trigger;
        }
    }

    /** An empty plan is an ordinary life. */
    public Plan(List<Planned> planned) {
        entries = planned.stream().map(Entry::new).toList();
    }

    /**
     * Adds faults behind those that are planned, whose counts stay.
     *
     * @throws IllegalArgumentException when these are too many together
     */
    public synchronized void add(List<Planned> more) {
        if (entries.size() + more.size() > MOST) {
            throw new IllegalArgumentException(
                    "a plan has at most " + MOST + " faults; " + entries.size() + " are planned");
        }
        entries = Stream.concat(entries.stream(), more.stream().map(Entry::new)).toList();
    }

    /** What is sent in place of an ordinary callback. */
    public List<DeliveryPlan> onCallback(DeliveryPlan ordinary) {
        List<DeliveryPlan> plans = List.of(ordinary);
        if (entries.isEmpty()) {
            return plans;
        }
        Trade trade = ordinary.event().trade();
        List<Fault> striking = new ArrayList<>();
        synchronized (this) {
            for (Entry entry : entries) {
                if (entry.planned.trigger.meets(trade, ordinary.event().status())
                        && entry.planned.fault.fits(ordinary.event())
                        && entry.strikesNow()) {
                    striking.add(entry.planned.fault);
                }
            }
        }
        for (Fault fault : striking) {
            plans = fault.strike(plans);
        }
        return plans;
    }

    /**
     * What goes wrong with a request, in order; mostly nothing.
     *
     * @param steamId whose token it carries, or null
     */
    public List<ApiFault> onRequest(String operation, String steamId) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<ApiFault> faults = new ArrayList<>();
        synchronized (this) {
            for (Entry entry : entries) {
                if (entry.planned.trigger.meets(operation, steamId) && entry.strikesNow()) {
                    faults.add(entry.planned.fault.onRequest());
                }
            }
        }
        return faults;
    }

    /** How every planned fault stands, in the order of the plan. */
    public synchronized List<Tally> tallies() {
        return entries.stream()
                .map(entry -> new Tally(entry.planned.trigger, entry.planned.fault, entry.matched, entry.struck))
                .toList();
    }

    /** The faults that have never struck. */
    public List<Tally> neverStruck() {
        return tallies().stream().filter(tally -> tally.struck() == 0).toList();
    }
}
