package io.github.assetpaysim.simulator;

import io.github.assetpaysim.simulator.control.Awaited;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.time.Advance;
import io.github.assetpaysim.simulator.time.AdvanceRunning;
import io.github.assetpaysim.simulator.time.Durations;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

/** What keeps a test's thread until it has come about. */
final class Waits {
    private Waits() {}

    static Advance advance(Merchant merchant, Duration by) {
        if (by.isNegative() || by.compareTo(Durations.LONGEST) > 0) {
            throw new IllegalArgumentException("time can be advanced by 0 to 36,500 days, not by " + by);
        }
        try {
            return merchant.timeline().advanceBy(by);
        } catch (AdvanceRunning e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while time was being advanced", e);
        }
    }

    static void checkStatus(Merchant merchant, String status) {
        List<String> statuses = merchant.dialect().statuses();
        if (!statuses.contains(status)) {
            throw new IllegalArgumentException(
                    "status must be one of " + String.join(", ", statuses) + ", not " + status);
        }
    }

    static <T> T until(Awaited<T> awaited, Duration atMost) {
        try {
            return awaited.within(atMost).get().orElseThrow(() -> new AssertionError(awaited.missed(atMost)));
        } catch (CancellationException e) {
            throw new IllegalStateException("merchant " + awaited.merchant().id() + " was deleted meanwhile", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot wait: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
