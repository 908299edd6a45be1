package io.github.assetpaysim.contract.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.assetpaysim.contract.http.HttpProxy;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.DecoderConfig;
import io.restassured.config.EncoderConfig;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends requests to the host under test and keeps what was exchanged. Thread-safe: it has no state of its own that changes. */
final class ApiClient {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 30_000;
    private static final RestAssuredConfig CONFIG = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false))
            .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders())
            // A redirect could lead from staging to production.
            .redirect(RedirectConfig.redirectConfig().followRedirects(false))
            .httpClient(HttpClientConfig.httpClientConfig()
                    .setParam("http.connection.timeout", CONNECT_MILLIS)
                    .setParam("http.socket.timeout", ANSWER_MILLIS));

    private final HttpUrl target;
    private final RequestSpecification base;
    /** Null where no limit is to be kept. */
    private final Throttle throttle;

    private final Traffic traffic;

    /** @param throttle null where no limit is to be kept */
    ApiClient(HttpUrl target, Throttle throttle, Traffic traffic) {
        this.target = target;
        this.base = base(target);
        this.throttle = throttle;
        this.traffic = traffic;
    }

    private static RequestSpecification base(HttpUrl url) {
        RequestSpecBuilder base = new RequestSpecBuilder()
                .setConfig(CONFIG)
                .setBaseUri(url.text())
                // Without one, REST Assured takes 8080 for some hosts.
                .setPort(url.port())
                // Each request has a client of its own, whose connection would otherwise stay open until the server
                // hangs up.
                .addHeader("Connection", "close")
                // What is sent is encoded already.
                .setUrlEncodingEnabled(false);
        HttpProxy proxy = HttpProxy.to(url);
        return (proxy == null ? base : base.setProxy(proxy.host(), proxy.port())).build();
    }

    /**
     * Sends one request.
     *
     * @param operation what it is for, or null for a path that is none of them
     * @param path path and query, encoded
     * @param body or null
     * @param unthrottled whether it may exceed the limit, which is what it is for
     * @throws CheckFailure when no complete answer comes: nothing can be said then
     */
    Exchange send(
            Operation operation,
            String method,
            String path,
            Map<String, String> headers,
            byte[] body,
            boolean unthrottled)
            throws InterruptedException {
        if (operation != null && !unthrottled) {
            admit(operation);
        }
        RequestSpecification request = RestAssured.given().spec(base).headers(headers);
        if (body != null) {
            request.body(body);
        }
        Response response;
        byte[] answered;
        try {
            response = request.request(method, path);
            answered = response.asByteArray();
        } catch (Exception e) {
            // REST Assured throws checked exceptions that it does not declare.
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw CheckFailure.inconclusive(method + " " + target + path + " was not answered: "
                    + (e.getMessage() == null ? e : e.getMessage()));
        }
        Exchange exchange = new Exchange(
                operation,
                method,
                path,
                Map.copyOf(headers),
                body == null ? null : new String(body, UTF_8),
                response.statusCode(),
                headers(response),
                answered);
        traffic.add(exchange);
        return exchange;
    }

    /** Waits until the documented limit lets one more request of an operation go out, and counts it. */
    void admit(Operation operation) throws InterruptedException {
        if (throttle != null) {
            throttle.await(operation.limit());
        }
    }

    private static Map<String, List<String>> headers(Response response) {
        Map<String, List<String>> headers = new TreeMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        for (Header header : response.headers()) {
            names.put(header.getName().toLowerCase(Locale.ROOT), header.getName());
        }
        names.forEach((name, given) -> headers.put(name, response.headers().getValues(given)));
        return headers;
    }
}
