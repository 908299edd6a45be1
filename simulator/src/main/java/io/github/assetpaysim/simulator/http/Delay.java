package io.github.assetpaysim.simulator.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A request that waits before anything is done with it. It keeps its connection meanwhile, but no thread. */
public final class Delay {
    private Delay() {}

    /**
     * Carries out {@code request} later, on a thread of the server. It may do all that a handler may: throw, block, and wait for
     * a future. To be the last that a handler calls.
     *
     * @param delay in real time
     */
    public static void before(Context ctx, Duration delay, Runnable request) {
        Executor later =
                CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Surface.answering(ctx));
        ctx.future(() -> CompletableFuture.runAsync(request, later));
    }
}
