package io.github.assetpaysim.simulator.http;

import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** One web server with the APIs it carries. Every answer, also those the server gives before routing, is worded by an API. */
public final class Surface implements AutoCloseable {
    private static final String REQUEST_ID = "assetpay.requestId";
    private static final String REFUSAL = "assetpay.refusal";
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
    private static final String FAULTS = "assetpay.faults";
    /** An advance, and a deposit that waits for another one, each keep a thread. */
    private static final int MOST_THREADS = 250;
    /** A connection keeps no thread, so this only has to stay below what a process may open. */
    private static final int MOST_CONNECTIONS = 2_000;
    /** Load generators connect all at once; what the queue does not hold waits a second for its next try. */
    private static final int MOST_UNACCEPTED = 1_024;
    /** Request line and headers together; a client token with much client data in it is several kB long. */
    private static final int LONGEST_HEAD = 16 << 10;

    private static final int LONGEST_SHOWN = 300;
    /** Between two requests; longer than clients keep a connection, so that rarely both ends use and close it at once. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(60);
    /** From a request's first byte to its last: 10 MiB, all that is ever read of one, over a slow line. */
    private static final Duration LONGEST_ARRIVAL = Duration.ofSeconds(30);

    private final List<Api> apis;
    private final EventLog log;
    private final Seed requestIds;
    private final AtomicLong requests = new AtomicLong();
    private final Javalin app;

    /**
     * Starts the server.
     *
     * @param port 0 for any free one
     * @param log takes one line for each request
     * @throws CannotListen when host or port cannot be used
     */
    public Surface(String host, int port, List<Api> apis, Seed requestIds, EventLog log) {
        this(host, port, apis, requestIds, log, LONGEST_IDLE, LONGEST_ARRIVAL);
    }

    /**
     * As above, with other bounds in time. They hold for what a client does; an answer may take as long as it takes.
     *
     * @param idle how long a connection may be silent between two requests, or within one
     * @param arrival how long one request may take to arrive
     */
    Surface(String host, int port, List<Api> apis, Seed requestIds, EventLog log, Duration idle, Duration arrival) {
        this.apis = apis.stream()
                .sorted(Comparator.comparing((Api api) -> api.prefix().length()).reversed())
                .toList();
        this.requestIds = requestIds;
        this.log = log;
        this.app = Javalin.create(config -> configure(config, host, port, idle, arrival));
        try {
            app.start();
        } catch (JavalinBindException e) {
            app.stop();
            throw new CannotListen(host, port, e);
        } catch (RuntimeException e) {
            app.stop();
            throw e.getCause() instanceof java.io.IOException ? new CannotListen(host, port, e) : e;
        }
    }

