package io.github.assetpaysim.simulator.callback.transport;

import java.time.Duration;

/**
 * How the bytes of a request go out in one attempt.
 *
 * @param over how long {@link Way#SLOWLY} takes from the first byte to the last, in real time; otherwise zero
 */
public record Transmission(Way way, Duration over) {
    /** As any HTTP client sends. */
    public static final Transmission ORDINARY = new Transmission(Way.WHOLE, Duration.ZERO);

    /** What happens on the connection. */
    public enum Way {
        WHOLE,
        /**
         * Head and half of the body, although the head announces all of it; then the end of the stream. What a receiver
         * answers to that is told, but counts for nothing.
         */
        HALF,
        /** All of it; then the connection is reset, when an answer begins or the time is up, and no answer is read. */
        THEN_RESET,
        /** All of it, a few bytes at a time. */
        SLOWLY
    }

    /** Sending in that way, without taking time over it. */
    public static Transmission of(Way way) {
        return new Transmission(way, Duration.ZERO);
    }

    /** Sending slowly. */
    public static Transmission slowly(Duration over) {
        return new Transmission(Way.SLOWLY, over);
    }
}
