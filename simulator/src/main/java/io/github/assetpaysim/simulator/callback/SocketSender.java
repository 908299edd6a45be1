package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.dialect.Letter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends letters over plain sockets, byte by byte where the JDK's HTTP client would not. It follows no redirect, keeps no
 * connection and goes past proxies.
 *
 * <p>Thread-safe: a letter is an {@link Exchange} of its own, whose steps follow each other through the pool, and letters share
 * only concurrent collections. A thread is bound while a letter waits for its receiver, but not between the parts of a slow one
 * nor while letters wait for each other; so neither can use up the pool. Every wait ends with the letter's time-out, which
 * closes its connection; only a look-up of a host goes on, on a thread of the pool.
 */
final class SocketSender implements AutoCloseable {
    /** As many as a merchant can have callbacks under way; further letters wait for a thread. */
    static final int MOST_THREADS = 256;

    /**
     * Letters that are sent at once open so many connections at a time, with a pause after each. Many receivers queue only 50;
     * when that overflows, a connection comes about seconds later, or is reset after the sender believed to have it.
     */
    private static final int MOST_CONNECTING = 4;

    private static final Duration CONNECTING_PAUSE = Duration.ofMillis(1);

    private static final int MOST_PARTS = 50;
    /** A smaller beginning is at times lost by a Linux receiver whose queue of connections overflows (SYN cookies). */
    private static final int SMALLEST_PART = 8;

    private final Supplier<SSLSocketFactory> tls;
    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;

    private interface Step {
        void run() throws IOException;
    }

    SocketSender() {
        // Asked for when it is needed: it reads the trusted certificates.
        this(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    SocketSender(Supplier<SSLSocketFactory> tls) {
        this.tls = tls;
        AtomicInteger number = new AtomicInteger();
        Handover queue = new Handover();
        this.threads = new ThreadPoolExecutor(0, MOST_THREADS, 3, TimeUnit.SECONDS, queue, task -> {
            Thread thread = new Thread(task, "assetpay-socket-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.setRejectedExecutionHandler((task, pool) -> {
            // After close() nothing is left to be done.
            if (!pool.isShutdown()) {
                queue.keep(task);
            }
        });
    }

    /** Takes a task only when a thread waits for one, so that the pool grows before anything has to wait. */
    private static final class Handover extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        void keep(Runnable task) {
            super.offer(task);
        }
    }

    /** As {@link Sender#send}. */
    CompletableFuture<Reply> send(URI to, Letter letter, Manner manner, Duration timeout) {
        return send(to, letter, manner, timeout, modern -> {});
    }

    /** @param speaksHttp11 is told of an answer's version before there is a reply */
    CompletableFuture<Reply> send(
            URI to, Letter letter, Manner manner, Duration timeout, Consumer<Boolean> speaksHttp11) {
        RawRequest request;
        try {
            request = RawRequest.of(to, letter);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(Failure.invalid(to, e));
        }
        Exchange exchange = begin(request, timeout, speaksHttp11);
        run(exchange, threads, () -> {
            exchange.connect(tls);
            switch (manner.way()) {
                case WHOLE -> {
                    exchange.sendUnlessAnswered(exchange.length());
                    exchange.readAnswer();
                }
                case HALF -> exchange.sendHalf();
                case THEN_RESET -> exchange.sendThenReset();
                case SLOWLY -> sendSlowly(exchange, manner.over(), 1);
            }
        });
        return exchange.reply();
    }

    private void sendSlowly(Exchange exchange, Duration over, int part) throws IOException {
        int parts = Math.min(MOST_PARTS, exchange.length() / SMALLEST_PART);
        exchange.sendUnlessAnswered((int) ((long) exchange.length() * part / parts));
        if (exchange.over()) {
            return;
        }
        if (part == parts) {
            exchange.readAnswer();
            return;
        }
        Executor later = CompletableFuture.delayedExecutor(over.toNanos() / (parts - 1), TimeUnit.NANOSECONDS, threads);
        run(exchange, later, () -> sendSlowly(exchange, over, part + 1));
    }

    /**
     * As {@link Sender#sendAtOnce}: when all of every letter but the last byte has been sent, one thread sends the last bytes.
     * Who is not ready by then, after five seconds or half of the time-out, is left behind.
     */
    List<CompletableFuture<Reply>> sendAtOnce(URI to, List<Letter> letters, Duration timeout) {
        List<Exchange> exchanges = new ArrayList<>();
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (Letter letter : letters) {
            try {
                Exchange exchange = begin(RawRequest.of(to, letter), timeout, modern -> {});
                exchanges.add(exchange);
                replies.add(exchange.reply());
            } catch (IllegalArgumentException e) {
                replies.add(CompletableFuture.completedFuture(Failure.invalid(to, e)));
            }
        }
        Queue<Exchange> waiting = new ConcurrentLinkedQueue<>(exchanges);
        Set<Exchange> ready = ConcurrentHashMap.newKeySet();
        long patience = Math.min(Failure.CONNECT_TIMEOUT.toMillis(), timeout.toMillis() / 2);
        List<CompletableFuture<Void>> connecting = new ArrayList<>();
        for (int i = 0; i < MOST_CONNECTING; i++) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            connecting.add(done);
            threads.execute(() -> prepareOneByOne(waiting, ready, done));
        }
        CompletableFuture.allOf(connecting.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, patience, TimeUnit.MILLISECONDS)
                .thenRunAsync(() -> sendLastBytes(exchanges, ready), threads);
        return replies;
    }

    private void prepareOneByOne(Queue<Exchange> waiting, Set<Exchange> ready, CompletableFuture<Void> done) {
        Exchange exchange = waiting.poll();
        if (exchange == null) {
            done.complete(null);
            return;
        }
        try {
            exchange.connect(tls);
            exchange.send(exchange.length() - 1);
            ready.add(exchange);
        } catch (IOException | RuntimeException e) {
            exchange.fail(e);
        }
        CompletableFuture.delayedExecutor(CONNECTING_PAUSE.toNanos(), TimeUnit.NANOSECONDS, threads)
                .execute(() -> prepareOneByOne(waiting, ready, done));
    }

    private void sendLastBytes(List<Exchange> exchanges, Set<Exchange> ready) {
        Map<Boolean, List<Exchange>> going = exchanges.stream().collect(Collectors.partitioningBy(ready::contains));
        for (Exchange exchange : going.get(true)) {
            try {
                exchange.send(exchange.length());
            } catch (IOException e) {
                // Reading tells what has happened; there may even be an answer already.
            }
        }
        going.get(true).forEach(exchange -> run(exchange, threads, exchange::readAnswer));
        going.get(false).forEach(exchange -> exchange.fail(new IOException("not ready when the others went")));
    }

    private Exchange begin(RawRequest request, Duration timeout, Consumer<Boolean> speaksHttp11) {
        Exchange exchange = new Exchange(request, timeout, speaksHttp11);
        underWay.add(exchange);
        exchange.reply().thenRun(() -> underWay.remove(exchange));
        if (threads.isShutdown()) {
            exchange.fail(closed());
        }
        return exchange;
    }

    private static void run(Exchange exchange, Executor on, Step step) {
        on.execute(() -> {
            try {
                step.run();
            } catch (IOException | RuntimeException e) {
                exchange.fail(e);
            }
        });
    }

    private static IOException closed() {
        return new IOException("the simulator stops");
    }

    /** Ends everything under way and its threads. */
    @Override
    public void close() {
        // In this order: what begins meanwhile either sees that the pool is shut down or is seen among those under way.
        threads.shutdownNow();
        underWay.forEach(exchange -> exchange.fail(closed()));
    }
}
