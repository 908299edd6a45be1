package io.github.assetpaysim.simulator.http;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;

/**
 * Lets web pages of any origin call, which they may where a client token is the only credential: a page has to hold it, no browser
 * adds it by itself. The headers stand on every answer, because a page can read no error without them.
 */
final class Cors {
    /** Of a header (RFC 9110, 5.1). */
    private static final Pattern NAME = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");

    private static final int LONGEST_ALLOWED = 4_000;

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
        answer.put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, allowedHeaders(request));
        answer.put(HttpHeader.VARY, HttpHeader.ACCESS_CONTROL_REQUEST_HEADERS.asString());
        answer.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, "600");
        if ("true".equals(request.get("Access-Control-Request-Private-Network"))) {
            // A page from elsewhere reaches for a server on loopback; some versions of Chrome ask for this too.
            answer.put("Access-Control-Allow-Private-Network", "true");
        }
    }

    /**
     * All that are asked for: tracing adds headers of its own to every request, and an unknown one does no harm. Only what is the name
     * of a header is said back, and no more than an answer has room for.
     */
    private static String allowedHeaders(HttpFields request) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        StringBuilder allowed = new StringBuilder();
        Stream<String> asked = request.getCSV(HttpHeader.ACCESS_CONTROL_REQUEST_HEADERS, true).stream();
        Stream.concat(Stream.of("Authorization", "Content-Type"), asked)
                .filter(name -> NAME.matcher(name).matches() && names.add(name))
                .filter(name -> allowed.length() + name.length() < LONGEST_ALLOWED)
                .forEach(name -> allowed.append(allowed.isEmpty() ? "" : ", ").append(name));
        return allowed.toString();
    }
}
