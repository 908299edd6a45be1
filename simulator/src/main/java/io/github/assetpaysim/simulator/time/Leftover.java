package io.github.assetpaysim.simulator.time;

/**
 * What a timeline left undone when it was closed.
 *
 * @param due entries that were due or under way
 * @param scheduled entries whose time had not come
 */
public record Leftover(int due, int scheduled) {
    public Leftover plus(Leftover other) {
        return new Leftover(due + other.due, scheduled + other.scheduled);
    }
}
