package io.github.assetpaysim.simulator.callback.transport;

import java.time.Duration;

/**
 * How the bytes of a letter go out in one attempt.
 *
 * @param over how long {@link Way#SLOWLY} takes from the first byte to the last, in real time; otherwise zero
 */
public record Manner(Way way, Duration over) {
    /** As any HTTP client sends. */
    public static final Manner ORDINARY = new Manner(Way.WHOLE, Duration.ZERO);

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
    public static Manner of(Way way) {
        return new Manner(way, Duration.ZERO);
    }

    /** Sending slowly. */
    public static Manner slowly(Duration over) {
        return new Manner(Way.SLOWLY, over);
    }
}
