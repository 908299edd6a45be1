package io.github.assetpaysim.simulator.http;

import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;

/**
 * Lets web pages of any origin call, which they may where a client token is the only credential: a page has to hold it, no browser
 * adds it by itself. The headers stand on every answer, because a page can read no error without them.
 */
final class Cors {
    private Cors() {}

    /** Whether a browser asks before it sends what a page told it to. */
    static boolean isPreflight(Request request) {
        return HttpMethod.OPTIONS.is(request.getMethod())
                && request.getHeaders().contains(HttpHeader.ORIGIN)
                && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** What every answer carries. */
    static void allowReading(HttpFields.Mutable answer) {
        answer.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        answer.put(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After");
    }

    /** Takes back {@link #allowReading}. */
    static void forbidReading(HttpServletResponse answer) {
        answer.setHeader(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN.asString(), null);
        answer.setHeader(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS.asString(), null);
    }

    /** What the answer to a preflight carries besides. */
    static void allowSending(HttpFields request, HttpFields.Mutable answer) {
        answer.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST");
        answer.put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type");
        answer.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, "600");
        if ("true".equals(request.get("Access-Control-Request-Private-Network"))) {
            // A page from elsewhere reaches for a server on loopback; some versions of Chrome ask for this too.
            answer.put("Access-Control-Allow-Private-Network", "true");
        }
    }
}
