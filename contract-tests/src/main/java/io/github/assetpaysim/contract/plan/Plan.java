package io.github.assetpaysim.contract.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Checks that are made at the same time. Each must stand by itself: what several build on, they share as something that is
 * done once.
 *
 * @param name what they are about, one word
 */
public record Plan(String name, List<Check> checks) {
    public Plan {
        checks = List.copyOf(checks);
    }

    /**
     * Starts all checks, the first ones first.
     *
     * @param atOnce how many run at the same time
     * @param finished is told of each result as it comes, never of two at once
     * @return the results to come, by id and in the order of the checks; they never fail
     */
    public Map<String, CompletableFuture<Result>> start(int atOnce, Consumer<Result> finished) {
        AtomicInteger threads = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(atOnce, task -> {
            Thread thread = new Thread(task, "assetpay-check-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        Starvation starvation = Starvation.watched();
        Object telling = new Object();
        Map<String, CompletableFuture<Result>> results = new LinkedHashMap<>();
        // A closing check is not started before it can run, so that it takes no thread from those it waits for.
        checks.forEach(check -> results.put(check.requirement().id(), new CompletableFuture<>()));
        Consumer<Check> starts = check -> {
            CompletableFuture<Result> result = results.get(check.requirement().id());
            CompletableFuture.supplyAsync(
                            () -> {
                                Result made = check.run(starvation);
                                synchronized (telling) {
                                    finished.accept(made);
                                }
                                return made;
                            },
                            pool)
                    .whenComplete((made, thrown) -> {
                        if (thrown == null) {
                            result.complete(made);
                        } else {
                            result.completeExceptionally(thrown);
                        }
                    });
        };
        checks.stream().filter(check -> !check.closing()).forEach(starts);
        all(results, check -> !check.closing())
                .whenComplete(
                        (done, thrown) -> checks.stream().filter(Check::closing).forEach(starts));
        all(results, check -> true).whenComplete((done, thrown) -> {
            pool.shutdown();
            starvation.close();
        });
        return results;
    }

    private CompletableFuture<Void> all(Map<String, CompletableFuture<Result>> results, Predicate<Check> chosen) {
        return CompletableFuture.allOf(checks.stream()
                .filter(chosen)
                .map(check -> results.get(check.requirement().id()))
                .toArray(CompletableFuture[]::new));
    }

    /** Makes all checks; the results come in the order of the checks. */
    public List<Result> run(int atOnce, Consumer<Result> finished) {
        return start(atOnce, finished).values().stream()
                .map(CompletableFuture::join)
                .toList();
    }
}
