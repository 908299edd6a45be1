package io.github.assetpaysim.contract.merchant.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProbeTest {
    private HttpServer server;
    private int status = 200;
    private String answer = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = answer.getBytes(UTF_8);
                exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private HttpProbe probe(String pointer) {
        return new HttpProbe("http://127.0.0.1:" + server.getAddress().getPort() + "/users/{steamId}", pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"balance":12.25}              | /balance  | 12.25
                    {"balance":0.30000000000000004}| /balance  | 0.30000000000000004
                    {"balance":1e2}                | /balance  | 1e2
                    {"balance":-5}                 | /balance  | -5
                    {"a":[{"b":7.10}]}             | /a/0/b    | 7.1
                    3.5                            | ''        | 3.5
                    """)
    void the_balance_is_read_exactly(String json, String pointer, BigDecimal balance) throws Exception {
        answer = json;

        assertThat(probe(pointer).balance("76561198000000001")).isEqualByComparingTo(balance);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    200 | {"balance":"12.25"}     | has the text "12.25" at /balance: a balance must be a JSON number
                    200 | {"balance":null}        | has no number at /balance
                    200 | {"saldo":1}             | has no number at /balance
                    200 | {"balance":1e999999999} | is no amount of USD
                    200 | <html>hello</html>      | is no JSON: HTTP 200: <html>hello</html>
                    500 | {"balance":1}           | answered HTTP 500
                    302 | ''                      | answered HTTP 302
                    """)
    void what_is_no_balance_is_an_error_that_shows_it(int code, String json, String reason) {
        status = code;
        answer = json;

        assertThatThrownBy(() -> probe("/balance").balance("76561198000000001"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void who_is_unknown_has_nothing() throws Exception {
        status = 404;

        assertThat(probe("/balance").balance("76561198000000001")).isZero();
        assertThat(probe("/balance").knows("76561198000000001")).isFalse();
    }
}
