package io.github.assetpaysim.simulator.http;

import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;

/**
 * Lets web pages of any origin call, which they may where a client token is the only credential: a page has to hold it, no browser
 * adds it by itself. The headers stand on every answer, because a page can read no error without them.
 */
final class Cors {
    private static final String PRIVATE_NETWORK = "Access-Control-Request-Private-Network";

    private static final HttpField ANY_ORIGIN = new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    private static final HttpField EXPOSED =
            new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After");
    private static final HttpField METHODS =
            new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST");
    private static final HttpField HEADERS =
            new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type");
    private static final HttpField TEN_MINUTES = new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_MAX_AGE, "600");

    private Cors() {}

    /** Whether a browser asks before it sends what a page told it to. */
    static boolean isPreflight(Request request) {
        return HttpMethod.OPTIONS.is(request.getMethod())
                && request.getHeaders().contains(HttpHeader.ORIGIN)
                && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** What every answer carries. */
    static void allowReading(HttpFields.Mutable answer) {
        answer.put(ANY_ORIGIN);
        answer.put(EXPOSED);
    }

    /** Takes back {@link #allowReading}. */
    static void forbidReading(HttpServletResponse answer) {
        answer.setHeader(ANY_ORIGIN.getName(), null);
        answer.setHeader(EXPOSED.getName(), null);
    }

    /** What the answer to a preflight carries besides. */
    static void allowSending(HttpFields request, HttpFields.Mutable answer) {
        answer.put(METHODS);
        answer.put(HEADERS);
        answer.put(TEN_MINUTES);
        if ("true".equals(request.get(PRIVATE_NETWORK))) {
            // A page from elsewhere reaches for a server on loopback; some versions of Chrome ask for this too.
            answer.put("Access-Control-Allow-Private-Network", "true");
        }
    }
}
