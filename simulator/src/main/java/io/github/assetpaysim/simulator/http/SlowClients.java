package io.github.assetpaysim.simulator.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Cuts clients that take too long to send one request. Jetty's idle time-out does not: each byte starts it anew. How long the
 * answer takes plays no part. Runs on the connector's timer thread.
 */
final class SlowClients implements LifeCycle.Listener, Runnable {
    private final ServerConnector connector;
    private final Duration most;

    private SlowClients(ServerConnector connector, Duration most) {
        this.connector = connector;
        this.most = most;
    }

    /** Watches from the connector's start on. */
    static void watch(ServerConnector connector, Duration most) {
        connector.addEventListener(new SlowClients(connector, most));
    }

    @Override
    public void lifeCycleStarted(LifeCycle started) {
        schedule();
    }

    private void schedule() {
        if (connector.isRunning()) {
            connector.getScheduler().schedule(this, most.toMillis() / 4 + 1, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void run() {
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            if (endPoint.getConnection() instanceof HttpConnection http && isTooSlow(http)) {
                endPoint.close(
                        new TimeoutException("the request took longer than " + most.toSeconds() + " s to arrive"));
            }
        }
        schedule();
    }

    private boolean isTooSlow(HttpConnection http) {
        HttpParser parser = http.getParser();
        // A body that nobody reads leaves the parser in that state too, though all of it may be there.
        boolean isWaitedFor = http.getEndPoint().isFillInterested();
        boolean receiving = isWaitedFor && !parser.isStart() && (parser.inHeaderState() || parser.inContentState());
        // While a request is delayed nobody reads on, so it is not the client's fault that the rest does not arrive.
        return receiving
                && NanoTime.since(parser.getBeginNanoTime())
                        > most.plus(Delay.of(http.getHttpChannel().getRequest()))
                                .toNanos();
    }
}
