package io.github.assetpaysim.contract.merchant;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests over HTTP/1.1, each bounded as a whole; redirects are never followed. Thread-safe, as the JDK's client is. */
final class Http {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** One for all: a client cannot be closed on JDK 17, and each keeps its own threads and connections. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    /** What came back. */
    record Answer(int status, byte[] body) {
        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        String text() {
            return new String(body, UTF_8);
        }

        /** @throws IOException when the body is no JSON */
        JsonNode json() throws IOException {
            try {
                return Json.read(body);
            } catch (IOException e) {
                throw new IOException("the answer is no JSON: " + shown(), e);
            }
        }

        /** The status and the beginning of the body, on one line. */
        String shown() {
            String text = text().replaceAll("\\s+", " ").trim();
            return "HTTP " + status
                    + (text.isEmpty() ? "" : ": " + (text.length() <= 200 ? text : text.substring(0, 200) + "…"));
        }
    }

    /**
     * Sends a request.
     *
     * @param body as JSON, or null for none
     * @throws IOException when no complete answer comes within {@code deadline}; the message says what happened
     */
    Answer send(String method, URI to, Map<String, String> headers, String body, Duration deadline)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        CompletableFuture<HttpResponse<byte[]>> exchange =
                CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response = exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new IOException("no complete answer from " + to + " within " + deadline.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectException) {
                // Without the path, so that many requests to a server that is gone have one and the same reason.
                throw new IOException(
                        "nobody listens at " + to.getScheme() + "://" + to.getRawAuthority() + " (connection refused)",
                        e);
            }
            String told = e.getCause().getMessage();
            throw new IOException(
                    method + " " + to + ": "
                            + (told == null ? e.getCause().getClass().getSimpleName() : told),
                    e);
        }
    }
}
