package io.github.assetpaysim.contract.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.assetpaysim.contract.cli.Main;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host as somebody may put before AssetPay: TLS by an authority of its own, a path prefix, slow, and a connection for each answer. */
class ForeignHostTest {
    private static final String PASSWORD = "changeit";
    private static final String PREFIX = "/gateway/assetpay";
    private static final long SLOWNESS_MILLIS = 50;

    @TempDir
    Path directory;

    private Path keys() throws Exception {
        Path keys = directory.resolve("keys.p12");
        List<String> keytool = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "host",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keys.toString());
        Process process = new ProcessBuilder(keytool).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return keys;
    }

    private static HttpsServer inFrontOf(Simulator simulator, Path keys, ExecutorService threads) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        HttpClient client = HttpClient.newHttpClient();
        server.createContext(PREFIX, exchange -> pass(exchange, simulator, client));
        server.start();
        return server;
    }

    private static void pass(HttpExchange exchange, Simulator simulator, HttpClient client) throws IOException {
        try (exchange) {
            String target = exchange.getRequestURI().toString().substring(PREFIX.length());
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator + target))
                    .method(
                            exchange.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()));
            for (String name : List.of("api-key", "Authorization", "Content-Type", "Origin")) {
                String value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            }
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!name.equalsIgnoreCase("content-length") && !name.equalsIgnoreCase("transfer-encoding")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.getResponseHeaders().set("Connection", "close");
            CompletableFuture.runAsync(
                            () -> {}, CompletableFuture.delayedExecutor(SLOWNESS_MILLIS, TimeUnit.MILLISECONDS))
                    .join();
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String judged(String target, Path trusted, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djavax.net.ssl.trustStore=" + trusted,
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "api",
                "--target",
                target,
                "--api-key",
                "ap_foreign",
                "--api-secret",
                "foreign-secret",
                "--steam-id",
                "76561198012345678",
                "--trade-url",
                "https://steamcommunity.com/tradeoffer/new/?partner=52079950&token=SimUser1"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream said = process.getInputStream()) {
            return new String(said.readAllBytes(), UTF_8) + "\nexit " + process.waitFor();
        }
    }

    @Test
    void is_judged_as_any_other() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        Settings settings = Settings.SERVE
                .with(Settings.PORT, 0)
                .with("apiKey", "ap_foreign")
                .with("apiSecret", "foreign-secret")
                .with("pace", "20ms")
                .withoutControl();
        Path keys = keys();
        try (Simulator simulator = Simulator.start(settings)) {
            HttpsServer host = inFrontOf(simulator, keys, threads);
            try {
                String target = "https://localhost:" + host.getAddress().getPort() + PREFIX;

                assertThat(judged(target, keys, "--only", "ENV-08,TOK-05,INV-12,DEP-02,DEP-08,LIFE-01"))
                        .contains("PASS", "SKIPPED")
                        .doesNotContain("FAIL", "WARNING", "INCONCLUSIVE")
                        .containsPattern("exit [03]$");
            } finally {
                host.stop(0);
                threads.shutdownNow();
            }
        }
    }
}
