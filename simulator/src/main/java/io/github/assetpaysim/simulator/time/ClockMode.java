package io.github.assetpaysim.simulator.time;

/** How a timeline moves when nobody advances it. */
public enum ClockMode {
    /** Stands still; for tests. */
    FROZEN,
    /** Runs by itself and shortens every wait to the pace; for people and demos. */
    PACED,
    /** Real durations; for soak runs. */
    LIVE
}
