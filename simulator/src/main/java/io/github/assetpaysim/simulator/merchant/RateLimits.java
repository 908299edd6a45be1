package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.trade.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Counts a merchant's requests in fixed windows of wall time (A10). Thread-safe: the one method that counts is synchronized. */
public final class RateLimits {
    private final Map<Group, Window> windows = new EnumMap<>(Group.class);

    /** Which limits apply. */
    public enum Plan {
        OFF,
        VERIFIED,
        UNVERIFIED
    }

    /** Requests that are counted together, over all users of a merchant. */
    public enum Group {
        AUTHENTICATION(1_000_000, 100, Duration.ofHours(1)),
        INVENTORY(1_000, 10, Duration.ofMinutes(1)),
        MARKET(2_000, 20, Duration.ofMinutes(1)),
        TRADING(500, 5, Duration.ofMinutes(1)),
        HISTORY(3_000, 30, Duration.ofMinutes(1)),
        TRADE_URL_CHECK(100_000, 100, Duration.ofHours(1)),
        PRICES(1_000, 100, Duration.ofHours(1));

        private final int verified;
        private final int unverified;
        private final Duration window;

        Group(int verified, int unverified, Duration window) {
            this.verified = verified;
            this.unverified = unverified;
            this.window = window;
        }
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
    public void count(Group group, Plan plan, Instant now) {
        if (plan != Plan.OFF) {
            count(group, plan == Plan.VERIFIED ? group.verified : group.unverified, now);
        }
    }

    private synchronized void count(Group group, int most, Instant now) {
        Window window = windows.computeIfAbsent(group, each -> new Window());
        if (window.began == null || !now.isBefore(window.began.plus(group.window))) {
            window.began = now;
            window.count = 0;
        }
        if (window.count >= most) {
            Duration left = Duration.between(now, window.began.plus(group.window));
            throw new Refusal(
                    Refusal.Reason.RATE_LIMITED,
                    "more than " + most + " requests of this kind in " + group.window.toMinutes() + " min",
                    left);
        }
        window.count++;
    }
}
