package io.github.assetpaysim.contract.api.corruption;

import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import io.github.assetpaysim.contract.api.corruption.Message.Ask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.http.Header;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.util.EntityUtils;

/** Sends on what a proxy has received, over kept connections. Thread-safe. */
final class Upstream implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 512;
    private static final int PATIENCE_MILLIS = 120_000;
    /** Servers are known to hang up after 2 s without a request. */
    private static final long KEPT_MILLIS = 1_000;

    /** What belongs to one connection and is not passed on. */
    private static final Set<String> OF_CONNECTION = Set.of(
            "host",
            "connection",
            "keep-alive",
            "content-length",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "expect");

    private final CloseableHttpClient client = HttpClients.custom()
            .setConnectionManager(connections())
            .setKeepAliveStrategy((response, context) -> KEPT_MILLIS)
            .setDefaultRequestConfig(RequestConfig.custom()
                    .setSocketTimeout(PATIENCE_MILLIS)
                    .setNormalizeUri(false)
                    .build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableContentCompression()
            .disableAuthCaching()
            .build();

    private static PoolingHttpClientConnectionManager connections() {
        PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager();
        connections.setMaxTotal(MOST_CONNECTIONS);
        connections.setDefaultMaxPerRoute(MOST_CONNECTIONS);
        connections.setValidateAfterInactivity(1);
        return connections;
    }

    /** Sends a request to another server, whose origin comes before its target. */
    Answer send(String origin, Ask ask) throws IOException {
        RequestBuilder request = RequestBuilder.create(ask.method()).setUri(origin + ask.target());
        ask.headers().forEach((name, values) -> {
            if (isPassed(name)) {
                values.forEach(value -> request.addHeader(name, value));
            }
        });
        if (ask.body().length > 0) {
            request.setEntity(new ByteArrayEntity(ask.body()));
        }
        return client.execute(request.build(), Upstream::answer);
    }

    static boolean isPassed(String header) {
        return !OF_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }

    private static Answer answer(HttpResponse response) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getAllHeaders()) {
            headers.computeIfAbsent(header.getName(), none -> new ArrayList<>()).add(header.getValue());
        }
        byte[] body = response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
        return new Answer(response.getStatusLine().getStatusCode(), headers, body);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
