package io.github.assetpaysim.simulator.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.assetpaysim.simulator.dialect.Letter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawRequestTest {
    private static final byte[] BODY = "{\"name\":\"★\"}".getBytes(UTF_8);

    @ParameterizedTest
    @CsvSource({
        "http://merchant.example, /, merchant.example, merchant.example, 80",
        "http://merchant.example/, /, merchant.example, merchant.example, 80",
        "HTTP://merchant.example:80/a, /a, merchant.example, merchant.example, 80",
        "http://merchant.example:443/a, /a, merchant.example:443, merchant.example, 443",
        "https://merchant.example/a/b/, /a/b/, merchant.example, merchant.example, 443",
        "https://merchant.example:443/a, /a, merchant.example, merchant.example, 443",
        "https://merchant.example:80/a, /a, merchant.example:80, merchant.example, 80",
        "http://127.0.0.1:3000/a?b=c&d=%20%2F, /a?b=c&d=%20%2F, 127.0.0.1:3000, 127.0.0.1, 3000",
        "http://merchant.example?b=c, /?b=c, merchant.example, merchant.example, 80",
        "http://merchant.example/a?, /a?, merchant.example, merchant.example, 80",
        "http://[::1]/a, /a, [::1], [::1], 80",
        "http://[::1]:3000/a, /a, [::1]:3000, [::1], 3000",
        "http://user:secret@merchant.example/a, /a, merchant.example, merchant.example, 80",
        "http://merchant.example/caf\u00e9/★, /caf%C3%A9/%E2%98%85, merchant.example, merchant.example, 80"
    })
    void a_url_becomes_request_target_host_header_and_address(
            URI to, String target, String hostHeader, String host, int port) {
        RawRequest request = RawRequest.of(to, new Letter(BODY, Map.of()));

        assertThat(new String(request.bytes(), ISO_8859_1))
                .isEqualTo("POST " + target + " HTTP/1.1\r\nConnection: close\r\nContent-Length: " + BODY.length
                        + "\r\nHost: " + hostHeader + "\r\n\r\n" + new String(BODY, ISO_8859_1));
        assertThat(request.host()).isEqualTo(host);
        assertThat(request.port()).isEqualTo(port);
        assertThat(request.secure()).isEqualTo(to.getScheme().equals("https"));
    }

    @Test
    void the_headers_of_a_letter_keep_their_order_and_spelling() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Zebra", "1");
        headers.put("content-type", "application/json");
        headers.put("X-Ant", "");

        String request = new String(
                RawRequest.of(URI.create("http://h/"), new Letter(BODY, headers))
                        .bytes(),
                ISO_8859_1);

        assertThat(request).contains("Host: h\r\nX-Zebra: 1\r\ncontent-type: application/json\r\nX-Ant: \r\n\r\n");
    }

    @Test
    void the_middle_is_that_of_the_body_not_of_the_request() {
        RawRequest request =
                RawRequest.of(URI.create("http://h/"), new Letter("12345".getBytes(UTF_8), Map.of("A", "b")));

        assertThat(new String(request.bytes(), 0, request.middleOfBody(), ISO_8859_1))
                .endsWith("\r\n\r\n12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://h/", "/callback", "mailto:somebody", "http:///callback", "http://a_b/", "http://h:65536/"
            })
    void a_url_that_cannot_be_posted_to_is_refused(String to) {
        assertThatThrownBy(() -> RawRequest.of(URI.create(to), new Letter(BODY, Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"'A\r\nB', c", "A, 'b\r\nC: d'", "'', b", "A B, c", "A:, b", "A, 'b\n'", "A, ★"})
    void a_header_that_would_be_more_than_one_is_refused(String name, String value) {
        assertThatThrownBy(() -> RawRequest.of(URI.create("http://h/"), new Letter(BODY, Map.of(name, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the header");
    }
}
