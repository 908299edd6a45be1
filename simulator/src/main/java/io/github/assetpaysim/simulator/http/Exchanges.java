package io.github.assetpaysim.simulator.http;

import io.github.assetpaysim.simulator.traffic.Content;
import io.github.assetpaysim.simulator.traffic.Exchange;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.NanoTime;

/** Takes down a request together with the answer that is about to be sent. Every answered request passes here, so nothing is read. */
public final class Exchanges {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final List<String> TOLD = List.of("Content-Type", "Retry-After", "Allow");
    /** About what Java needs for one header beside its text. */
    private static final int OVERHEAD = 80;

    private Exchanges() {}

    /** A request that was done as asked; the answer is JSON. */
    public static Exchange succeeded(
            Context ctx, Instant now, byte[] answer, String steamId, Function<Exchange, String> hint) {
        return of(ctx, now, ctx.statusCode(), JSON, answer, null, steamId, hint);
    }

    /** A request that was refused; the answer's status and headers are set already. */
    public static Exchange refused(Context ctx, Instant now, byte[] answer, Exchange.Error error, String hint) {
        Map<String, String> headers = new LinkedHashMap<>();
        TOLD.forEach(name -> {
            String value = ctx.res().getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        });
        return of(ctx, now, ctx.statusCode(), headers, answer, error, null, exchange -> hint);
    }

    /** A request that a fault kept from happening; an empty answer stands for none. */
    public static Exchange prevented(Context ctx, Instant now, byte[] answer, String steamId) {
        Map<String, String> headers =
                answer.length == 0 ? Map.of() : Map.of("Content-Type", ctx.res().getContentType());
        return of(
                ctx, now, answer.length == 0 ? 0 : ctx.statusCode(), headers, answer, null, steamId, exchange -> null);
    }

    private static Exchange of(
            Context ctx,
            Instant now,
            int status,
            Map<String, String> answerHeaders,
            byte[] answer,
            Exchange.Error error,
            String steamId,
            Function<Exchange, String> hint) {
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
        Duration took = Duration.ofNanos(NanoTime.since(request.getHeadersNanoTime()));
        boolean head = Surface.isHead(request);
        return new Exchange(
                Surface.requestId(ctx),
                now.minus(took),
                took,
                head ? "HEAD" : request.getMethod(),
                ctx.path(),
                ctx.queryString(),
                Head.of(request.getHeaders()),
                Body.kept(ctx),
                status,
                Surface.faults(ctx),
                answerHeaders,
                head ? Content.NONE : Content.of(answer),
                error,
                steamId,
                hint);
    }

    /** @param fields immutable, and not used again for the next request */
    private record Head(HttpFields fields, int weight) implements Exchange.Headers {
        static Head of(HttpFields fields) {
            int weight = 0;
            for (HttpField field : fields) {
                String value = field.getValue();
                weight += OVERHEAD + field.getName().length() + (value == null ? 0 : value.length());
            }
            return new Head(fields, weight);
        }

        @Override
        public Map<String, List<String>> all() {
            Map<String, List<String>> all = new LinkedHashMap<>();
            for (HttpField field : fields) {
                String value = field.getValue();
                all.computeIfAbsent(field.getName(), name -> new ArrayList<>()).add(value == null ? "" : value);
            }
            return all;
        }
    }
}
