package io.github.assetpaysim.simulator.callback.transport;

import io.github.assetpaysim.simulator.dialect.SignedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends requests over sockets of its own: HTTP/1.1, no redirect followed, no proxy. Thread-safe: a request is an {@link Exchange} of its
 * own, on a thread of its own that waits for the receiver; requests share only concurrent collections and kept connections. Every wait
 * ends with the request's time-out; only a look-up of a host goes on, on its thread.
 */
public final class SocketSender implements Sender, AutoCloseable {
    /**
     * Requests that are sent at once open so many connections at a time, with a pause after each. Many receivers queue only 50;
     * when that overflows, a connection comes about seconds later, or is reset after the sender believed to have it.
     */
    private static final int MOST_CONNECTING = 4;

    private static final int STACK_BYTES = 256 * 1024;

    private final Connections connections;
    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = threads();

    private interface Step {
        void run() throws IOException;
    }

    /** @param localOnly whether only this machine tells where callbacks go; if not, link-local and cloud metadata addresses are refused */
    public SocketSender(boolean localOnly) {
        this(Connections::resolve, () -> (SSLSocketFactory) SSLSocketFactory.getDefault(), localOnly);
    }

    SocketSender(Connections.Resolver resolver, Supplier<SSLSocketFactory> tls, boolean localOnly) {
        this.connections = new Connections(resolver, tls, localOnly);
    }

    @Override
    public CompletableFuture<Reply> send(
            CallbackUrl to, SignedRequest request, Transmission transmission, Duration timeout) {
        boolean kept = transmission.way() == Transmission.Way.WHOLE;
        Exchange exchange = new Exchange(Request.of(to, request, kept), timeout, connections);
        start(exchange, () -> exchange.run(transmission));
        return exchange.reply();
    }

    /**
     * As {@link Sender#sendAtOnce}: when all of every request but the last byte has been sent, one thread sends the last bytes.
     * Who is not ready by then, after five seconds or half of the time-out, is left behind.
     */
    @Override
    public List<CompletableFuture<Reply>> sendAtOnce(CallbackUrl to, List<SignedRequest> requests, Duration timeout) {
        List<Exchange> exchanges = requests.stream()
                .map(request -> new Exchange(Request.of(to, request, false), timeout, connections))
                .toList();
        Semaphore connecting = new Semaphore(MOST_CONNECTING);
        exchanges.forEach(each -> start(each, () -> each.runBarTheLastByte(connecting)));
        long patience = Math.min(Connections.CONNECT_TIMEOUT.toMillis(), timeout.toMillis() / 2);
        CompletableFuture.allOf(exchanges.stream().map(Exchange::readyOrOver).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, patience, TimeUnit.MILLISECONDS)
                .thenRunAsync(() -> exchanges.forEach(Exchange::sendLastByte), this::execute);
        return exchanges.stream().map(Exchange::reply).toList();
    }

    private void start(Exchange exchange, Step step) {
        underWay.add(exchange);
        exchange.reply().thenRun(() -> underWay.remove(exchange));
        execute(() -> {
            try {
                step.run();
            } catch (IOException | RuntimeException e) {
                exchange.fail(e);
            }
        });
    }

    /** After {@link #close} nothing is run: what was under way has failed, and what begins fails at once. */
    private void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            stop();
        }
    }

    private void stop() {
        underWay.forEach(each -> each.fail(new Failure(OutcomeCode.NOT_SENT, "the simulator stops")));
    }

    /** Ends everything under way and its threads. */
    @Override
    public void close() {
        threads.shutdown();
        stop();
        threads.shutdownNow();
        connections.closeKept();
    }

    /** Virtual ones from JDK 21 on, otherwise ones with small stacks. Nothing queues for one, so who hangs holds up nobody. */
    private static ExecutorService threads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(null, task, "assetpay-callback", STACK_BYTES, false);
                thread.setDaemon(true);
                return thread;
            });
        }
    }
}
