package io.github.assetpaysim.contract.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {
    private final Http http = new Http(HttpTest::addresses);
    private HttpServer server;

    private static InetAddress[] addresses(String host) throws UnknownHostException {
        return host.equals("two_addresses")
                ? new InetAddress[] {InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1")}
                : InetAddress.getAllByName(host);
    }

    @BeforeEach
    void start() throws IOException {
        listen("127.0.0.1");
    }

    /** Answers with what it was asked: the target of the request line, and the credentials. */
    private void listen(String address) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] seen = (exchange.getRequestURI() + " "
                                + exchange.getRequestHeaders().getFirst("Authorization"))
                        .getBytes(UTF_8);
                exchange.getResponseHeaders().set("Location", "http://u:s3cret@b/to/");
                exchange.sendResponseHeaders(
                        exchange.getRequestURI().getPath().endsWith("/moved") ? 308 : 200, seen.length);
                exchange.getResponseBody().write(seen);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        System.clearProperty("http.proxyHost");
        System.clearProperty("http.proxyPort");
        System.clearProperty("http.nonProxyHosts");
        System.clearProperty("socksProxyHost");
        System.clearProperty("socksNonProxyHosts");
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static int nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void useProxy(int port) {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", String.valueOf(port));
        System.setProperty("http.nonProxyHosts", "");
    }

    private Http.Answer get(String url) throws Exception {
        return http.send("GET", HttpUrl.parse(url, "it"), Map.of(), null, Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void every_address_of_a_name_is_tried(String address) throws Exception {
        stop();
        listen(address);

        assertThat(get("http://two_addresses:" + port() + "/a?b=c").text()).isEqualTo("/a?b=c null");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, localhost", "::1, localhost", "::1, app.localhost."})
    void localhost_is_this_machine_in_both_families_and_never_behind_a_proxy(String address, String name)
            throws Exception {
        stop();
        listen(address);
        useProxy(nobody());
        HttpUrl url = HttpUrl.parse("http://" + name + ":" + port() + "/a", "it");

        assertThat(new Http()
                        .send("GET", url, Map.of(), null, Duration.ofSeconds(20))
                        .text())
                .isEqualTo("/a null");
    }

    @Test
    void an_error_names_the_addresses_of_a_name() throws Exception {
        String url = "http://two_addresses:" + nobody();

        assertThatThrownBy(() -> get(url))
                .isInstanceOf(IOException.class)
                .hasMessage("nobody listens at " + url
                        + " (connection refused); two_addresses is 127.0.0.1 and [0:0:0:0:0:0:0:1]");
        assertThatThrownBy(() -> get("http://receiver.invalid/"))
                .hasMessage("the host of http://receiver.invalid:80 is unknown");
    }

    @ParameterizedTest
    @CsvSource({"user:s3cret, user:s3cret", "token, token:", "a%40b:c%3Ad+, a@b:c:d+"})
    void credentials_in_a_url_are_sent_and_never_shown(String userInfo, String credentials) throws Exception {
        String url = "http://" + userInfo + "@127.0.0.1:" + port() + "/a";

        assertThat(get(url).text())
                .isEqualTo("/a Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
        assertThat(http.send(
                                "GET",
                                HttpUrl.parse(url, "it"),
                                Map.of("Authorization", "its own"),
                                null,
                                Duration.ofSeconds(20))
                        .text())
                .isEqualTo("/a its own");
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String there = "127.0.0.1:" + silent.getLocalPort() + "/a";
            HttpUrl hidden = HttpUrl.parse("http://" + userInfo + "@" + there, "it");
            assertThatThrownBy(() -> http.send("GET", hidden, Map.of(), null, Duration.ofMillis(50)))
                    .hasMessageContaining("http://***@" + there);
        }
    }

    @Test
    void a_redirect_is_not_followed_and_says_where_it_leads() throws Exception {
        assertThat(get("http://127.0.0.1:" + port() + "/moved").shown())
                .startsWith("HTTP 308 to http://***@b/to/ (redirects are never followed)");
    }

    @Test
    void the_proxy_of_the_jvm_is_asked_for_other_machines_and_named_when_it_fails() throws Exception {
        useProxy(port());
        assertThat(get("http://my_app:3000/a").text()).isEqualTo("http://my_app:3000/a null");

        int nobody = nobody();
        useProxy(nobody);
        assertThatThrownBy(() -> get("http://my_app:3000/a"))
                .hasMessageEndingWith("; asked through the proxy 127.0.0.1:" + nobody);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void this_machine_is_never_asked_through_a_proxy(String host) throws Exception {
        useProxy(nobody());
        System.setProperty("socksProxyHost", "127.0.0.1");
        System.setProperty("socksNonProxyHosts", "");

        assertThat(get("http://" + host + ":" + port() + "/a").text()).isEqualTo("/a null");
    }
}
