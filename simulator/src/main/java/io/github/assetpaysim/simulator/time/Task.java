package io.github.assetpaysim.simulator.time;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What an entry of a timeline does. Runs on a worker thread, with no lock held; it must not block. */
@FunctionalInterface
public interface Task {
    /** What a task returns that is done when it returns. */
    CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    /**
     * Does the work of one entry.
     *
     * @param at the entry's own instant, which counts as "now" for everything the task does
     * @return completes when the work is done; until then no other entry of the same lane starts
     */
    CompletionStage<?> run(Instant at);
}
