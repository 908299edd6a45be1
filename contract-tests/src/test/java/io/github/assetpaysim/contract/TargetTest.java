package io.github.assetpaysim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetTest {
    private static final Options OPTIONS = Options.of(Map.of("target", "http://my_app:3000/"));

    @AfterEach
    void forget() {
        System.clearProperty("http.proxyHost");
        System.clearProperty("http.proxyPort");
    }

    private static void useProxy(int port) {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", String.valueOf(port));
    }

    private static void open() {
        Target.open(OPTIONS, URI.create("http://127.0.0.1:1/callback"));
    }

    @Test
    void a_name_with_an_underscore_is_asked_through_the_proxy_of_the_jvm_which_errors_name() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int port = proxy.getAddress().getPort();
        proxy.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI().toString());
                exchange.sendResponseHeaders(404, -1);
            }
        });
        proxy.start();
        useProxy(port);
        try {
            assertThatThrownBy(TargetTest::open).hasMessageContaining("http://my_app:3000 is no simulator");
            assertThat(asked).containsExactly("http://my_app:3000/_sim/health");
        } finally {
            proxy.stop(0);
        }
        assertThatThrownBy(TargetTest::open)
                .isInstanceOf(UnusableTarget.class)
                .hasMessageContaining("; asked through the proxy 127.0.0.1:" + port + "): start it");
    }
}
