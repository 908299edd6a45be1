package io.github.assetpaysim.contract.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Remembers when this machine stood still: when a beat that was due came late. Thread-safe.
 */
final class Starvation implements AutoCloseable {
    static final long BEAT = Duration.ofMillis(50).toNanos();

    private final LongSupplier clock;
    private final List<Standstill> standstills = new ArrayList<>();
    private long lastBeat;
    private volatile boolean ended;

    private record Standstill(long end, long nanos) {}

    /** @param clock nanoseconds, like {@link System#nanoTime} */
    Starvation(LongSupplier clock) {
        this.clock = clock;
        this.lastBeat = clock.getAsLong();
    }

    /** Begins to watch this machine. */
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

    /** One beat; they are due every {@link #BEAT} nanoseconds. */
    synchronized void beat() {
        long now = clock.getAsLong();
        standstills.add(new Standstill(now, now - lastBeat - BEAT));
        lastBeat = now;
    }

    /** How long this machine stood still since then, at one time. */
    synchronized Duration longestSince(long begin) {
        long longest = Math.max(0, clock.getAsLong() - lastBeat - BEAT);
        for (Standstill standstill : standstills) {
            if (standstill.end() - begin > 0) {
                longest = Math.max(longest, standstill.nanos());
            }
        }
        return Duration.ofNanos(longest);
    }

    String told() {
        long[] l = standstills.stream().mapToLong(s -> s.nanos() / 1_000_000).sorted().toArray();
        int n = l.length;
        return "n=" + n + " p50=" + l[n / 2] + " p90=" + l[n * 9 / 10] + " p99=" + l[n * 99 / 100] + " max=" + l[n - 1];
    }

    @Override
    public void close() {
        ended = true;
    }
}
