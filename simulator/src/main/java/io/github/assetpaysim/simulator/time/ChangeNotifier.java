package io.github.assetpaysim.simulator.time;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets others wait, without a thread, until something that changes now and then has become true.
 *
 * <p>Thread-safe, and no change is missed: who waits is registered before it looks for the first time, and a change is made before
 * it is told. So either the one who tells finds the one who waits, or the one who waits has seen the change. Conditions are looked
 * at on the scheduler's workers, many changes at once, and never by {@link #changed}, which may therefore be called with locks held.
 */
public final class ChangeNotifier implements AutoCloseable {
    private final Scheduler scheduler;
    private final Set<Waiting<?>> waiting = ConcurrentHashMap.newKeySet();
    /** How many changes were told since the last look at everything began; above zero, a look is under way or planned. */
    private final AtomicInteger changes = new AtomicInteger();

    private volatile boolean closed;

    public ChangeNotifier(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** One condition and who waits for it. */
    private static final class Waiting<T> {
        final Supplier<Optional<T>> condition;
        final CompletableFuture<Optional<T>> result = new CompletableFuture<>();

        Waiting(Supplier<Optional<T>> condition) {
            this.condition = condition;
        }

        void look() {
            if (result.isDone()) {
                return;
            }
            try {
                Optional<T> found = condition.get();
                if (found.isPresent()) {
                    result.complete(found);
                }
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }

        void giveUp() {
            look();
            result.complete(Optional.empty());
        }
    }

    /** Tells that something has changed. Costs next to nothing while nobody waits. */
    public void changed() {
        if (!waiting.isEmpty() && changes.getAndIncrement() == 0) {
            lookSoon();
        }
    }

    private void lookSoon() {
        scheduler.workers().execute(() -> {
            int seen = changes.get();
            try {
                waiting.forEach(Waiting::look);
            } finally {
                if (changes.addAndGet(-seen) != 0) {
                    lookSoon();
                }
            }
        });
    }

    /**
     * Waits until {@code condition} gives something. It must not block, and may be asked by several threads at a time.
     *
     * @param atMost in real time
     * @return what it gave, or empty when the time is over; cancelled when this is closed; failed with what the condition
     *     throws. To cancel it ends the waiting
     */
    public <T> CompletableFuture<Optional<T>> await(Supplier<Optional<T>> condition, Duration atMost) {
        Waiting<T> waiter = new Waiting<>(condition);
        waiting.add(waiter);
        waiter.result.whenComplete((found, error) -> waiting.remove(waiter));
        waiter.look();
        if (closed) {
            waiter.result.completeExceptionally(new CancellationException());
        }
        if (!waiter.result.isDone()) {
            Future<?> end = scheduler
                    .ticker()
                    .schedule(
                            () -> scheduler.workers().execute(waiter::giveUp), atMost.toNanos(), TimeUnit.NANOSECONDS);
            waiter.result.whenComplete((found, error) -> end.cancel(false));
        }
        return waiter.result;
    }

    /** How many wait. */
    public int waiting() {
        return waiting.size();
    }

    /** Cancels whoever waits, now and later. */
    @Override
    public void close() {
        closed = true;
        waiting.forEach(waiter -> waiter.result.completeExceptionally(new CancellationException()));
    }
}
