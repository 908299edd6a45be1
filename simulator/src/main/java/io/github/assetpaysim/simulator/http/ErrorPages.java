package io.github.assetpaysim.simulator.http;

import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.log.FullHeap;
import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers whatever goes wrong, also before routing, in the words of the API that the path belongs to. */
final class ErrorPages {
    /** To what the heap has no room for. */
    static final int INSUFFICIENT_STORAGE = 507;

    private static final String REFUSAL = "assetpay.refusal";

    private final List<Api> apis;
    private final EventLog log;
    private final Function<String, String> allowed;
    private final Supplier<String> requestIds;

    /**
     * @param allowed the value of {@code Allow} for a path
     * @param requestIds makes an id for a request that fails before it has one
     */
    ErrorPages(List<Api> apis, EventLog log, Function<String, String> allowed, Supplier<String> requestIds) {
        this.apis = apis;
        this.log = log;
        this.allowed = allowed;
        this.requestIds = requestIds;
    }

    void addTo(RoutesConfig routes) {
        routes.exception(Refusal.class, (refusal, ctx) -> answer(ctx, refusal));
        routes.exception(HttpResponseException.class, this::javalinsOwn);
        routes.exception(Exception.class, this::bug);
    }

    private Api api(String path) {
        return apis.stream()
                .filter(api -> (path + "/").startsWith(api.prefix() + "/"))
                .findFirst()
                .orElse(apis.get(apis.size() - 1));
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
        byte[] body = api.errors().body(refusal, status, WebServer.requestId(ctx));
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
            ctx.header("Allow", allowed.apply(ctx.path()));
        }
        answer(
                ctx,
                ofStatus(e.getStatus(), Quoted.text(ctx.method() + " " + ctx.path())),
                api(ctx.path()),
                e.getStatus());
    }

    private static Refusal ofStatus(int status, String request) {
        return switch (status) {
            case 404 -> new Refusal(HttpError.NOT_FOUND, "there is no " + request);
            case 405 -> new Refusal(HttpError.METHOD_NOT_ALLOWED, "this path knows no such method: " + request);
            case 414 -> new Refusal(HttpError.BAD_REQUEST, "the request line is longer than 16 KiB");
            case 417 -> new Refusal(HttpError.BAD_REQUEST, "the only Expect known is 100-continue");
            case 505 -> new Refusal(HttpError.BAD_REQUEST, "the request is not HTTP/1.1");
            case 431 ->
                new Refusal(HttpError.BAD_REQUEST, "the request line and headers are together larger than 16 KiB");
            case 503 -> new Refusal(HttpError.SERVICE_UNAVAILABLE, "the simulator stops");
            case INSUFFICIENT_STORAGE -> new Refusal(HttpError.SERVICE_UNAVAILABLE, FullHeap.inWords());
            default ->
                status < 500
                        ? new Refusal(HttpError.BAD_REQUEST, "this is not a well-formed HTTP request")
                        : new Refusal(HttpError.INTERNAL_SERVER_ERROR, "the simulator failed; its log says how");
        };
    }

    private void bug(Exception error, Context ctx) {
        try {
            log.bug(ctx.method() + " " + ctx.path() + ", requestId " + WebServer.requestId(ctx), error);
            int status = FullHeap.is(error) ? INSUFFICIENT_STORAGE : 500;
            answer(ctx, ofStatus(status, ctx.path()), api(ctx.path()), status);
        } catch (RuntimeException e) {
            // The client has gone and the request with it. Thrown on, it would be handled here again, for ever.
            log.line("a request ended before its answer: " + e);
        }
    }

    /** Answers what the server refuses by itself. */
    boolean wordServersOwn(Request request, Response response, Callback callback) {
        boolean stops =
                !request.getConnectionMetaData().getConnector().getServer().isRunning();
        int status = stops ? 503 : response.getStatus();
        String path = request.getHttpURI() == null ? "/" : Request.getPathInContext(request);
        String what = Quoted.text(request.getMethod() + " " + path);
        Refusal refusal = ofStatus(status, what);
        ErrorStyle errors = api(path).errors();
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, errors.contentType());
        if (!request.getConnectionMetaData().isPersistent()) {
            // Jetty takes what it cannot read for HTTP/1.0, where closing goes without saying.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        if (WebServer.isForPages(apis, path)) {
            Cors.allowReading(response.getHeaders());
        }
        Throwable cause = (Throwable) request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        log.line(what + " -> " + status + " " + errors.key(refusal.code()) + ": " + refusal.getMessage()
                + (cause == null ? "" : " (" + cause.getMessage() + ")"));
        response.write(true, ByteBuffer.wrap(errors.body(refusal, status, requestIds.get())), callback);
        return true;
    }

    /** What the log tells about a request that was answered. */
    String line(Context ctx, float millis) {
        Refusal refusal = ctx.attribute(REFUSAL);
        List<String> faults = WebServer.faults(ctx);
        return Quoted.text(ctx.method() + " " + ctx.path()) + " -> "
                + (BrokenAnswer.isUnanswered(ctx) ? "no answer" : ctx.statusCode())
                + (refusal == null
                        ? ""
                        : " " + api(ctx.path()).errors().key(refusal.code()) + ": " + refusal.getMessage())
                + (faults.isEmpty() ? "" : ", struck by " + String.join(", ", faults))
                + (EventStream.is(ctx)
                        ? ", events; the stream has ended after " + Math.round(millis / 1000) + " s"
                        : " (" + Math.round(millis * 10) / 10.0 + " ms)");
    }
}
