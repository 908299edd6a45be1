package io.github.assetpaysim.simulator.http;

import io.javalin.http.ContentType;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * A Jetty with one servlet. The one that Javalin would start has web sockets, sessions and statistics besides, which take time at the
 * start and with each request.
 */
final class Listener implements AutoCloseable {
    /** An advance, and a deposit that waits for another one, each keep a thread. */
    private static final int MOST_THREADS = 250;
    /** A connection keeps no thread, so this only has to stay below what a process may open. */
    private static final int MOST_CONNECTIONS = 2_000;
    /** Load generators connect all at once; what the queue does not hold waits a second for its next try. */
    private static final int MOST_UNACCEPTED = 1_024;
    /** Request line and headers together; a client token with much client data in it is several kB long. */
    private static final int LONGEST_HEAD = 16 << 10;

    static {
        // References that fit into 64 bytes. To find that out, Jetty would start all of the JDK's management.
        System.setProperty("org.eclipse.jetty.util.referencesPerCacheLine", "16");
    }

    private final String host;
    private final int port;
    private final Server server;
    private final ServletContextHandler context;
    private final ServerConnector connector;

    Listener(String host, int port, Duration idle) {
        this.host = host;
        this.port = port;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
        threads.setName("assetpay-http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        server.getMimeTypes().addInferred(ContentType.PLAIN, StandardCharsets.UTF_8.name());
        this.context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
        server.setHandler(context);
        // Daemon threads throughout: a program that embeds the simulator must be able to end.
        this.connector = new ServerConnector(
                server,
                threads,
                new ScheduledExecutorScheduler("assetpay-http-timer", true),
                null,
                1,
                1,
                new HttpConnectionFactory(http()));
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(MOST_UNACCEPTED);
        connector.setIdleTimeout(idle.toMillis());
        connector.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        server.addConnector(connector);
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        // Javalin decides what a path means.
        http.setUriCompliance(UriCompliance.LEGACY);
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(LONGEST_HEAD);
        // It would hold the tokens last seen on each connection, to find them again; with many users they are new ones.
        http.setHeaderCacheSize(0);
        return http;
    }

    /** To be changed before it starts. */
    Server server() {
        return server;
    }

    /** Loads what {@link #Listener} loads. It is never started, so there is nothing to be closed. */
    static void warmUp() {
        new Listener("127.0.0.1", 0, WebServer.LONGEST_IDLE);
    }

    /**
     * Starts to listen; once only.
     *
     * @param servlet answers everything
     * @throws CannotListen when host or port cannot be used
     */
    void start(Servlet servlet) {
        context.addServlet(new ServletHolder(servlet), "/*");
        try {
            server.start();
        } catch (Exception e) {
            RuntimeException thrown =
                    e instanceof IOException ? new CannotListen(host, port, e) : new IllegalStateException(e);
            try {
                close();
            } catch (RuntimeException second) {
                thrown.addSuppressed(second);
            }
            throw thrown;
        }
    }

    /** The port it listens on. */
    int port() {
        return connector.getLocalPort();
    }

    /** Stops listening and closes all connections; handlers under way get a moment to end. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the web server did not stop", e);
        }
    }
}
