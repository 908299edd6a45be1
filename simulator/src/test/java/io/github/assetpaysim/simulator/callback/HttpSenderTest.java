package io.github.assetpaysim.simulator.callback;

import static io.github.assetpaysim.simulator.support.RawReceiver.OK;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.dialect.Letter;
import io.github.assetpaysim.simulator.support.RawReceiver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSenderTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Letter LETTER = new Letter(
            "{\"name\":\"★ Bayonet™\"}".getBytes(UTF_8),
            Map.of("Content-Type", "application/json", "User-Agent", "assetpay-simulator/1"));

    private final HttpSender sender = new HttpSender();

    @AfterEach
    void stop() {
        sender.close();
    }

    private Reply post(RawReceiver receiver, Duration timeout) {
        return post(receiver.url(), timeout);
    }

    private Reply post(URI to, Duration timeout) {
        return sender.send(to, LETTER, Manner.ORDINARY, timeout)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void a_letter_is_posted_byte_for_byte_over_http_1_1_without_any_upgrade() {
        List<String> requests = new CopyOnWriteArrayList<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            requests.add(line.request());
            line.write(OK);
        })) {
            assertThat(post(receiver, LONG).status()).isEqualTo(200);
            assertThat(post(receiver, LONG).status()).isEqualTo(200);
        }
        String[] parts = requests.get(1).split("\r\n\r\n", 2);
        assertThat(parts[0]).startsWith("POST /callback HTTP/1.1\r\n");
        assertThat(parts[0].lines())
                .contains("Content-Type: application/json", "User-Agent: assetpay-simulator/1")
                .noneMatch(line -> line.matches("(?i)(upgrade|http2-settings|connection|transfer-encoding|expect):.*"));
        assertThat(parts[1].getBytes(ISO_8859_1)).isEqualTo(LETTER.body());
    }

    @Test
    void where_the_jvm_goes_through_a_proxy_letters_do_too() {
        List<String> requests = new CopyOnWriteArrayList<>();
        try (RawReceiver proxy = RawReceiver.doing(line -> {
                    requests.add(line.request());
                    line.write(OK);
                });
                HttpSender proxied = new HttpSender(() -> ProxySelector.of(
                        new InetSocketAddress("127.0.0.1", proxy.url().getPort())))) {
            URI to = URI.create("http://merchant.test/callback");
            for (int i = 0; i < 2; i++) {
                Reply reply = proxied.send(to, LETTER, Manner.ORDINARY, LONG)
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join();
                assertThat(reply.status()).as(reply.error()).isEqualTo(200);
            }
        }
        assertThat(requests)
                .hasSize(2)
                .allMatch(request -> request.startsWith("POST http://merchant.test/callback HTTP/1.1\r\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 301, 302, 303, 307, 308, 400, 401, 403, 404, 407, 408, 429, 500, 503})
    void every_status_is_told_as_it_came_and_no_redirect_is_followed(int status) {
        try (RawReceiver elsewhere = RawReceiver.doing(line -> line.write(OK));
                RawReceiver receiver = RawReceiver.answering("HTTP/1.1 " + status + " As told\r\nLocation: "
                        + elsewhere.url() + (status == 204 ? "" : "\r\nContent-Length: 0") + "\r\n\r\n")) {
            Reply reply = post(receiver, LONG);

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.error()).isNull();
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, false", "19999, false", "20000, false", "20001, true", "100000, true"})
    void of_an_answer_20_kB_are_kept_and_more_is_said_to_be_cut_off(int length, boolean truncated) {
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.request();
            line.write("HTTP/1.1 200 OK\r\nX-Trace: 7\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length));
            line.awaitHangUp();
        })) {
            Reply reply = post(receiver, LONG);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers()).containsKey("x-trace");
            assertThat(reply.body())
                    .isEqualTo("x".repeat(Math.min(length, 20_000)).getBytes(UTF_8));
            assertThat(reply.truncated()).isEqualTo(truncated);
        }
    }

    @Test
    void an_endless_answer_is_cut_off_and_its_connection_closed() throws Exception {
        CompletableFuture<Void> hungUp = new CompletableFuture<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.request();
            line.write("HTTP/1.1 200 OK\r\n\r\n");
            try {
                while (true) {
                    line.write("x".repeat(1000));
                }
            } catch (IOException e) {
                hungUp.complete(null);
            }
        })) {
            Reply reply = post(receiver, LONG);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).hasSize(20_000);
            assertThat(reply.truncated()).isTrue();
            hungUp.get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Type: text/pl",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly some of it",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\n\r\nuntil the end of the connection",
                "HTTP/1.1 100 Continue\r\n\r\n"
            })
    void an_answer_that_never_ends_fails_after_the_time_out_and_leaves_no_connection_behind(String beginning)
            throws Exception {
        CompletableFuture<Void> hungUp = new CompletableFuture<>();
        try (RawReceiver receiver = RawReceiver.hanging(beginning, hungUp)) {
            Reply reply = post(receiver, SHORT);

            assertThat(reply.status()).isNull();
            assertThat(reply.error()).isEqualTo("no complete answer within 200 ms");
            hungUp.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_receiver_that_is_not_there_refuses_the_connection() throws Exception {
        URI nobody = RawReceiver.nobody();
        assertThat(post(nobody, LONG).error()).isEqualTo("connection refused");
    }

    @Test
    void a_host_that_nobody_knows_is_called_unknown() {
        assertThat(post(URI.create("http://receiver.invalid/callback"), LONG).error())
                .isEqualTo("unknown host");
    }

    @Test
    void a_reset_instead_of_an_answer_is_a_broken_connection() {
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.request();
            line.reset();
        })) {
            Reply reply = post(receiver, LONG);

            assertThat(reply.status()).isNull();
            assertThat(reply.error()).startsWith("connection broken: ");
            // It may have been processed; sending it again would be an attempt that nobody counts.
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "SSH-2.0-OpenSSH_9.6\r\n"})
    void half_an_answer_is_a_broken_connection(String half) {
        try (RawReceiver receiver = RawReceiver.answering(half)) {
            Reply reply = post(receiver, LONG);

            assertThat(reply.status()).isNull();
            assertThat(reply.error()).startsWith("connection broken: ");
        }
    }

    @Test
    void a_connection_that_the_receiver_keeps_is_used_again() {
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            while (!line.request().isEmpty()) {
                line.write(OK);
            }
        })) {
            for (int i = 0; i < 5; i++) {
                assertThat(post(receiver, LONG).status()).isEqualTo(200);
            }
            // The first letter asks for the version, and for the connection to be closed.
            assertThat(receiver.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_kept_connection_that_the_receiver_has_closed_does_not_fail_the_next_letter() throws Exception {
        CompletableFuture<Void> noticed = new CompletableFuture<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.request();
            line.write(OK);
            line.endOutput();
            line.awaitHangUp();
            noticed.complete(null);
        })) {
            assertThat(post(receiver, LONG).status()).isEqualTo(200);
            noticed.get(10, TimeUnit.SECONDS);

            assertThat(post(receiver, LONG).status()).isEqualTo(200);
            assertThat(receiver.connections()).isEqualTo(2);
        }
    }

    @Test
    void one_hanging_receiver_does_not_delay_letters_to_others() {
        try (RawReceiver hanging = RawReceiver.doing(RawReceiver.Line::awaitHangUp);
                RawReceiver good = RawReceiver.answering(OK)) {
            for (int i = 0; i < 20; i++) {
                sender.send(hanging.url(), LETTER, Manner.ORDINARY, LONG);
            }
            assertThat(post(good, Duration.ofSeconds(10)).status()).isEqualTo(200);
        }
    }

    @Test
    void half_a_letter_and_letters_at_once_go_over_connections_of_their_own() {
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.request();
            line.write(OK);
            line.awaitHangUp();
        })) {
            post(receiver, LONG);

            String half = sender.send(receiver.url(), LETTER, Manner.of(Manner.Way.HALF), LONG)
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join()
                    .error();
            List<CompletableFuture<Reply>> atOnce = sender.sendAtOnce(receiver.url(), List.of(LETTER, LETTER), LONG);

            assertThat(half).startsWith("sent half of the body and hung up, as planned");
            for (CompletableFuture<Reply> reply : atOnce) {
                assertThat(reply.orTimeout(30, TimeUnit.SECONDS).join().status())
                        .isEqualTo(200);
            }
            assertThat(receiver.connections()).isEqualTo(4);
        }
    }

    @Test
    void closing_ends_letters_that_go_over_plain_sockets() {
        try (RawReceiver receiver = RawReceiver.doing(RawReceiver.Line::awaitHangUp)) {
            CompletableFuture<Reply> slow =
                    sender.send(receiver.url(), LETTER, Manner.slowly(Duration.ofSeconds(10)), LONG);

            sender.close();

            assertThat(slow.orTimeout(30, TimeUnit.SECONDS).join().error())
                    .isEqualTo("connection broken: the simulator stops");
        }
    }

    @Test
    void a_receiver_that_speaks_HTTP_1_0_gets_each_letter_on_a_connection_of_its_own() {
        try (RawReceiver old = RawReceiver.answering("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            for (int i = 0; i < 300; i++) {
                assertThat(post(old, LONG).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void a_modern_receiver_that_becomes_an_old_one_fails_once_at_most() {
        AtomicBoolean isOld = new AtomicBoolean();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            while (!line.request().isEmpty()) {
                line.write("HTTP/1." + (isOld.get() ? "0" : "1") + " 200 OK\r\nContent-Length: 2\r\n\r\nok");
                if (isOld.get()) {
                    return;
                }
            }
        })) {
            for (int i = 0; i < 10; i++) {
                assertThat(post(receiver, LONG).status()).isEqualTo(200);
            }
            isOld.set(true);
            int failures = 0;
            for (int i = 0; i < 100; i++) {
                failures += post(receiver, LONG).status() == null ? 1 : 0;
            }
            assertThat(failures).isLessThanOrEqualTo(1);
        }
    }
}
