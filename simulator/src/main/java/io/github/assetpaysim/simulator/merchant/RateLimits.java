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

    private record Window(Instant end, int count) {}

    /**
     * Counts one request.
     *
     * @throws Refusal {@code RATE_LIMITED} when it is one too many
     */
    public synchronized void count(RateLimit limit, Plan plan, Instant now) {
        if (plan == Plan.OFF) {
            return;
        }
        int most = plan == Plan.VERIFIED ? limit.verified() : limit.unverified();
        Window window = windows.get(limit);
        if (window == null || !now.isBefore(window.end)) {
            window = new Window(now.plus(limit.window()), 0);
        }
        if (window.count >= most) {
            String problem = "more than " + most + " requests of this kind in "
                    + limit.window().toMinutes() + " min";
            throw new Refusal(Refusal.Reason.RATE_LIMITED, problem, Duration.between(now, window.end));
        }
        windows.put(limit, new Window(window.end, window.count + 1));
    }
}
