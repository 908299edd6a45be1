package io.github.assetpaysim.simulator.time;

import java.time.Instant;

/** Thrown when a timeline is advanced while an earlier advance of it has not returned. */
public final class AdvanceRunning extends RuntimeException {
    private static final long serialVersionUID = 1;

    AdvanceRunning(Instant from, Instant to) {
        super(
                "an advance from " + from + " to " + to + " is still running;"
                        + " wait for its answer, and do not advance from inside a callback handler",
                null,
                false,
                false);
    }
}
