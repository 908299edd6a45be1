package io.github.assetpaysim.simulator.callback.transport;

import static io.github.assetpaysim.simulator.support.RawReceiver.OK;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.dialect.SignedRequest;
import io.github.assetpaysim.simulator.support.RawReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketSenderTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final byte[] BODY = "{\"name\":\"★ Bayonet™\"}".getBytes(UTF_8);

    /** Knows one name with two addresses, of which only the second is that of this machine's receivers. */
    private final SocketSender sender = new SocketSender(SocketSenderTest::addresses, () -> null, true);

    private static InetAddress[] addresses(String host) throws UnknownHostException {
        return host.equals("two_addresses.test")
                ? new InetAddress[] {InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")}
                : InetAddress.getAllByName(host);
    }

    @AfterEach
    void stop() {
        sender.close();
    }

    private static SignedRequest request() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "assetpay-simulator/1");
        headers.put("content-type", "application/json");
        return new SignedRequest(BODY, headers);
    }

    private Reply post(CallbackUrl to, Duration timeout) {
        return sender.send(to, request(), Transmission.ORDINARY, timeout)
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private static String at(RawReceiver receiver) {
        return " at 127.0.0.1:" + receiver.port();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:PORT, /, 127.0.0.1:PORT",
        "HTTP://127.0.0.1:PORT/a/b/?b=c&d=%20%2F, /a/b/?b=c&d=%20%2F, 127.0.0.1:PORT",
        "http://localhost:PORT?b=c, /?b=c, localhost:PORT",
        "http://two_addresses.test:PORT/a?, /a?, two_addresses.test:PORT",
        "http://127.0.0.1:PORT/café/★, /caf%C3%A9/%E2%98%85, 127.0.0.1:PORT"
    })
    void a_request_is_posted_byte_for_byte_over_http_1_1(String to, String target, String host) throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            arrived.add(line.request());
            line.write(OK);
        })) {
            String port = String.valueOf(receiver.port());

            assertThat(post(CallbackUrl.parse(to.replace("PORT", port)), LONG).status())
                    .isEqualTo(200);

            assertThat(arrived.take())
                    .isEqualTo("POST " + target + " HTTP/1.1\r\nHost: " + host.replace("PORT", port)
                            + "\r\nContent-Length: " + BODY.length
                            + "\r\nUser-Agent: assetpay-simulator/1\r\ncontent-type: application/json\r\n\r\n"
                            + new String(BODY, ISO_8859_1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://merchant.example, merchant.example, 80, merchant.example",
        "https://merchant.example/, merchant.example, 443, merchant.example",
        "https://merchant.example:443/, merchant.example, 443, merchant.example",
        "https://merchant.example:80/, merchant.example, 80, merchant.example:80",
        "https://merchant.example:/, merchant.example, 443, merchant.example",
        "http://[::1]:3000/a, [::1], 3000, [::1]:3000",
        "http://[fe80::1%25eth0]/a, [fe80::1%eth0], 80, [fe80::1]",
        "http://[fe80::1%eth0]/a, [fe80::1%eth0], 80, [fe80::1]",
        "http://my_app:3000/a, my_app, 3000, my_app:3000",
        "http://absolute.example.:3000/a, absolute.example., 3000, absolute.example.:3000",
        "http://bücher.example/a, xn--bcher-kva.example, 80, xn--bcher-kva.example"
    })
    void the_host_header_has_the_port_unless_it_is_the_standard_one_and_no_zone(
            String to, String host, int port, String header) throws Exception {
        CallbackUrl url = CallbackUrl.parse(to);
        Request request = Request.of(url, request(), true);

        assertThat(List.of(url.host(), url.port())).containsExactly(host, port);
        assertThat(new String(request.bytes(), UTF_8)).contains("\r\nHost: " + header + "\r\n");
    }

    @Test
    void every_address_of_a_name_is_tried_in_the_order_of_the_resolver() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            CallbackUrl to = CallbackUrl.parse("http://two_addresses.test:" + receiver.port());
            assertThat(post(to, LONG).status()).isEqualTo(200);
            assertThat(receiver.connections()).isEqualTo(1);
        }
        int port = RawReceiver.nobody().port();
        Reply reply = post(CallbackUrl.parse("http://two_addresses.test:" + port), LONG);
        assertThat(reply.failure()).isEqualTo(OutcomeCode.CONNECTION_REFUSED);
        assertThat(reply.error())
                .isEqualTo("connection refused at 127.0.0.2:" + port + "; connection refused at 127.0.0.1:" + port);
    }

    @Test
    void an_ipv6_address_is_reached_and_named() throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("::1"));
        try (RawReceiver receiver = RawReceiver.on(server, RawReceiver.Line::request)) {
            Reply reply = post(CallbackUrl.parse("http://[::1]:" + receiver.port()), LONG);
            assertThat(reply.error()).endsWith(" at [0:0:0:0:0:0:0:1]:" + receiver.port());
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, localhost", "::1, localhost", "::1, LOCALHOST.", "::1, app.localhost"})
    void localhost_is_this_machine_in_both_families(String listening, String name) throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName(listening));
        try (SocketSender ordinary = new SocketSender(true);
                RawReceiver receiver = RawReceiver.on(server, line -> {
                    line.request();
                    line.write(OK);
                })) {
            CallbackUrl to = CallbackUrl.parse("http://" + name + ":" + receiver.port());

            assertThat(ordinary.send(to, request(), Transmission.ORDINARY, LONG)
                            .get(60, TimeUnit.SECONDS)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_host_that_nobody_knows_is_unknown() {
        Reply reply = post(CallbackUrl.parse("http://receiver.invalid/callback"), LONG);
        assertThat(reply.failure()).isEqualTo(OutcomeCode.UNKNOWN_HOST);
        assertThat(reply.error()).isEqualTo("unknown host 'receiver.invalid'");
    }

    @Test
    void no_proxy_is_asked_whatever_the_jvm_is_told() throws Exception {
        List<String> names = List.of("http.proxyHost", "socksProxyHost", "http.proxyPort", "socksProxyPort");
        int nobody = RawReceiver.nobody().port();
        ProxySelector before = ProxySelector.getDefault();
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            names.forEach(name -> System.setProperty(name, name.endsWith("Port") ? "" + nobody : "127.0.0.1"));
            System.setProperty("http.nonProxyHosts", "");
            System.setProperty("socksNonProxyHosts", "");
            assertThat(post(receiver.url(), LONG).error()).isNull();
            // Whatever else a JVM takes proxies from, such as its system, it asks through this.
            ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", nobody)));
            assertThat(post(receiver.url(), LONG).error()).isNull();
        } finally {
            ProxySelector.setDefault(before);
            names.forEach(System::clearProperty);
            System.clearProperty("http.nonProxyHosts");
            System.clearProperty("socksNonProxyHosts");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 301, 302, 304, 307, 308, 400, 401, 404, 407, 408, 429, 500, 503})
    void every_status_is_told_as_it_came_and_no_redirect_is_followed(int status) {
        try (RawReceiver elsewhere = RawReceiver.answering(OK);
                RawReceiver receiver = RawReceiver.answering("HTTP/1.1 " + status + " As told\r\nLocation: "
                        + elsewhere.url() + (status == 204 ? "" : "\r\nContent-Length: 0") + "\r\n\r\n")) {
            Reply reply = post(receiver.url(), LONG);

            assertThat(reply.complete()).isTrue();
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.inWords())
                    .isEqualTo(
                            status / 100 == 3 && status != 304
                                    ? status + " to " + elsewhere.url() + "; redirects are never followed"
                                    : "" + status);
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Location: \r\n"})
    void a_redirect_to_nowhere_is_told_as_one(String location) {
        try (RawReceiver receiver =
                RawReceiver.answering("HTTP/1.1 303 Gone\r\n" + location + "Content-Length: 0\r\n\r\n")) {
            assertThat(post(receiver.url(), LONG).inWords())
                    .isEqualTo("303 without a Location; redirects are never followed");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.0 200 OK/X-A: 1/X-B:2/x-a:  3 //until the end|200|until the end|{x-a=[1, 3], x-b=[2]}",
                "HTTP/1.1 200 /Content-Length: 0//|200|''|{content-length=[0]}",
                "HTTP/1.1 404 No/content-length: 4//nonemore than that|404|none|{content-length=[4]}",
                "HTTP/1.1 200 OK/Transfer-Encoding: Chunked//3/abc/A;x=y/0123456789/00/X: y//|200|abc0123456789"
                        + "|{transfer-encoding=[Chunked]}",
                "HTTP/1.1 204 No Content//|204|''|{}",
                "HTTP/1.1 304 Not Modified/Content-Length: 10//|304|''|{content-length=[10]}",
                "HTTP/1.1 100 Continue//HTTP/1.1 103 Early/Link: x//HTTP/1.1 201 Created/Content-Length: 1//x|201|x"
                        + "|{content-length=[1]}"
            })
    void an_answer_is_read(String answer, int status, String body, String headers) {
        try (RawReceiver receiver = RawReceiver.answering(lines(answer))) {
            Reply reply = post(receiver.url(), LONG);

            assertThat(reply.inWords()).isEqualTo("" + status);
            assertThat(new String(reply.body(), UTF_8)).isEqualTo(body);
            assertThat(reply.headers().toString()).isEqualTo(headers);
        }
    }

    /** A slash is the end of a line, unless it belongs to a version or a type. */
    private static String lines(String text) {
        return text.replaceAll("(?<!HTTP|text)/", "\r\n").replace("\\e", "\u001b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|INCOMPLETE_ANSWER|connection broken: closed without an answer",
                "HTTP/1.1 200 O|INCOMPLETE_ANSWER|",
                "HTTP/1.1 200 OK/Content-Type: text/pl|INCOMPLETE_ANSWER|connection broken: closed before the answer was complete",
                "HTTP/1.1 200 OK/Content-Length: 0/|INCOMPLETE_ANSWER|",
                "HTTP/1.1 200 OK/Content-Length: 100//half|INCOMPLETE_ANSWER"
                        + "|answered 200, but connection broken: closed before the answer was complete",
                "HTTP/1.1 200 OK/Transfer-Encoding: chunked//5/hel|INCOMPLETE_ANSWER|",
                "HTTP/1.1 200 OK/Transfer-Encoding: chunked//1/a/|INCOMPLETE_ANSWER|",
                "HTTP/1.1 200 OK/Transfer-Encoding: chunked//1/a/0/|INCOMPLETE_ANSWER|",
                "HTTP/1.1 100 Continue//|INCOMPLETE_ANSWER|",
                "SSH-2.0-OpenSSH_9.6/|MALFORMED_ANSWER|",
                "\\e[31m/|MALFORMED_ANSWER|",
                "HTTP/1.1 99 Low//|MALFORMED_ANSWER|",
                "HTTP/2.0 200 OK//|MALFORMED_ANSWER|",
                "HTTP/1.1 101 Switching//|MALFORMED_ANSWER|",
                "HTTP/1.1 200 OK/no colon//|MALFORMED_ANSWER|",
                "HTTP/1.1 200 OK/: empty//|MALFORMED_ANSWER|",
                "HTTP/1.1 200 OK/Content-Length: -1//|MALFORMED_ANSWER|",
                "HTTP/1.1 200 OK/Content-Length: 99999999999999999999//|MALFORMED_ANSWER|",
                "HTTP/1.1 200 OK/Content-Length: 1/Content-Length: 2//ab|MALFORMED_ANSWER|",
                "HTTP/1.1 200 OK/Transfer-Encoding: chunked//2/hello/|MALFORMED_ANSWER|",
                "HTTP/1.1 200 OK/Transfer-Encoding: chunked//-1/|MALFORMED_ANSWER|",
                "HTTP/1.1 200 OK/Transfer-Encoding: chunked//fffffffffffffffffffff/|MALFORMED_ANSWER|"
            })
    void what_is_no_complete_answer_says_why(String answer, OutcomeCode code, String words) {
        try (RawReceiver receiver = RawReceiver.answering(lines(answer))) {
            Reply reply = post(receiver.url(), LONG);

            assertThat(reply.failure()).as(reply.error()).isEqualTo(code);
            assertThat(reply.error())
                    .contains(at(receiver))
                    .hasSizeLessThan(250)
                    .doesNotContain("\u001b");
            if (words != null) {
                assertThat(reply.error()).startsWith(words + at(receiver));
            }
        }
    }

    @Test
    void a_reset_instead_of_an_answer_is_told_and_nothing_is_sent_again() {
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.request();
            line.reset();
        })) {
            Reply reply = post(receiver.url(), LONG);

            assertThat(reply.failure()).isEqualTo(OutcomeCode.RESET);
            assertThat(reply.error()).isEqualTo("connection broken: Connection reset" + at(receiver));
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, false", "19999, false", "20000, false", "20001, true", "1000000, true"})
    void of_an_answer_20_kB_are_kept_and_more_is_said_to_be_cut_off(int length, boolean truncated) {
        String body = "x".repeat(length);
        for (String answer : List.of(
                "Content-Length: " + length + "\r\n\r\n" + body,
                "\r\n" + body,
                "Transfer-Encoding: chunked\r\n\r\n" + (length > 0 ? Integer.toHexString(length) + "\r\n" : "") + body
                        + (length > 0 ? "\r\n" : "") + "0\r\n\r\n")) {
            try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 200 OK\r\n" + answer)) {
                Reply reply = post(receiver.url(), LONG);

                assertThat(reply.inWords()).isEqualTo("200");
                assertThat(new String(reply.body(), UTF_8)).isEqualTo(body.substring(0, Math.min(length, 20_000)));
                assertThat(reply.truncated()).isEqualTo(truncated);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', , true",
        "HTTP/1.1 200 OK/Content-Type: text/pl, , true",
        "HTTP/1.1 100 Continue//, , true",
        "HTTP/1.1 200 OK/Content-Length: 100//, 200, true",
        "HTTP/1.1 200 OK/Content-Length: 100//some, 200, false",
        "HTTP/1.1 200 OK/Transfer-Encoding: chunked//5/hello/, 200, true",
        "HTTP/1.1 500 Oh//until the end, 500, false"
    })
    void an_answer_that_never_ends_fails_with_the_time_out_also_on_a_kept_connection(
            String beginning, Integer status, boolean fresh) throws Exception {
        CompletableFuture<Void> hungUp = new CompletableFuture<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.request();
            if (!fresh) {
                line.write(OK);
                line.request();
            }
            line.write(lines(beginning));
            line.awaitHangUp();
            hungUp.complete(null);
        })) {
            if (!fresh) {
                assertThat(post(receiver.url(), LONG).status()).isEqualTo(200);
            }
            Reply reply = post(receiver.url(), SHORT);

            assertThat(reply.failure()).isEqualTo(OutcomeCode.TIMEOUT);
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.error())
                    .startsWith((status == null ? "" : "answered " + status + ", but ")
                            + "no complete answer within 300 ms" + at(receiver));
            hungUp.get(10, TimeUnit.SECONDS);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK/, A: b/, MALFORMED_ANSWER",
        "HTTP/1.1 200 OK/A:, xxxxxxxx, MALFORMED_ANSWER",
        "HTTP/1.1 200 OK/A: b/, ' folded/', MALFORMED_ANSWER",
        "HTTP/1.1 200 OK//, xxxxxxxx, INCOMPLETE_ANSWER",
        "HTTP/1.1 200 OK/Transfer-Encoding: chunked//1;, xxxxxxxx, MALFORMED_ANSWER",
        "HTTP/1.1 200 OK/Transfer-Encoding: chunked//fffffffff/x, xxxxxxxx, INCOMPLETE_ANSWER",
        "HTTP/1.1 200 OK/Transfer-Encoding: chunked//0/, A: b/, MALFORMED_ANSWER"
    })
    void an_endless_answer_is_given_up_and_its_connection_closed(String beginning, String more, OutcomeCode code)
            throws Exception {
        CompletableFuture<Void> hungUp = new CompletableFuture<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.request();
            try {
                line.write(lines(beginning));
                while (true) {
                    line.write(lines(more).repeat(2000));
                }
            } catch (IOException e) {
                hungUp.complete(null);
            }
        })) {
            Reply reply = post(receiver.url(), LONG);

            assertThat(reply.failure()).as(reply.error()).isEqualTo(code);
            assertThat(reply.weight()).isLessThan(100_000);
            hungUp.get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK/Content-Length: 2//ok, 1, 50",
        "HTTP/1.0 200 OK/Content-Length: 2//ok, 100, 100",
        "HTTP/1.1 200 OK/Connection: close/Content-Length: 2//ok, 100, 100"
    })
    void a_connection_is_used_again_if_the_receiver_keeps_it_and_every_request_arrives_once(
            String answer, int least, int most) {
        AtomicInteger requests = new AtomicInteger();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            while (!line.request().isEmpty()) {
                requests.incrementAndGet();
                line.write(lines(answer));
            }
        })) {
            for (int i = 0; i < 100; i++) {
                assertThat(post(receiver.url(), LONG).inWords()).isEqualTo("200");
            }
            assertThat(requests).hasValue(100);
            assertThat(receiver.connections()).isBetween(least, most);
        }
    }

    @Test
    void a_connection_in_use_is_kept_however_old_it_is() {
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            while (!line.request().isEmpty()) {
                line.write(OK);
            }
        })) {
            long end =
                    System.nanoTime() + Connections.LONGEST_KEPT.plusMillis(300).toNanos();
            while (System.nanoTime() < end) {
                assertThat(post(receiver.url(), LONG).inWords()).isEqualTo("200");
            }
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 10", "'', 0", "HTTP/1.1 408 Idle/Content-Length: 0//, 10"})
    void a_kept_connection_on_which_anything_has_happened_since_is_not_used(String stray, int linger) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch stale = new CountDownLatch(1);
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.request();
            int number = requests.incrementAndGet();
            line.write(OK);
            if (number == 1) {
                RawReceiver.await(answered, LONG);
                line.write(lines(stray));
                // At 0 it resets, above that it waits until the end has arrived.
                line.socket().setSoLinger(true, linger);
                line.socket().close();
                stale.countDown();
            }
        })) {
            assertThat(post(receiver.url(), LONG).inWords()).isEqualTo("200");
            answered.countDown();
            RawReceiver.await(stale, LONG);

            assertThat(post(receiver.url(), LONG).inWords()).isEqualTo("200");
            assertThat(requests).hasValue(2);
            assertThat(receiver.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"false, INCOMPLETE_ANSWER", "true, RESET"})
    void what_was_sent_whole_over_a_kept_connection_is_not_sent_again(boolean resets, OutcomeCode code) {
        AtomicInteger requests = new AtomicInteger();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.request();
            if (requests.incrementAndGet() == 1) {
                line.write(OK);
                line.request();
                requests.incrementAndGet();
            }
            if (resets) {
                line.reset();
            }
        })) {
            assertThat(post(receiver.url(), LONG).inWords()).isEqualTo("200");

            assertThat(post(receiver.url(), LONG).failure()).isEqualTo(code);
            assertThat(requests).hasValue(2);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void what_could_not_be_written_whole_to_a_kept_connection_goes_over_a_fresh_one() {
        SignedRequest big = new SignedRequest(new byte[20_000_000], Map.of());
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.request();
            line.write(OK);
            if (line.read(1).equals("P")) {
                line.reset();
            }
        })) {
            assertThat(post(receiver.url(), LONG).inWords()).isEqualTo("200");

            Reply reply = sender.send(receiver.url(), big, Transmission.ORDINARY, LONG)
                    .join();

            assertThat(reply.inWords()).isEqualTo("200");
            assertThat(receiver.connections()).isEqualTo(2);
        }
    }

    @Test
    void hundreds_of_hanging_receivers_delay_no_request_to_others() throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        ServerSocket roomy = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        try (RawReceiver hanging = RawReceiver.on(roomy, line -> {
                    line.request();
                    done.join();
                    line.write(OK);
                });
                RawReceiver good = RawReceiver.answering(OK)) {
            List<CompletableFuture<Reply>> waiting = IntStream.range(0, 600)
                    .mapToObj(i -> sender.send(hanging.url(), request(), Transmission.ORDINARY, LONG.plus(LONG)))
                    .toList();

            assertThat(post(good.url(), LONG).status()).isEqualTo(200);

            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            done.complete(null);
            assertThat(waiting).allMatch(reply -> reply.join().status() == 200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "user:secret@, user:secret",
        "token@, token:",
        "user:a:b@, user:a:b",
        "us%40er:p%2Fw%C3%BC+@, us@er:p/wü+",
        ":only@, :only",
        "@, ",
        "'', "
    })
    void credentials_in_the_url_are_sent_as_basic_ones(String userInfo, String credentials) {
        CallbackUrl to = CallbackUrl.parse("http://" + userInfo + "my_app/a");
        String expected = credentials == null
                ? "Content-Length: 25\r\nUser-Agent"
                : "\r\nAuthorization: Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8))
                        + "\r\n";

        assertThat(new String(Request.of(to, request(), true).bytes(), UTF_8)).contains("Host: my_app\r\n", expected);
    }

    @Test
    void an_authorization_header_of_the_request_wins_over_credentials_in_the_url() {
        SignedRequest request = new SignedRequest(BODY, Map.of("authorization", "Bearer its own"));

        assertThat(new String(
                        Request.of(CallbackUrl.parse("http://user:secret@a/"), request, true)
                                .bytes(),
                        UTF_8))
                .contains("authorization: Bearer its own")
                .doesNotContain("Basic");
    }

    @ParameterizedTest
    @CsvSource({
        "169.254.169.254, 169.254.169.254",
        "169.254.0.1, 169.254.0.1",
        "fe80::1, [fe80:0:0:0:0:0:0:1]",
        "febf::1, [febf:0:0:0:0:0:0:1]",
        "fd00:ec2::254, [fd00:ec2:0:0:0:0:0:254]",
        "::ffff:169.254.169.254, 169.254.169.254"
    })
    void link_local_and_metadata_addresses_are_refused_unless_only_this_machine_says_where_callbacks_go(
            String address, String shown) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK);
                SocketSender wide = new SocketSender(
                        host -> new InetAddress[] {
                            InetAddress.getByName(address), InetAddress.getByName(host.replace("name", "127.0.0.3"))
                        },
                        () -> null,
                        false)) {
            CallbackUrl nobody = CallbackUrl.parse("http://name:" + receiver.port() + "/latest");
            Reply reply =
                    wide.send(nobody, request(), Transmission.ORDINARY, LONG).join();
            assertThat(reply.error())
                    .startsWith("not sent: the simulator listens beyond this machine (--host), and then calls no"
                            + " link-local or cloud metadata address at " + shown + ":" + receiver.port() + "; ")
                    .endsWith("connection refused at 127.0.0.3:" + receiver.port());

            // Another address of the same name is called, as ever.
            assertThat(wide.send(receiver.url(), request(), Transmission.ORDINARY, LONG)
                            .join()
                            .inWords())
                    .isEqualTo("200");
        }
    }

    @Test
    void a_link_local_address_may_be_called_when_only_this_machine_says_where_callbacks_go() {
        Reply reply = post(CallbackUrl.parse("http://169.254.0.1:9"), SHORT);
        assertThat(reply.failure()).isNotEqualTo(OutcomeCode.NOT_SENT);
    }

    @Test
    void an_address_that_stays_silent_leaves_time_for_the_next_one() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"));
                RawReceiver receiver = RawReceiver.on(
                        new ServerSocket(full.getLocalPort(), 50, InetAddress.getByName("127.0.0.1")), line -> {
                            line.request();
                            line.write(OK);
                        })) {
            List<SocketChannel> filling = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(full.getLocalSocketAddress());
                filling.add(channel);
            }
            CallbackUrl to = CallbackUrl.parse("http://two_addresses.test:" + receiver.port());

            assertThat(post(to, Duration.ofSeconds(2)).inWords()).isEqualTo("200");

            CallbackUrl alone = CallbackUrl.parse("http://127.0.0.2:" + receiver.port());
            assertThat(post(alone, SHORT).error())
                    .isEqualTo("no complete answer within 300 ms at 127.0.0.2:" + receiver.port());
            for (SocketChannel channel : filling) {
                channel.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK//|no length",
                "HTTP/1.1 200 OK//abc|no length",
                "HTTP/1.1 200 OK/Connection: close//abc|no length",
                "HTTP/1.0 200 OK//abc|no length",
                "HTTP/1.1 200 OK/Content-Length: 10//abc|10 bytes",
                "HTTP/1.1 200 OK/Connection: close/Content-Length: 10//abc|10 bytes",
                "HTTP/1.1 200 OK/Transfer-Encoding: chunked//3/abc/|chunk",
                "HTTP/1.1 200 OK/Connection: close/Transfer-Encoding: chunked//3/ab|chunk"
            })
    void a_200_whose_body_never_ends_is_a_failed_attempt_each_time_and_says_what_is_missing(
            String answer, String missing) {
        String words = switch (missing) {
            case "no length" -> "the body has no length and ends only with the connection";
            case "chunk" -> "the last chunk of the body is missing";
            default -> "the body of 10 bytes is not complete";
        };
        AtomicInteger requests = new AtomicInteger();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            // The second one comes over a kept connection.
            while (!line.request().isEmpty()) {
                line.write(requests.incrementAndGet() == 2 ? OK : lines(answer));
            }
        })) {
            List<String> seen = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                seen.add(post(receiver.url(), SHORT).inWords());
            }
            String failed = "answered 200, but no complete answer within 300 ms" + at(receiver) + "; " + words;
            assertThat(seen).containsExactly(failed, "200", failed, failed);
            assertThat(receiver.connections()).isEqualTo(3);
        }
    }
}
