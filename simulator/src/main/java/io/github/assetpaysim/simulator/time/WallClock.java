package io.github.assetpaysim.simulator.time;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Wall time, for what a real counterpart compares with its own clock. */
public final class WallClock {
    /** Millisecond precision, as on the wire. */
    public static final InstantSource CLOCK = () -> Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private WallClock() {}
}
