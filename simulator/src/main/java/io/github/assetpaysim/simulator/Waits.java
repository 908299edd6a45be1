package io.github.assetpaysim.simulator;

import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.time.Advance;
import io.github.assetpaysim.simulator.time.AdvanceRunning;
import io.github.assetpaysim.simulator.time.Durations;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Waits for what becomes of a merchant's trades and callbacks. */
final class Waits {
    private final SimulatedMerchant shown;
    private final Merchant merchant;
    private final Dialect dialect;

    Waits(SimulatedMerchant shown, Merchant merchant) {
        this.shown = shown;
        this.merchant = merchant;
        this.dialect = merchant.dialect();
    }

    Advance advance(Duration by) {
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

    Trade forStatus(String tradeId, String status, Duration atMost) {
        checkStatus(status);
        shown.trade(tradeId);
        return until(
                () -> merchant.trades()
                        .find(tradeId)
                        .filter(trade -> trade.life().stream()
                                .anyMatch(past -> dialect.status(past).equals(status))),
                atMost,
                () -> "the trade did not become " + status + "; it is " + shown.status(tradeId) + ". Its history: "
                        + shown.trade(tradeId).history());
    }

    List<Delivery> forCallbacks(String status, int count, Duration atMost) {
        checkStatus(status);
        Supplier<List<Delivery>> matching = () -> shown.deliveredCallbacks().stream()
                .filter(callback -> callback.event().status().equals(status))
                .toList();
        return until(
                () -> Optional.of(matching.get()).filter(found -> found.size() >= count),
                atMost,
                () -> matching.get().size() + " callbacks " + status + " were delivered, not " + count + "; there are "
                        + shown.callbacks().stream()
                                .map(each -> each.event().status() + " " + each.state())
                                .toList());
    }

    private void checkStatus(String status) {
        if (!dialect.statuses().contains(status)) {
            throw new IllegalArgumentException(
                    "status must be one of " + String.join(", ", dialect.statuses()) + ", not " + status);
        }
    }

    private <T> T until(Supplier<Optional<T>> condition, Duration atMost, Supplier<String> otherwise) {
        try {
            return merchant.changes()
                    .await(condition, atMost)
                    .get()
                    .orElseThrow(() -> new AssertionError(
                            "within " + Durations.spoken(atMost) + " of real time " + otherwise.get()));
        } catch (CancellationException e) {
            throw new IllegalStateException(shown + " was deleted meanwhile", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot wait: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
