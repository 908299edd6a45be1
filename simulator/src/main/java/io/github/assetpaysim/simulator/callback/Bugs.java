package io.github.assetpaysim.simulator.callback;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** What becomes of attempts when a dialect or the sender has a bug: they fail, all goes on, and the bug is told. */
final class Bugs {
    private Bugs() {}

    /** Begins so many attempts; a bug in beginning them is one of each. */
    static List<CompletableFuture<Attempt>> begin(int many, Supplier<List<CompletableFuture<Attempt>>> attempts) {
        try {
            return attempts.get();
        } catch (RuntimeException | Error e) {
            return Collections.nCopies(many, CompletableFuture.failedFuture(e));
        }
    }

    /** As the other, but one. */
    static CompletableFuture<Attempt> begin(Supplier<CompletableFuture<Attempt>> attempt) {
        return begin(1, () -> List.of(attempt.get())).get(0);
    }

    /**
     * Ends an attempt.
     *
     * @param broken makes the attempt that a bug has ended
     * @return fails with the bug, after {@code end} has run all the same
     */
    static <T> CompletableFuture<T> end(
            CompletableFuture<Attempt> attempt, Function<Throwable, Attempt> broken, Function<Attempt, T> end) {
        return attempt.handle((ended, bug) -> {
            T result = end.apply(bug == null ? ended : broken.apply(bug));
            if (bug != null) {
                throw new CompletionException(bug);
            }
            return result;
        });
    }
}
