package io.github.assetpaysim.contract.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

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
        for (Check check : checks) {
            results.put(
                    check.requirement().id(),
                    CompletableFuture.supplyAsync(
                            () -> {
                                Result result = check.run(starvation);
                                synchronized (telling) {
                                    finished.accept(result);
                                }
                                return result;
                            },
                            pool));
        }
        pool.shutdown();
        CompletableFuture.allOf(results.values().toArray(CompletableFuture[]::new))
                .thenRun(starvation::close);
        return results;
    }

    /** Makes all checks; the results come in the order of the checks. */
    public List<Result> run(int atOnce, Consumer<Result> finished) {
        return start(atOnce, finished).values().stream()
                .map(CompletableFuture::join)
                .toList();
    }
}
