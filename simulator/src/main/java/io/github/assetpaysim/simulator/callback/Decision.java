package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.dialect.Verdict;
import java.time.Instant;

/**
 * What a receiver has decided about a trade, or that it has not.
 *
 * @param verdict {@code APPROVED} or {@code REJECTED}; {@code FAILED} when it can no longer decide
 * @param attempt the one that was answered so, or the last that failed; null when there was none
 * @param attempts how many could have decided until then, that one included
 * @param at in timeline time
 */
public record Decision(Verdict verdict, Attempt attempt, int attempts, Instant at) {}
