package io.github.assetpaysim.contract.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.DnsResolver;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.LayeredConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.protocol.HttpContext;
import org.apache.http.ssl.SSLContexts;
import org.apache.http.util.EntityUtils;

/**
 * Requests over HTTP/1.1, each bounded as a whole. Every address of a name is tried; redirects are never followed; the only proxy is
 * {@link HttpProxy}. Thread-safe, as the client is.
 */
public final class Http {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int MOST_CONNECTIONS = 256;

    /** Servers are known to hang up after 2 s without a request. */
    private static final long KEPT_MILLIS = 1_000;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "assetpay-kit-http");
        thread.setDaemon(true);
        return thread;
    });

    /** One for all, with its connections. */
    private static final CloseableHttpClient CLIENT = client(HostAddresses::of);

    private final DnsResolver resolver;
    private final CloseableHttpClient client;

    public Http() {
        this.resolver = HostAddresses::of;
        this.client = CLIENT;
    }

    /** With names that only the resolver knows. */
    public Http(DnsResolver resolver) {
        this.resolver = resolver;
        this.client = client(resolver);
    }

    private static CloseableHttpClient client(DnsResolver resolver) {
        return HttpClients.custom()
                .setConnectionManager(connections(resolver))
                .setKeepAliveStrategy((response, context) -> KEPT_MILLIS)
                .setUserAgent("assetpay-contract-tests")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(DnsResolver resolver) {
        // Java's own sockets go through SOCKS when a property says so.
        PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager(
                RegistryBuilder.<ConnectionSocketFactory>create()
                        .register("http", new PlainConnectionSocketFactory() {
                            @Override
                            public Socket createSocket(HttpContext context) {
                                return new Socket(Proxy.NO_PROXY);
                            }
                        })
                        .register("https", new Tls())
                        .build(),
                resolver);
        connections.setMaxTotal(MOST_CONNECTIONS);
        connections.setDefaultMaxPerRoute(MOST_CONNECTIONS);
        connections.setValidateAfterInactivity(1);
        return connections;
    }

    /** Reads what is trusted only when it is needed, which takes a while. */
    private static final class Tls implements LayeredConnectionSocketFactory {
        private static final class Trusted {
            private static final SSLConnectionSocketFactory SOCKETS =
                    new SSLConnectionSocketFactory(SSLContexts.createDefault());
        }

        @Override
        public Socket createSocket(HttpContext context) {
            return new Socket(Proxy.NO_PROXY);
        }

        @Override
        public Socket connectSocket(
                int timeout,
                Socket socket,
                HttpHost host,
                InetSocketAddress remote,
                InetSocketAddress local,
                HttpContext context)
                throws IOException {
            return Trusted.SOCKETS.connectSocket(timeout, socket, host, remote, local, context);
        }

        @Override
        public Socket createLayeredSocket(Socket socket, String target, int port, HttpContext context)
                throws IOException {
            return Trusted.SOCKETS.createLayeredSocket(socket, target, port, context);
        }
    }

    /**
     * What came back.
     *
     * @param location where a redirect points, or null
     */
    public record Answer(int status, String location, byte[] body) {
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        String text() {
            return new String(body, UTF_8);
        }

        /** @throws IOException when the body is no JSON */
        public JsonNode json() throws IOException {
            try {
                return Json.read(body);
            } catch (IOException e) {
                throw new IOException("the answer is no JSON: " + shown(), e);
            }
        }

        /** The status, where a redirect points, and the beginning of the body, on one line. */
        public String shown() {
            String text = text().replaceAll("\\s+", " ").trim();
            return "HTTP " + status
                    + (location == null ? "" : " to " + HttpUrl.masked(location))
                    + (status / 100 == 3 && status != 304 ? " (redirects are never followed)" : "")
                    + (text.isEmpty() ? "" : ": " + (text.length() <= 200 ? text : text.substring(0, 200) + "…"));
        }
    }

    /**
     * Sends a request; credentials in the URL go along as Basic ones, unless a header already has some.
     *
     * @param body as JSON, or null for none
     * @throws IOException when no complete answer comes within {@code deadline}; the message says what happened, at which addresses or
     *     through which proxy
     */
    public Answer send(String method, HttpUrl to, Map<String, String> headers, String body, Duration deadline)
            throws IOException, InterruptedException {
        HttpProxy proxy = HttpProxy.to(to);
        HttpUriRequest request = request(method, to, headers, body, proxy);
        HttpHost host = new HttpHost(to.host(), to.port(), to.secure() ? "https" : "http");
        Future<Answer> exchange = THREADS.submit(() -> client.execute(host, request, Http::answer));
        try {
            return exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "no complete answer from " + to + " within " + deadline.toMillis() + " ms" + place(to, proxy), e);
        } catch (ExecutionException e) {
            throw new IOException(why(method, to, e.getCause()) + place(to, proxy), e);
        } finally {
            if (!exchange.isDone()) {
                request.abort();
            }
        }
    }

    private static HttpUriRequest request(
            String method, HttpUrl to, Map<String, String> headers, String body, HttpProxy proxy) {
        RequestBuilder request = RequestBuilder.create(method)
                .setUri(to.target())
                .setConfig(RequestConfig.custom()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setNormalizeUri(false)
                        .setProxy(proxy == null ? null : new HttpHost(proxy.host(), proxy.port()))
                        .build());
        if (to.authorization() != null) {
            request.setHeader("Authorization", to.authorization());
        }
        headers.forEach(request::setHeader);
        if (body != null) {
            request.setHeader("Content-Type", "application/json").setEntity(new ByteArrayEntity(body.getBytes(UTF_8)));
        }
        return request.build();
    }

    private static Answer answer(HttpResponse response) throws IOException {
        Header location = response.getFirstHeader("Location");
        int status = response.getStatusLine().getStatusCode();
        byte[] body = response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
        return new Answer(status, location == null || status / 100 != 3 ? null : location.getValue(), body);
    }

    private static String why(String method, HttpUrl to, Throwable cause) {
        // Without the path, so that many requests to a server that is gone have one and the same reason.
        if (cause instanceof UnknownHostException) {
            return "the host of " + to.origin() + " is unknown";
        }
        if (cause instanceof ConnectException) {
            return "nobody listens at " + to.origin() + " (connection refused)";
        }
        String told = cause.getMessage();
        return method + " " + to + ": " + (told == null ? cause.getClass().getSimpleName() : told);
    }

    /** The proxy in between, or else the addresses that a name has. */
    private String place(HttpUrl to, HttpProxy proxy) {
        if (proxy != null) {
            return "; asked through " + proxy;
        }
        try {
            String addresses = Arrays.stream(resolver.resolve(to.host()))
                    .map(each ->
                            each instanceof Inet6Address ? "[" + each.getHostAddress() + "]" : each.getHostAddress())
                    .collect(Collectors.joining(" and "));
            return to.host().equals(addresses) ? "" : "; " + to.host() + " is " + addresses;
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
