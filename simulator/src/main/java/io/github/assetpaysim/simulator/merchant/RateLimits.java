package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.dialect.RateLimit;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts a merchant's requests in fixed windows of wall time. Thread-safe: the one method that counts is synchronized. */
public final class RateLimits {
    private final Map<RateLimit, Window> windows = new HashMap<>();

    /** Which limits apply. */
    public enum Plan {
        OFF,
        VERIFIED,
        UNVERIFIED
    }

    private static final class Window {
        Instant began;
        int count;
    }

    /**
     * Counts one request.
     *
     * @throws Refusal {@code RATE_LIMITED} when it is one too many
     */
    public void count(RateLimit limit, Plan plan, Instant now) {
        if (plan != Plan.OFF) {
            count(limit, plan == Plan.VERIFIED ? limit.verified() : limit.unverified(), now);
        }
    }

    private synchronized void count(RateLimit limit, int most, Instant now) {
        Window window = windows.computeIfAbsent(limit, each -> new Window());
        if (window.began == null || !now.isBefore(window.began.plus(limit.window()))) {
            window.began = now;
            window.count = 0;
        }
        if (window.count >= most) {
            Duration left = Duration.between(now, window.began.plus(limit.window()));
            throw new Refusal(
                    Refusal.Reason.RATE_LIMITED,
                    "more than " + most + " requests of this kind in "
                            + limit.window().toMinutes() + " min",
                    left);
        }
        window.count++;
    }
}