    private void configure(JavalinConfig config, String host, int port, Duration idle, Duration arrival) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
        threads.setName("assetpay-http");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendDateHeader(true);
            http.setRequestHeaderSize(LONGEST_HEAD);
        });
        config.jetty.addConnector((server, http) -> {
            // Daemon threads throughout: a program that embeds the simulator must be able to end.
            ServerConnector connector = new ServerConnector(
                    server,
                    threads,
                    new ScheduledExecutorScheduler("assetpay-http-timer", true),
                    null,
                    1,
                    1,
                    new HttpConnectionFactory(http));
            connector.setHost(host);
            connector.setPort(port);
            connector.setAcceptQueueSize(MOST_UNACCEPTED);
            connector.setIdleTimeout(idle.toMillis());
            SlowClients.watch(connector, arrival);
            connector.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
            return connector;
        });
        config.jetty.modifyServer(this::wordJettysOwnErrors);
        apis.forEach(api -> api.addTo(config.routes));
        config.routes.exception(Refusal.class, (refusal, ctx) -> answer(ctx, refusal));
        config.routes.exception(HttpResponseException.class, this::javalinsOwn);
        config.routes.exception(Exception.class, this::bug);
        config.router.javaLangErrorHandler((response, error) -> {
            log.bug("a request", error);
            response.setStatus(500);
        });
        config.requestLogger.http((ctx, millis) -> log.line(line(ctx, millis)));
    }

    /** The port it listens on. */
    public int port() {
        return app.port();
    }

    /** The id of a request, a UUID; the same at every call. */
    public static String requestId(Context ctx) {
        return ctx.attribute(REQUEST_ID);
    }

    /** Runs {@code action} once when the answer has been written completely, or the exchange has failed. */
    public static void afterAnswer(Context ctx, Runnable action) {
        Request.addCompletionListener(
                ServletContextRequest.getServletContextRequest(ctx.req()), failure -> action.run());
    }

    /** Notes which faults have struck a request, by the names of their kinds. */
    public static void struckBy(Context ctx, List<String> faults) {
        ctx.attribute(FAULTS, faults);
    }

    /** The faults that have struck a request; mostly none. */
    public static List<String> faults(Context ctx) {
        List<String> faults = ctx.attribute(FAULTS);
        return faults == null ? List.of() : faults;
    }

    /** Threads for writing answers that came about elsewhere, so that a slow client keeps none of the few threads there. */
    public static Executor answering(Context ctx) {
        return ServletContextRequest.getServletContextRequest(ctx.req())
                .getComponents()
                .getExecutor();
    }

    private String nextRequestId() {
        return requestIds.uuid(requests.getAndIncrement()).toString();
    }

    private Api api(String path) {
        return apis.stream()
                .filter(api -> path != null && isBelow(path, api.prefix()))
                .findFirst()
                .orElse(apis.get(apis.size() - 1));
    }

    private boolean isForPages(String path) {
        for (Api api : apis) {
            if (api.isForPages(path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBelow(String path, String prefix) {
        return prefix.endsWith("/") ? path.startsWith(prefix) : (path + "/").startsWith(prefix + "/");
    }

    private void answer(Context ctx, Refusal refusal) {
        Api api = api(ctx.path());
        answer(ctx, refusal, api, api.errors().status(refusal.code()));
    }

    private void answer(Context ctx, Refusal refused, Api api, int status) {
        Body.discardRest(ctx);
        String hint = hint(ctx, refused, api);
        Refusal refusal = hint == null ? refused : refused.with(hint);
        ctx.attribute(REFUSAL, refusal);
        if (refusal.retryAfter() != null) {
            long seconds = Math.max(1, refusal.retryAfter().plusMillis(999).toSeconds());
            ctx.header("Retry-After", String.valueOf(seconds));
        }
        byte[] body = api.errors().body(refusal, status, requestId(ctx));
        ctx.status(status).contentType(api.errors().contentType()).result(body);
        api.refused(ctx, refusal, body, hint);
    }

    /** A hint is a courtesy: that it cannot be given must not change the answer. */
    private String hint(Context ctx, Refusal refusal, Api api) {
        try {
            return api.hint(ctx, refusal);
        } catch (RuntimeException e) {
            log.bug("a hint about " + ctx.method() + " " + ctx.path(), e);
            return null;
        }
    }

    private void javalinsOwn(HttpResponseException e, Context ctx) {
        if (e.getStatus() == 405) {
            ctx.header("Allow", allowed(e));
        }
        answer(ctx, ofStatus(e.getStatus(), shown(ctx.method() + " " + ctx.path())), api(ctx.path()), e.getStatus());
    }

    /** Javalin lists the methods in the exception's one detail; a GET is good for HEAD too. */
    private static String allowed(HttpResponseException e) {
        Set<String> methods =
                new TreeSet<>(List.of(String.join(", ", e.getDetails().values()).split(", ")));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    private static Refusal ofStatus(int status, String request) {
        return switch (status) {
            case 404 -> new Refusal(HttpError.NOT_FOUND, "there is no " + request);
            case 405 -> new Refusal(HttpError.METHOD_NOT_ALLOWED, "this path knows no such method: " + request);
            case 413 -> new Refusal(HttpError.BODY_TOO_LARGE, "the body is too large");
            case 414 -> new Refusal(HttpError.BAD_REQUEST, "the request line is longer than 16 KiB");
            case 417 -> new Refusal(HttpError.BAD_REQUEST, "the only Expect known is 100-continue");
            case 426, 505 -> new Refusal(HttpError.BAD_REQUEST, "the request is not HTTP/1.1");
            case 431 ->
                new Refusal(HttpError.BAD_REQUEST, "the request line and headers are together larger than 16 KiB");
            case 503 -> new Refusal(HttpError.SERVICE_UNAVAILABLE, "the simulator stops");
            default ->
                status < 500
                        ? new Refusal(HttpError.BAD_REQUEST, "this is not a well-formed HTTP request")
                        : new Refusal(HttpError.INTERNAL_SERVER_ERROR, "the simulator failed; its log says how");
        };
    }

    /** A request line as messages quote it: nearly always whole. */
    private static String shown(String request) {
        return request.length() <= LONGEST_SHOWN ? request : request.substring(0, LONGEST_SHOWN) + "…";
    }

    private void bug(Exception error, Context ctx) {
        log.bug(ctx.method() + " " + ctx.path() + ", requestId " + requestId(ctx), error);
        answer(
                ctx,
                new Refusal(
                        HttpError.INTERNAL_SERVER_ERROR,
                        "the simulator failed; its log says how, under requestId " + requestId(ctx)));
    }

    private void wordJettysOwnErrors(Server server) {
        server.setErrorHandler(this::wordJettysOwnError);
        server.insertHandler(new Handler.Wrapper() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                String path = Request.getPathInContext(request);
                if (path == null || path.isEmpty()) {
                    // Jetty would send it on to "/".
                    Response.writeError(request, response, callback, 400);
                    return true;
                }
                if (isForPages(path)) {
                    Cors.allowReading(response.getHeaders());
                    if (Cors.isPreflight(request)) {
                        Cors.allowSending(request.getHeaders(), response.getHeaders());
                        log.line("OPTIONS " + path + " -> 204, a browser's preflight");
                        response.setStatus(204);
                        callback.succeeded();
                        return true;
                    }
                }
                request.setAttribute(REQUEST_ID, nextRequestId());
                Request plain = request.getHeaders().contains(METHOD_OVERRIDE) ? new AsSent(request) : request;
                return super.handle(
                        HttpMethod.HEAD.is(request.getMethod()) ? new AsGet(plain) : plain, response, callback);
            }
        });
    }

    /** Javalin would answer 200 to any HEAD. What is answered as to a GET, Jetty sends without the body. */
    private static final class AsGet extends Request.Wrapper {
        AsGet(Request head) {
            super(head);
        }

        @Override
        public String getMethod() {
            return HttpMethod.GET.asString();
        }
    }

    /** Javalin would let a header replace the method. */
    private static final class AsSent extends Request.Wrapper {
        private final HttpFields headers;

        AsSent(Request request) {
            super(request);
            headers = HttpFields.build(request.getHeaders())
                    .remove(METHOD_OVERRIDE)
                    .asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }

    static boolean isHead(Request request) {
        return Request.as(request, AsGet.class) != null;
    }

    private boolean wordJettysOwnError(Request request, Response response, Callback callback) {
        boolean stops =
                !request.getConnectionMetaData().getConnector().getServer().isRunning();
        int failed = response.getStatus() >= 400 ? response.getStatus() : 500;
        int status = stops ? 503 : failed;
        String path = request.getHttpURI() == null ? "/" : Request.getPathInContext(request);
        String what = shown(request.getMethod() + " " + path);
        Refusal refusal = ofStatus(status, what);
        ErrorStyle errors = api(path).errors();
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, errors.contentType());
        if (!request.getConnectionMetaData().isPersistent()) {
            // Jetty takes what it cannot read for HTTP/1.0, where closing goes without saying.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        if (isForPages(path)) {
            Cors.allowReading(response.getHeaders());
        }
        Throwable cause = (Throwable) request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        log.line(what + " -> " + status + " " + errors.key(refusal.code()) + ": " + refusal.getMessage()
                + (cause == null ? "" : " (" + cause.getMessage() + ")"));
        response.write(true, ByteBuffer.wrap(errors.body(refusal, status, nextRequestId())), callback);
        return true;
    }

    private String line(Context ctx, float millis) {
        Refusal refusal = ctx.attribute(REFUSAL);
        List<String> faults = faults(ctx);
        return shown(ctx.method() + " " + ctx.path()) + " -> "
                + (BrokenAnswer.isUnanswered(ctx) ? "no answer" : ctx.statusCode())
                + (refusal == null
                        ? ""
                        : " " + api(ctx.path()).errors().key(refusal.code()) + ": " + refusal.getMessage())
                + (faults.isEmpty() ? "" : ", struck by " + String.join(", ", faults)) + " ("
                + Math.round(millis * 10) / 10.0 + " ms)";
    }

    /** Stops listening; requests under way get a moment to finish. */
    @Override
    public void close() {
        app.stop();
    }
}
