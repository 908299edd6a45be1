package io.github.assetpaysim.simulator.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;

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
        Request jettys = ServletContextRequest.getServletContextRequest(ctx.req());
        Connector connector = jettys.getConnectionMetaData().getConnector();
        CompletableFuture<Void> over = new CompletableFuture<>();
        // The timer's one thread only hands over.
        connector
                .getScheduler()
                .schedule(
                        () -> connector.getExecutor().execute(() -> over.complete(null)),
                        delay.toMillis(),
                        TimeUnit.MILLISECONDS);
        ctx.future(() -> over.thenRun(request));
    }
}
