package io.github.assetpaysim.simulator.http;

import io.github.assetpaysim.simulator.requestlog.Content;
import io.github.assetpaysim.simulator.requestlog.RecordedRequest;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.NanoTime;

/** Takes down a request together with the answer that is about to be sent. */
public final class RequestRecorder {
    private static final List<String> TOLD = List.of("Content-Type", "Retry-After", "Allow");

    private RequestRecorder() {}

    /**
     * A request, when its answer's status and headers are set. Where there is never to be an answer the body is empty.
     *
     * @param answer the answer's body
     * @param error what the answer says was wrong, or null
     * @param steamId the user it was for, or null
     * @param hint what the sender may have got wrong, or null; made when somebody asks
     */
    public static RecordedRequest of(
            Context ctx,
            Instant now,
            byte[] answer,
            RecordedRequest.Error error,
            String steamId,
            Function<RecordedRequest, String> hint) {
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
        Duration took = Duration.ofNanos(NanoTime.since(request.getHeadersNanoTime()));
        boolean unanswered = BrokenAnswer.isUnanswered(ctx);
        String method = WebServer.methodAsSent(request);
        return new RecordedRequest(
                WebServer.requestId(ctx),
                now.minus(took),
                took,
                method,
                ctx.path(),
                ctx.queryString(),
                headers(request.getHeaders()),
                Content.of(Body.bytes(ctx)),
                unanswered ? 0 : ctx.statusCode(),
                WebServer.faults(ctx),
                unanswered ? Map.of() : headers(ctx.res()),
                HttpMethod.HEAD.is(method) ? Content.NONE : Content.of(answer),
                error,
                steamId,
                hint);
    }

    private static Map<String, String> headers(HttpServletResponse answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : TOLD) {
            String value = answer.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    private static Map<String, List<String>> headers(HttpFields request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HttpField field : request) {
            String value = field.getValue() == null ? "" : field.getValue();
            headers.merge(field.getName(), List.of(value), RequestRecorder::both);
        }
        return headers;
    }

    private static List<String> both(List<String> earlier, List<String> later) {
        return Stream.concat(earlier.stream(), later.stream()).toList();
    }
}
