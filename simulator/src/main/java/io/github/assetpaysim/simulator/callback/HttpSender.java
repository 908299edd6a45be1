package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.dialect.Letter;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Sends letters with the JDK's HTTP client, which is made when the first letter is sent, and over plain sockets where
 * that client cannot do what is asked. Thread-safe.
 *
 * <p>It has threads of its own, because the JDK looks up host names on them: a slow name server must delay nobody's timeline.
 */
public final class HttpSender implements Sender, AutoCloseable {
    /** Enough for the host names that many merchants look up at once: a look-up blocks its thread. */
    private static final int MOST_THREADS = 32;

    private static final int MOST_OVER_SOCKETS = SocketSender.MOST_THREADS / 2;

    private final ThreadPoolExecutor executor;
    private final SocketSender sockets = new SocketSender();
    private final KnownReceivers receivers = new KnownReceivers();
    /** Ordinary letters that hold a thread each; a few hanging receivers must not take all threads. */
    private final AtomicInteger overSockets = new AtomicInteger();

    /** Asked for when a letter is sent: finding out about proxies loads more than the start should. */
    private final Supplier<ProxySelector> proxies;

    private HttpClient client;

    public HttpSender() {
        this(ProxySelector::getDefault);
    }

    /** @param proxies where letters go through, or null for nowhere */
    HttpSender(Supplier<ProxySelector> proxies) {
        this.proxies = proxies;
        AtomicInteger number = new AtomicInteger();
        executor = new ThreadPoolExecutor(
                MOST_THREADS, MOST_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "assetpay-sender-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    private synchronized HttpClient client() {
        if (client == null) {
            ProxySelector selector = proxies.get();
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Failure.CONNECT_TIMEOUT)
                    .executor(executor)
                    .proxy(selector == null ? HttpClient.Builder.NO_PROXY : selector)
                    .build();
        }
        return client;
    }

    @Override
    public CompletableFuture<Reply> send(URI to, Letter letter, Manner manner, Duration timeout) {
        if (manner.way() != Manner.Way.WHOLE) {
            return sockets.send(to, letter, manner, timeout);
        }
        if (receivers.needSocket(to)) {
            if (goesThroughProxy(to)) {
                // A plain socket may not get there, and which version the receiver speaks is the proxy's concern.
                receivers.answered(to, true);
                return sendWithClient(to, letter, timeout);
            }
            if (overSockets.incrementAndGet() <= MOST_OVER_SOCKETS) {
                return sendOverSocket(to, letter, timeout);
            }
            overSockets.decrementAndGet();
            receivers.failed(to);
        }
        return sendWithClient(to, letter, timeout);
    }

    private boolean goesThroughProxy(URI to) {
        ProxySelector selector = proxies.get();
        return selector != null
                && to.getHost() != null
                && selector.select(to).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }

    private CompletableFuture<Reply> sendOverSocket(URI to, Letter letter, Duration timeout) {
        AtomicBoolean modern = new AtomicBoolean();
        return sockets.send(to, letter, Manner.ORDINARY, timeout, modern::set).thenApply(reply -> {
            overSockets.decrementAndGet();
            if (reply.status() == null) {
                receivers.failed(to);
            } else {
                receivers.answered(to, modern.get());
            }
            return reply;
        });
    }

    private CompletableFuture<Reply> sendWithClient(URI to, Letter letter, Duration timeout) {
        CompletableFuture<HttpResponse<CappedBody.Bytes>> exchange;
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(to).POST(HttpRequest.BodyPublishers.ofByteArray(letter.body()));
            letter.headers().forEach(request::header);
            exchange = client().sendAsync(request.build(), info -> new CappedBody());
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(Failure.invalid(to, e));
        }
        // The request's own time-out would end with the headers on JDK 17; this one bounds the body too.
        return exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, error) -> {
                    if (error == null) {
                        CappedBody.Bytes body = response.body();
                        return new Reply(
                                response.statusCode(), response.headers().map(), body.bytes(), body.truncated(), null);
                    }
                    exchange.cancel(true);
                    if (unwrapped(error) instanceof IOException) {
                        receivers.failed(to);
                    }
                    return Reply.failed(inWords(error, timeout));
                });
    }

    private static String inWords(Throwable error, Duration timeout) {
        return unwrapped(error) instanceof HttpConnectTimeoutException
                ? Failure.noConnection()
                : Failure.inWords(error, timeout);
    }

    private static Throwable unwrapped(Throwable error) {
        return error instanceof CompletionException ? error.getCause() : error;
    }

    @Override
    public List<CompletableFuture<Reply>> sendAtOnce(URI to, List<Letter> letters, Duration timeout) {
        return sockets.sendAtOnce(to, letters, timeout);
    }

    /** Ends its threads; letters under way fail. */
    @Override
    public void close() {
        executor.shutdownNow();
        sockets.close();
    }
}
