package io.github.assetpaysim.simulator.http;

import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.seed.Seed;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.servlet.JavalinServlet;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/** One web server with the APIs it carries. Every answer, also those the server gives before routing, is worded by an API. */
public final class WebServer implements AutoCloseable {
    /** Between two requests; longer than clients keep a connection, so that rarely both ends use and close it at once. */
    public static final Duration LONGEST_IDLE = Duration.ofSeconds(60);

    private static final String REQUEST_ID = "assetpay.requestId";
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
    private static final String FAULTS = "assetpay.faults";

    private final List<Api> apis;
    private final EventLog log;
    private final Seed requestIds;
    private final ErrorPages errors;
    private final AtomicLong requests = new AtomicLong();
    private final Javalin app;
    private final Listener listener;

    /**
     * Starts the server.
     *
     * @param port 0 for any free one
     * @param log takes one line for each request
     * @param idle how long a client may be silent between two requests, or within one; an answer may take as long as it takes
     * @throws CannotListen when host or port cannot be used
     */
    public WebServer(String host, int port, List<Api> apis, Seed requestIds, EventLog log, Duration idle) {
        this.apis = apis;
        this.requestIds = requestIds;
        this.log = log;
        this.errors = new ErrorPages(apis, log, this::allowed, this::nextRequestId);
        this.app = Javalin.create(this::configure);
        this.listener = new Listener(host, port, idle);
        wordJettysOwnErrors(listener.server());
        listener.start(new JavalinServlet(app.unsafe));
    }

    /** Loads early, beside other work, the libraries for HTTP and JSON. */
    public static void warmUp() {
        Listener.warmUp();
        StrictJson.warmUp();
    }

    private void configure(JavalinConfig config) {
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        // Routes are tried in turn: those of the last one, which answers most requests, first.
        int last = apis.size() - 1;
        apis.get(last).addTo(config.routes);
        apis.subList(0, last).forEach(api -> api.addTo(config.routes));
        errors.addTo(config.routes);
        config.router.handlerWrapper(endpoint -> ctx -> {
            try {
                endpoint.handler.handle(ctx);
            } catch (OutOfMemoryError e) {
                // Of errors nothing is told but the response; an exception is answered with words.
                throw new IllegalStateException(e);
            }
        });
        config.router.javaLangErrorHandler((response, error) -> {
            log.bug("a request", error);
            response.setStatus(500);
        });
        if (log.saysLines()) {
            config.requestLogger.http((ctx, millis) -> log.line(errors.line(ctx, millis)));
        }
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
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

    /**
     * Answers with these bytes, which nobody changes any more, all at once: Javalin would copy them, and send a long answer in chunks.
     * The last that a handler does.
     */
    public static void answer(Context ctx, byte[] body) {
        ctx.res().setContentLength(body.length);
        try {
            ctx.res().getOutputStream().write(body);
        } catch (IOException e) {
            // The client has gone; what it has sent besides must not be carried out any more.
            Request request = ServletContextRequest.getServletContextRequest(ctx.req());
            request.getConnectionMetaData().getConnection().getEndPoint().close();
        }
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

    /**
     * Carries out {@code request} later, on a thread of the server, and keeps no thread meanwhile. It may do all that a handler may:
     * throw, block, and wait for a future. To be the last that a handler calls.
     *
     * @param delay in real time
     */
    public static void later(Context ctx, Duration delay, Runnable request) {
        Executor later = CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, answering(ctx));
        ctx.future(() -> CompletableFuture.runAsync(request, later));
    }

    private String nextRequestId() {
        return requestIds.uuid(requests.getAndIncrement()).toString();
    }

    static boolean isForPages(List<Api> apis, String path) {
        for (Api api : apis) {
            if (api.isForPages(path)) {
                return true;
            }
        }
        return false;
    }

    /** The methods that a path knows; a GET is good for HEAD too. */
    private String allowed(String path) {
        return HandlerType.commonHttp().stream()
                .filter(method -> app.unsafe.internalRouter.hasHttpHandlerEntry(method, path))
                .flatMap(method -> method == HandlerType.GET ? Stream.of("GET", "HEAD") : Stream.of(method.name()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private void wordJettysOwnErrors(Server server) {
        server.setErrorHandler(errors::wordServersOwn);
        server.insertHandler(new Handler.Wrapper() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                String path = Request.getPathInContext(request);
                if (path == null || path.isEmpty()) {
                    // Jetty would send it on to "/".
                    Response.writeError(request, response, callback, 400);
                    return true;
                }
                if (isForPages(apis, path)) {
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
                boolean asSent = !isHead(request) && !request.getHeaders().contains(METHOD_OVERRIDE);
                return super.handle(asSent ? request : new Routed(request), response, callback);
            }
        });
    }

    /** Javalin would answer 200 to any HEAD, and let a header replace the method. Jetty sends no body after a HEAD. */
    private static final class Routed extends Request.Wrapper {
        private final HttpFields headers;

        Routed(Request request) {
            super(request);
            headers = HttpFields.build(request.getHeaders())
                    .remove(METHOD_OVERRIDE)
                    .asImmutable();
        }

        @Override
        public String getMethod() {
            return isHead(getWrapped()) ? HttpMethod.GET.asString() : super.getMethod();
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }

    private static boolean isHead(Request request) {
        return HttpMethod.HEAD.is(request.getMethod());
    }

    static String methodAsSent(Request request) {
        return Request.unWrap(request).getMethod();
    }

    /** Stops listening and closes all connections; handlers under way get a moment to end. */
    @Override
    public void close() {
        listener.close();
    }
}
