package io.github.assetpaysim.simulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are hardly HTTP. Whatever comes is answered in the API's words, and the next client notices nothing. */
class HostileHttpTest {
    private static final String HOST = "\r\nHost: localhost\r\n";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private static String key;

    @BeforeAll
    static void start() {
        key = RUNNING.simulator().defaultMerchant().credentials().apiKey();
    }

    @AfterEach
    void the_next_client_is_served() {
        assertThat(RUNNING.client().get("/_sim/health").status()).isEqualTo(200);
    }

    static Stream<Arguments> heads() {
        String get = "GET /client/inventory HTTP/1.1";
        return Stream.of(
                arguments("HTTP/0.9", "GET /client/inventory\r\n", 505),
                arguments("a TLS hello", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\r\n\r\n", 400),
                arguments("an offer to upgrade", get + HOST + "Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 401),
                arguments(
                        "an offer of a web socket",
                        get + HOST + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
                        401),
                arguments("an absolute URI", "GET http://localhost/client/inventory HTTP/1.1" + HOST + "\r\n", 401),
                arguments("one of elsewhere", "GET http://a.test/client/inventory HTTP/1.1" + HOST + "\r\n", 400),
                arguments("CONNECT", "CONNECT localhost:80 HTTP/1.1" + HOST + "\r\n", 404),
                arguments("OPTIONS", "OPTIONS /auth/authenticate-client HTTP/1.1" + HOST + "\r\n", 405),
                arguments("get", "get /client/inventory HTTP/1.1" + HOST + "\r\n", 405),
                arguments("G@T", "G@T /client/inventory HTTP/1.1" + HOST + "\r\n", 400),
                arguments("NUL in a header", get + HOST + "X: a\0b\r\n\r\n", 400),
                arguments("a folded header", get + HOST + "X: a\r\n b\r\n\r\n", 400),
                arguments("a token that is not ASCII", get + HOST + "Authorization: \u00e9\u00ff\r\n\r\n", 401),
                arguments("too many headers", get + HOST + "a:\r\n".repeat(6000) + "\r\n", 431),
                arguments("two hosts", get + HOST + "Host: b\r\n\r\n", 400),
                arguments("half a host", get + "\r\nHost: [::1\r\n\r\n", 400),
                arguments("an unknown Expect", get + HOST + "Expect: banana\r\n\r\n", 417),
                arguments(
                        "odd negotiation", get + HOST + "Accept: ,;\r\nAccept-Encoding: q=x\r\nRange: x\r\n\r\n", 401));
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @MethodSource("heads")
    void a_request_that_is_hardly_HTTP_is_refused_in_the_APIs_words(String what, String request, int status) {
        assertRefused(RawHttp.send(RUNNING.baseUrl(), request.getBytes(ISO_8859_1)), status);
    }

    static Stream<Arguments> targets() {
        return Stream.of(
                arguments("/client/a%00b", 400),
                arguments("/client/%c0%af", 400),
                arguments("/client/\u00e9", 400),
                arguments("/client\\inventory", 400),
                arguments("/client/inventory;jsessionid=1", 404),
                arguments("/client/../client/inventory", 404),
                arguments("/_sim/merchants/%2e%2e/health", 404),
                arguments("/_sim/merchants/a%0d%0aX:%20b", 404),
                arguments("/_sim/" + "x".repeat(20_000), 414),
                arguments("/_sim/merchants/default/trades?externalId=%c0%af", 400),
                arguments("/_sim/merchants/default/trades?%=", 400));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("targets")
    void a_target_that_leads_nowhere_is_refused_in_the_APIs_words(String target, int status) {
        byte[] request = ("GET " + target + " HTTP/1.1" + HOST + "\r\n").getBytes(ISO_8859_1);

        Answer answer = RawHttp.send(RUNNING.baseUrl(), request);

        assertRefused(answer, status);
        assertThat(answer.body()).as("what is quoted is cut").hasSizeLessThan(11_000);
    }

    static Stream<Arguments> bodies() {
        String chunked = "Transfer-Encoding: chunked\r\n\r\n";
        return Stream.of(
                arguments("a body shorter than announced", "Content-Length: 100\r\n\r\n{\"a\":1", 400),
                arguments("chunks that end early", chunked + "5\r\n{\"a\"", 400),
                arguments("a chunk size that is none", chunked + "zz\r\n{}\r\n0\r\n\r\n", 400),
                arguments("2 GiB in a chunk, announced", chunked + "7FFFFFFF\r\n{}", 400),
                arguments(
                        "two ways to tell the length", "Content-Length: 2\r\n" + chunked + "2\r\n{}\r\n0\r\n\r\n", 400),
                arguments("two lengths", "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ", 400),
                arguments("a negative length", "Content-Length: -2\r\n\r\n{}", 400),
                arguments("the longest length", "Content-Length: 9223372036854775807\r\n\r\n{}", 400),
                arguments("no body", "\r\n", 400));
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @MethodSource("bodies")
    void a_body_that_does_not_arrive_as_announced_is_a_refusal_and_no_bug(String what, String rest, int status) {
        for (String head : List.of(
                "POST /auth/authenticate-client HTTP/1.1" + HOST + "api-key: " + key + "\r\n",
                "POST /_sim/merchants HTTP/1.1" + HOST)) {
            byte[] request = (head + "Content-Type: application/json\r\n" + rest).getBytes(ISO_8859_1);

            assertRefused(RawHttp.sendAll(RUNNING.baseUrl(), request).get(0), status);
        }
    }

    @Test
    void a_client_that_asks_before_it_sends_is_told_to_continue() {
        byte[] request = ("POST /auth/authenticate-client HTTP/1.1" + HOST + "api-key: " + key
                        + "\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}")
                .getBytes(ISO_8859_1);

        List<Answer> answers = RawHttp.sendAll(RUNNING.baseUrl(), request);

        assertThat(answers).extracting(Answer::status).containsExactly(100, 400);
    }

    @Test
    void requests_sent_at_once_are_answered_in_order() {
        String requests = "GET /_sim/health HTTP/1.1" + HOST + "\r\n" + "GET /nowhere HTTP/1.1" + HOST + "\r\n"
                + "POST /auth/authenticate-client HTTP/1.1" + HOST + "Content-Length: 3\r\n\r\nabc"
                + "GET /_sim/merchants/nobody HTTP/1.1" + HOST + "\r\n";

        List<Answer> answers = RawHttp.sendAll(RUNNING.baseUrl(), requests.getBytes(ISO_8859_1));

        assertThat(answers).extracting(Answer::status).containsExactly(200, 404, 401, 404);
    }

    @Test
    void a_HEAD_is_answered_as_a_GET_would_be_without_the_body() {
        for (String path : List.of("/client/inventory", "/_sim/health", "/_sim/merchants/nobody", "/nowhere")) {
            Answer get = RawHttp.send(RUNNING.baseUrl(), "GET " + path + " HTTP/1.1", "Host: localhost");
            Answer head = RawHttp.sendAll(
                            RUNNING.baseUrl(), ("HEAD " + path + " HTTP/1.1" + HOST + "\r\n").getBytes(ISO_8859_1))
                    .get(0);

            assertThat(head.status()).isEqualTo(get.status());
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
            assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
            assertThat(head.body()).isEmpty();
        }
    }

    private static void assertRefused(Answer answer, int status) {
        String text = new String(answer.body(), UTF_8);
        assertThat(answer.status()).as(text).isEqualTo(status);
        if ("application/problem+json".equals(answer.header("Content-Type"))) {
            assertThat(answer.json().fieldNames())
                    .toIterable()
                    .containsExactly("type", "title", "status", "detail", "requestId");
        } else {
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.json().fieldNames()).toIterable().containsExactly("requestId", "success", "error");
        }
        assertThat(text).doesNotContain("java", "org.", "com.", "Exception", "badMessage");
    }
}
