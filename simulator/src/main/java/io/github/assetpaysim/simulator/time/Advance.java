package io.github.assetpaysim.simulator.time;

import java.time.Instant;
import java.util.List;

/**
 * What one {@code advance} did.
 *
 * @param now the timeline's instant afterwards
 * @param ran every entry that started meanwhile, in the order of its start
 * @param pending how many entries are still scheduled
 * @param nextDue when the first of them is due, or null when there is none
 */
public record Advance(Instant now, List<Ran> ran, int pending, Instant nextDue) {

    /**
     * One entry that ran.
     *
     * @param at the entry's own instant
     * @param label what it was
     */
    public record Ran(Instant at, String label) {}
}
