package io.github.assetpaysim.simulator.callback.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.assetpaysim.simulator.time.Durations;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Opens connections to receivers, past all proxies, and keeps for a moment those that a receiver leaves open. Thread-safe: it shares
 * only a concurrent queue.
 */
final class Connections {
    /** How long all addresses of a host together may take to accept a connection. */
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Receivers are known to hang up after 2 s without a request. */
    static final Duration LONGEST_KEPT = Duration.ofSeconds(1);

    private final Resolver resolver;
    private final Supplier<SSLSocketFactory> tls;
    private final Deque<Kept> kept = new ConcurrentLinkedDeque<>();

    /**
     * @param place where it leads
     * @param old ends when it has not been used for too long
     */
    private record Kept(String place, Connection connection, CompletableFuture<Void> old) {}

    /** Finds the addresses of a host. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** @param tls asked for when it is needed: it reads the trusted certificates */
    Connections(Resolver resolver, Supplier<SSLSocketFactory> tls) {
        this.resolver = resolver;
        this.tls = tls;
    }

    /**
     * Connects to the first address of the host that accepts it; over TLS the certificate must be for that host.
     *
     * @param opening is given each socket before it is used, so that another thread can close it
     */
    Connection open(Request request, Consumer<Socket> opening) throws IOException {
        InetAddress[] addresses;
        try {
            addresses = resolver.resolve(request.host());
        } catch (UnknownHostException e) {
            throw new Failure(OutcomeCode.UNKNOWN_HOST, "unknown host");
        }
        Duration patience = CONNECT_TIMEOUT.dividedBy(addresses.length);
        List<Failure> tried = new ArrayList<>();
        for (InetAddress address : addresses) {
            String shown =
                    (address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress())
                            + ":" + request.port();
            Socket line = null;
            try {
                line = SocketChannel.open().socket();
                opening.accept(line);
                line.setTcpNoDelay(true);
                line.connect(new InetSocketAddress(address, request.port()), (int) patience.toMillis());
            } catch (IOException e) {
                if (line != null) {
                    close(line);
                }
                tried.add(connecting(e, patience).at(shown));
                continue;
            }
            try {
                return new Connection(line, request.secure() ? secured(line, request) : line, shown);
            } catch (IOException e) {
                throw Failure.of(e).at(shown);
            }
        }
        throw Failure.of(tried);
    }

    private static Failure connecting(IOException cause, Duration patience) {
        if (cause instanceof SocketTimeoutException) {
            return new Failure(OutcomeCode.CONNECT_TIMEOUT, "no connection within " + Durations.spoken(patience));
        }
        return cause instanceof ConnectException
                ? new Failure(OutcomeCode.CONNECTION_REFUSED, "connection refused")
                : new Failure(OutcomeCode.UNREACHABLE, "unreachable (" + cause.getMessage() + ")");
    }

    private SSLSocket secured(Socket line, Request request) throws IOException {
        // It is never closed itself: that may wait for the receiver, and closing the line frees all it has.
        SSLSocket secured = (SSLSocket) tls.get().createSocket(line, request.host(), request.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (request.hasName()) {
            parameters.setServerNames(List.of(new SNIHostName(request.host().getBytes(US_ASCII))));
        }
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** The last one kept for such a request that is still usable, or null: those not needed any more grow old. */
    Connection take(Request request) {
        for (Kept each : kept) {
            if (each.place.equals(request.place()) && kept.remove(each)) {
                each.old.cancel(false);
                if (each.connection.stillUsable()) {
                    return each.connection;
                }
            }
        }
        return null;
    }

    void keep(Request request, Connection connection) {
        Kept unused = new Kept(request.place(), connection, new CompletableFuture<>());
        kept.addFirst(unused);
        // In the timer's own thread: on two cores the common pool would start a thread for each.
        unused.old
                .completeOnTimeout(null, LONGEST_KEPT.toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> {
                    if (kept.remove(unused)) {
                        close(connection.line());
                    }
                });
    }

    void closeKept() {
        kept.forEach(each -> close(each.connection.line()));
    }

    static void close(Socket line) {
        try {
            line.close();
        } catch (IOException e) {
            // There is nothing left to be lost.
        }
    }
}
