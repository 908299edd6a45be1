package io.github.assetpaysim.simulator.time;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/**
 * A frozen timeline with a log of what ran, and what tests of timelines need beside it. No entry may fail: a test that wants it to
 * clears the bugs.
 */
@Timeout(60)
abstract class Timelines {
    static final Instant START = Instant.parse("2031-01-08T10:00:00Z");
    static final Duration DAY = Duration.ofDays(1);
    static final Duration WEEK = Duration.ofDays(7);
    /** A pace, or a grace, that no test lives to see the end of. */
    static final Duration NEVER = Duration.ofDays(300);
    /** For work that must visibly take real time, yet not much. */
    static final Executor SOON = CompletableFuture.delayedExecutor(40, MILLISECONDS);

    final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    final List<String> log = new CopyOnWriteArrayList<>();
    final Scheduler scheduler = new Scheduler(bugs::add);
    final Timeline timeline = frozen();

    @AfterEach
    void close() {
        scheduler.close();
        assertThat(bugs).isEmpty();
    }

    Timeline frozen() {
        return new Timeline(ClockMode.FROZEN, NEVER, START, scheduler, () -> {});
    }

    Timeline paced(Duration pace) {
        return new Timeline(ClockMode.PACED, pace, START, scheduler, () -> {});
    }

    Timeline live() {
        return new Timeline(ClockMode.LIVE, NEVER, START, scheduler, () -> {});
    }

    static Instant in(long seconds) {
        return START.plusSeconds(seconds);
    }

    /** A task that logs and is done. */
    Task logs(String text) {
        return at -> {
            log.add(text);
            return Task.DONE;
        };
    }

    /** A task that logs its start, and a while later its end. */
    Task takesAWhile(String text) {
        return at -> {
            log.add(text);
            return CompletableFuture.runAsync(() -> log.add(text + " ended"), SOON);
        };
    }

    /** A task that hangs until told. */
    Task hangs(String text, CompletableFuture<Void> until) {
        return at -> {
            log.add(text);
            return until;
        };
    }

    static <T> Thread elsewhere(Callable<T> work, CompletableFuture<T> result) {
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(work.call());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                },
                "test-elsewhere");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** An advance on a thread of its own, which has come to where it must wait. */
    static CompletableFuture<Advance> advanceElsewhere(Timeline timeline, Instant to) {
        CompletableFuture<Advance> advance = new CompletableFuture<>();
        Thread thread = elsewhere(() -> timeline.advanceTo(to), advance);
        soon(() -> thread.getState() == Thread.State.WAITING);
        return advance;
    }

    static void soon(BooleanSupplier condition) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(20, SECONDS)
                .until(condition::getAsBoolean);
    }

    void soonLogged(String... texts) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(log).contains(texts));
    }
}
