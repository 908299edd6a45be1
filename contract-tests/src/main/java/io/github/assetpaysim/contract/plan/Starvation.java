package io.github.assetpaysim.contract.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Remembers when this machine stood still: a beat that was due came late. Thread-safe. */
final class Starvation implements AutoCloseable {
    private static final long BEAT = Duration.ofMillis(50).toNanos();
    /** Less is ordinary where many things happen at once: with 16 busy loops on 2 cores beats are late by up to 0.8 s. */
    private static final long NOTABLE = Duration.ofSeconds(1).toNanos();

    private final LongSupplier clock;
    private final long begin;
    private final List<Standstill> standstills = new ArrayList<>();
    private long lastBeat;
    private volatile boolean ended;

    private record Standstill(long end, long nanos) {}

    /** @param clock nanoseconds, like {@link System#nanoTime} */
    Starvation(LongSupplier clock) {
        this.clock = clock;
        this.begin = clock.getAsLong();
        this.lastBeat = begin;
    }

    /** Begins to watch this machine, until it is closed. */
    static Starvation watched() {
        Starvation starvation = new Starvation(System::nanoTime);
        Thread heart = new Thread(starvation::beatOn, "assetpay-heartbeat");
        heart.setDaemon(true);
        heart.start();
        return starvation;
    }

    private void beatOn() {
        while (!ended) {
            LockSupport.parkNanos(BEAT);
            beat();
        }
    }

    /** One beat; the next is due after a fixed time. */
    synchronized void beat() {
        long late = late();
        lastBeat = now();
        if (late >= NOTABLE) {
            standstills.add(new Standstill(lastBeat, late));
        }
    }

    private long late() {
        return now() - lastBeat - BEAT;
    }

    /** The time in nanoseconds by the clock of the beats. */
    long now() {
        return clock.getAsLong();
    }

    /** When it began to watch. */
    long begin() {
        return begin;
    }

    /** The longest notable standstill that ended since then or lasts, zero without one. */
    synchronized Duration longestSince(long then) {
        long longest = late() >= NOTABLE ? late() : 0;
        for (Standstill standstill : standstills) {
            if (standstill.end() - then > 0) {
                longest = Math.max(longest, standstill.nanos());
            }
        }
        return Duration.ofNanos(longest);
    }

    @Override
    public void close() {
        ended = true;
    }
}
