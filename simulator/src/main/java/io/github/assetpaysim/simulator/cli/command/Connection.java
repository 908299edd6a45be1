package io.github.assetpaysim.simulator.cli.command;

import io.github.assetpaysim.simulator.cli.command.Failure.AnswerLost;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Where a simulator is said to be, and how it is reached: with the first call. */
final class Connection implements AutoCloseable {
    private final HttpClient http;
    private final String url;

    /** @throws UsageError when {@code url} is none */
    Connection(String url) {
        this.url = base(url);
        this.http = client(this.url.toLowerCase(Locale.ROOT).startsWith("https"));
    }

    /** Without a path. */
    String url() {
        return url;
    }

    /** Without TLS none is set up: a command that looks something up would take a fifth longer. */
    private static HttpClient client(boolean tls) {
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        if (tls) {
            return client.build();
        }
        try {
            SSLContext none = SSLContext.getInstance("TLS");
            none.init(null, new TrustManager[0], null);
            return client.sslContext(none).sslParameters(new SSLParameters()).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base(String url) {
        try {
            String full = url.matches("[^:/]+:\\d+(/.*)?") ? "http://" + url : url;
            URI uri = new URI(full);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
                return full.replaceFirst("(/+_sim)?/*$", "");
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new UsageError(
                "--url must be an http or https URL such as " + Option.URL.standard() + ", not '" + url + "'");
    }

    /** The request with a method and a body, which is written as JSON; null for none. */
    static HttpRequest.Builder withBody(HttpRequest.Builder request, String method, Object body) {
        try {
            return body == null
                    ? request.method(method, BodyPublishers.noBody())
                    : request.header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofByteArray(SimulatorClient.JSON.writeValueAsBytes(body)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Sends a request.
     *
     * @throws Failure when nobody listens
     * @throws AnswerLost when the connection ends before the answer
     */
    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (ConnectException e) {
            throw unreachable(e);
        } catch (IOException e) {
            throw new AnswerLost(url + " did not answer: " + reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitStatus.NOT_AS_ASKED, "interrupted");
        }
    }

    /** Ends the client's thread where that can be, from JDK 21 on: the JVM's end waits 0.3 s for one that waits in native code. */
    @Override
    public void close() {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(http);
        } catch (ReflectiveOperationException e) {
            // An older JDK.
        }
    }

    private Failure unreachable(IOException e) {
        return new Failure(
                ExitStatus.NO_SIMULATOR,
                "no simulator at " + url + " (" + reason(e) + "); start it with java -jar assetpay-simulator.jar,"
                        + " or say with --url where it is");
    }

    private static String reason(IOException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof UnresolvedAddressException) {
            return "no such host";
        }
        return root.getMessage() == null ? "connection refused" : root.getMessage();
    }
}
