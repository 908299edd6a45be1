package io.github.assetpaysim.simulator.dialect;

import java.time.Duration;

/**
 * How many requests of one merchant a dialect lets pass; operations with the same limit are counted together, over all users.
 *
 * @param name of what is counted
 * @param verified how many in one window, for a verified merchant
 * @param unverified the same for one that is not
 */
public record RateLimit(String name, int verified, int unverified, Duration window) {
    public static RateLimit perMinute(String name, int verified, int unverified) {
        return new RateLimit(name, verified, unverified, Duration.ofMinutes(1));
    }

    public static RateLimit perHour(String name, int verified, int unverified) {
        return new RateLimit(name, verified, unverified, Duration.ofHours(1));
    }
}
