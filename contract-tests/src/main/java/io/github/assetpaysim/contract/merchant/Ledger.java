package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.plan.Finding;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the merchant has credited, as the probe tells it. Thread-safe when the probe is. */
final class Ledger {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    /** A balance that keeps changing for this many times the settling time never settles. */
    private static final int MOST_SETTLINGS = 10;

    private final Probe probe;
    private final Duration settle;

    /** @param probe or null when there is none */
    Ledger(Probe probe, Duration settle) {
        this.probe = probe;
        this.settle = settle;
    }

    /**
     * A balance that has stayed the same for the settling time.
     *
     * @param passed every balance that was seen on the way, in order, the last one included
     */
    record Settled(BigDecimal balance, List<BigDecimal> passed) {}

    boolean isThere() {
        return probe != null;
    }

    /** The balance right now. */
    BigDecimal balance(String steamId) throws InterruptedException {
        if (probe == null) {
            throw Finding.inconclusive("what was credited is unknown without a probe: give --probe");
        }
        try {
            return probe.balance(steamId);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw Finding.inconclusive("the probe failed: " + (e.getMessage() == null ? e : e.getMessage()));
        }
    }

    /** Waits until the balance has stopped changing. */
    Settled settled(String steamId) throws InterruptedException {
        long start = System.nanoTime();
        List<BigDecimal> passed = new ArrayList<>(List.of(balance(steamId)));
        long since = start;
        long pause = FIRST_PAUSE.toNanos();
        long longest = Math.max(pause, settle.toNanos() / 6);
        while (true) {
            long left = since + settle.toNanos() - System.nanoTime();
            if (left <= 0) {
                return new Settled(passed.get(passed.size() - 1), List.copyOf(passed));
            }
            if (System.nanoTime() - start > settle.toNanos() * MOST_SETTLINGS) {
                throw Finding.inconclusive("the balance of " + steamId + " never settles: " + passed);
            }
            sleep(Math.min(pause, left));
            pause = Math.min(pause * 2, longest);
            BigDecimal now = balance(steamId);
            if (now.compareTo(passed.get(passed.size() - 1)) != 0) {
                passed.add(now);
                since = System.nanoTime();
                pause = FIRST_PAUSE.toNanos();
            }
        }
    }

    /** Waits at most the settling time for a balance to come up; what comes instead is for others to judge. */
    void reach(String steamId, BigDecimal expected) throws InterruptedException {
        long end = System.nanoTime() + settle.toNanos();
        long pause = FIRST_PAUSE.toNanos();
        while (balance(steamId).compareTo(expected) != 0 && System.nanoTime() < end) {
            sleep(pause);
            pause *= 2;
        }
    }

    private static void sleep(long nanos) throws InterruptedException {
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
}
