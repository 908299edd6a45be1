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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
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

    private static final Pattern ADDRESS = Pattern.compile("\\d+(\\.\\d+){3}|\\[.*");

    private static final Pattern LOCALHOST = Pattern.compile("(?i)(.+\\.)?localhost\\.?");

    /** Where clouds keep their instances' credentials, besides the link-local addresses. */
    private static final InetAddress METADATA = literal("fd00:ec2::254");

    private final Resolver resolver;
    private final Supplier<SSLSocketFactory> tls;
    private final boolean localOnly;
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

    /** Is told what is about to be connected to, so that another thread can end it and say where. */
    interface Opening {
        void begins(Socket line, String address);
    }

    /**
     * @param tls asked for when it is needed: it reads the trusted certificates
     * @param localOnly whether only this machine tells where callbacks go; if not, link-local and metadata addresses are refused
     */
    Connections(Resolver resolver, Supplier<SSLSocketFactory> tls, boolean localOnly) {
        this.resolver = resolver;
        this.tls = tls;
        this.localOnly = localOnly;
    }

    /** As the system does; localhost is besides this machine in both families (RFC 6761, 6.3), whatever a hosts file leaves out. */
    static InetAddress[] resolve(String host) throws UnknownHostException {
        if (!LOCALHOST.matcher(host).matches()) {
            return InetAddress.getAllByName(host);
        }
        Set<InetAddress> addresses = new LinkedHashSet<>();
        try {
            addresses.addAll(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            // Most systems know no names below localhost.
        }
        addresses.addAll(List.of(literal("127.0.0.1"), literal("::1")));
        return addresses.toArray(InetAddress[]::new);
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Connects to the first address of the host that accepts it; over TLS the certificate must be for that host.
     *
     * @param timeout for the whole exchange; of several addresses each gets a share
     */
    Connection open(CallbackUrl to, Duration timeout, Opening opening) throws IOException {
        InetAddress[] addresses;
        try {
            addresses = resolver.resolve(to.host());
        } catch (UnknownHostException e) {
            throw new Failure(OutcomeCode.UNKNOWN_HOST, "unknown host '" + to.host() + "'");
        }
        Duration patience = patience(addresses.length, timeout);
        List<Failure> tried = new ArrayList<>();
        for (InetAddress address : addresses) {
            String number = address.getHostAddress();
            String shown = (address instanceof Inet6Address ? "[" + number + "]" : number) + ":" + to.port();
            Socket line = null;
            try {
                refuseIfForbidden(address);
                line = SocketChannel.open().socket();
                opening.begins(line, shown);
                line.setTcpNoDelay(true);
                line.connect(new InetSocketAddress(address, to.port()), (int) patience.toMillis());
            } catch (IOException e) {
                if (line != null) {
                    close(line);
                }
                tried.add(connecting(e, patience).at(shown));
                continue;
            }
            try {
                return new Connection(line, to.secure() ? secured(line, to) : line, shown);
            } catch (IOException e) {
                throw Failure.of(e).at(shown);
            }
        }
        throw Failure.of(tried);
    }

    /** Of several addresses the last one must be tried before the time is up. */
    private static Duration patience(int addresses, Duration timeout) {
        Duration share = CONNECT_TIMEOUT.dividedBy(addresses);
        Duration mine = timeout.dividedBy(addresses + 1);
        return addresses == 1 || share.compareTo(mine) < 0 ? share : mine.plusMillis(1);
    }

    /** Here and not by name: a name may resolve to anything the next time. */
    private void refuseIfForbidden(InetAddress address) throws Failure {
        if (!localOnly && (address.isLinkLocalAddress() || address.equals(METADATA))) {
            throw new Failure(
                    OutcomeCode.NOT_SENT,
                    "not sent: the simulator listens beyond this machine (--host), and then calls no link-local or"
                            + " cloud metadata address");
        }
    }

    private static Failure connecting(IOException cause, Duration patience) {
        if (cause instanceof Failure failure) {
            return failure;
        }
        if (cause instanceof SocketTimeoutException) {
            return new Failure(OutcomeCode.CONNECT_TIMEOUT, "no connection within " + Durations.spoken(patience));
        }
        return cause instanceof ConnectException
                ? new Failure(OutcomeCode.CONNECTION_REFUSED, "connection refused")
                : new Failure(OutcomeCode.UNREACHABLE, "unreachable (" + cause.getMessage() + ")");
    }

    private SSLSocket secured(Socket line, CallbackUrl to) throws IOException {
        // The dot that makes a name absolute is for resolvers; neither SNI nor certificates have it.
        String name = to.host().replaceFirst("\\.$", "");
        // It is never closed itself: that may wait for the receiver, and closing the line frees all it has.
        SSLSocket secured = (SSLSocket) tls.get().createSocket(line, name, to.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!ADDRESS.matcher(name).matches()) {
            parameters.setServerNames(List.of(new SNIHostName(name.getBytes(US_ASCII))));
        }
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** The last one kept for such a request that is still usable, or null: those not needed any more grow old. */
    Connection take(Request request) {
        String place = request.to().place();
        for (Kept each : kept) {
            if (each.place.equals(place) && kept.remove(each)) {
                each.old.cancel(false);
                if (each.connection.stillUsable()) {
                    return each.connection;
                }
            }
        }
        return null;
    }

    void keep(Request request, Connection connection) {
        Kept unused = new Kept(request.to().place(), connection, new CompletableFuture<>());
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
