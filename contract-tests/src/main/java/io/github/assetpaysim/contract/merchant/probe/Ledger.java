package io.github.assetpaysim.contract.merchant.probe;

import io.github.assetpaysim.contract.plan.CheckFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the merchant has credited, as the probe tells it. Thread-safe when the probe is. */
public final class Ledger {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    /** A balance that keeps changing for this many times the settling time never settles. */
    private static final int MOST_SETTLINGS = 10;

    private final Probe probe;
    private final Duration settle;

    /** @param probe or null when there is none */
    public Ledger(Probe probe, Duration settle) {
        this.probe = probe;
        this.settle = settle;
    }

    /**
     * A balance that has stayed the same for the settling time.
     *
     * @param passed every balance that was seen on the way, in order, the last one included
     */
    public record Settled(BigDecimal balance, List<BigDecimal> passed) {}

    public boolean isThere() {
        return probe != null;
    }

    /** The balance right now. */
    public BigDecimal balance(String steamId) throws InterruptedException {
        if (probe == null) {
            throw CheckFailure.inconclusive("what was credited is unknown without a probe: give --probe");
        }
        try {
            return probe.balance(steamId);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw CheckFailure.inconclusive("the probe failed: " + (e.getMessage() == null ? e : e.getMessage()));
        }
    }

    /** Waits until none of these users' balances changes any more; the balances come in the same order. */
    public List<Settled> settled(List<String> steamIds) throws InterruptedException {
        long start = System.nanoTime();
        List<List<BigDecimal>> passed = new ArrayList<>();
        for (String steamId : steamIds) {
            passed.add(new ArrayList<>(List.of(balance(steamId))));
        }
        long since = start;
        long pause = FIRST_PAUSE.toNanos();
        long longest = Math.max(pause, settle.toNanos() / 6);
        while (true) {
            long left = since + settle.toNanos() - System.nanoTime();
            if (left <= 0) {
                return passed.stream()
                        .map(each -> new Settled(each.get(each.size() - 1), List.copyOf(each)))
                        .toList();
            }
            if (System.nanoTime() - start > settle.toNanos() * MOST_SETTLINGS) {
                throw CheckFailure.inconclusive("the balances of " + steamIds + " never settle: " + passed);
            }
            sleep(Math.min(pause, left));
            pause = Math.min(pause * 2, longest);
            for (int i = 0; i < steamIds.size(); i++) {
                BigDecimal now = balance(steamIds.get(i));
                List<BigDecimal> before = passed.get(i);
                if (now.compareTo(before.get(before.size() - 1)) != 0) {
                    before.add(now);
                    since = System.nanoTime();
                    pause = FIRST_PAUSE.toNanos();
                }
            }
        }
    }

    /** Waits at most the settling time for a balance to come up, and gives what came. */
    public BigDecimal reach(String steamId, BigDecimal expected) throws InterruptedException {
        long end = System.nanoTime() + settle.toNanos();
        long pause = FIRST_PAUSE.toNanos();
        BigDecimal now = balance(steamId);
        while (now.compareTo(expected) != 0 && System.nanoTime() < end) {
            sleep(pause);
            pause *= 2;
            now = balance(steamId);
        }
        return now;
    }

    private static void sleep(long nanos) throws InterruptedException {
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
}
