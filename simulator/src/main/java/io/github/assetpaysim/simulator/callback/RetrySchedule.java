package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.time.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long after a failed attempt the next one follows.
 *
 * @param gaps one for each retry, in timeline time
 */
public record RetrySchedule(List<Duration> gaps) {
    /** Five retries over a little more than an hour. */
    public static final RetrySchedule STANDARD = parse("10s,30s,2min,10min,1h");

    /** No retry at all. */
    public static final RetrySchedule NONE = new RetrySchedule(List.of());

    private static final int MOST = 100;

    public RetrySchedule {
        gaps = List.copyOf(gaps);
    }

    /**
     * Reads {@code 10s,30s,2min} or {@code none}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static RetrySchedule parse(String text) {
        if (text.equals("none")) {
            return NONE;
        }
        String[] parts = text.split(",", -1);
        if (parts.length > MOST) {
            throw new IllegalArgumentException("expected at most " + MOST + " retries");
        }
        return new RetrySchedule(Arrays.stream(parts).map(Durations::parse).toList());
    }

    /** The gap after the attempt with this number (the first is 1), or empty when it was the last. */
    public Optional<Duration> after(int attempt) {
        return attempt <= gaps.size() ? Optional.of(gaps.get(attempt - 1)) : Optional.empty();
    }

    @Override
    public String toString() {
        return gaps.isEmpty() ? "none" : gaps.stream().map(Duration::toString).collect(Collectors.joining(","));
    }
}
