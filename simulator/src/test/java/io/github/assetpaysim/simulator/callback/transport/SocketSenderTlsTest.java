package io.github.assetpaysim.simulator.callback.transport;

import static io.github.assetpaysim.simulator.support.RawReceiver.OK;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.assetpaysim.simulator.dialect.SignedRequest;
import io.github.assetpaysim.simulator.support.RawReceiver;
import io.github.assetpaysim.simulator.support.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketSenderTlsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final SignedRequest REQUEST =
            new SignedRequest("{\"name\":\"★ Bayonet™\"}".getBytes(UTF_8), Map.of("A", "b"));

    private static SelfSigned localhost;
    private static SelfSigned elsewhere;

    private final SocketSender sender = new SocketSender(
            host -> InetAddress.getAllByName(host.replaceFirst("\\.$", "")), localhost::trusting, true);

    @BeforeAll
    static void certificates(@TempDir Path folder) throws Exception {
        localhost = SelfSigned.of(folder, "dns:localhost,ip:127.0.0.1");
        elsewhere = SelfSigned.of(folder, "dns:elsewhere.example");
    }

    @AfterEach
    void stop() {
        sender.close();
    }

    private static CallbackUrl url(RawReceiver receiver) {
        return CallbackUrl.parse("https://localhost:" + receiver.port() + "/callback");
    }

    private static String bytes(CallbackUrl to) {
        return bytes(to, false);
    }

    private static String bytes(CallbackUrl to, boolean kept) {
        return new String(Request.of(to, REQUEST, kept).bytes(), ISO_8859_1);
    }

    private static Reply wait(CompletableFuture<Reply> reply) {
        return reply.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, localhost, WHOLE",
        "TLSv1.2, localhost, WHOLE",
        "TLSv1.3, localhost., WHOLE",
        "TLSv1.3, 127.0.0.1, WHOLE",
        "TLSv1.3, localhost, SLOWLY",
        "TLSv1.2, localhost, SLOWLY"
    })
    void a_trusted_receiver_gets_everything_and_is_told_which_host_is_meant(
            String dialect, String host, Transmission.Way way) throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        try (RawReceiver receiver = RawReceiver.on(localhost.listen(dialect), line -> {
            arrived.add(line.request());
            arrived.add(((ExtendedSSLSession) ((SSLSocket) line.socket()).getSession())
                    .getRequestedServerNames()
                    .toString());
            line.write(OK);
        })) {
            CallbackUrl to = CallbackUrl.parse("https://" + host + ":" + receiver.port() + "/callback");

            Reply reply = wait(sender.send(to, REQUEST, Transmission.of(way), LONG));

            assertThat(reply.error()).isNull();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(arrived.take()).isEqualTo(bytes(to, way == Transmission.Way.WHOLE));
            assertThat(arrived.take())
                    .isEqualTo(host.startsWith("localhost") ? "[type=host_name (0), value=localhost]" : "[]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, '', false",
        "TLSv1.2, '', false",
        "TLSv1.3, '', true",
        "TLSv1.2, '', true",
        "TLSv1.3, stray, false"
    })
    void a_connection_is_used_again_unless_it_has_ended_or_too_much_has_come(String dialect, String stray, boolean ends)
            throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + "x".repeat(5000) + stray;
        CountDownLatch answered = new CountDownLatch(ends ? 1 : 0);
        CountDownLatch ended = new CountDownLatch(ends ? 1 : 0);
        try (RawReceiver receiver = RawReceiver.on(localhost.listen(dialect), line -> {
            while (!line.request().isEmpty()) {
                line.write(answer);
                if (ended.getCount() > 0) {
                    RawReceiver.await(answered, LONG);
                    line.socket().setSoLinger(true, 10);
                    line.socket().close();
                    ended.countDown();
                }
            }
        })) {
            assertThat(wait(sender.send(url(receiver), REQUEST, Transmission.ORDINARY, LONG))
                            .inWords())
                    .isEqualTo("200");
            answered.countDown();
            RawReceiver.await(ended, LONG);

            assertThat(wait(sender.send(url(receiver), REQUEST, Transmission.ORDINARY, LONG))
                            .inWords())
                    .isEqualTo("200");
            assertThat(receiver.connections()).isEqualTo(ends || !stray.isEmpty() ? 2 : 1);
        }
    }

    /** With TLS 1.2 the JDK's receivers cannot answer any more after the end of the stream. */
    @ParameterizedTest
    @CsvSource({"TLSv1.3, the answer was 400", "TLSv1.2, connection broken: closed without an answer"})
    void half_of_a_body_arrives_and_the_answer_to_it_is_told(String dialect, String then) throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        try (RawReceiver receiver = RawReceiver.on(localhost.listen(dialect), line -> {
            arrived.add(line.read(
                    bytes(CallbackUrl.parse("https://localhost:10000/callback")).length()));
            line.write("HTTP/1.1 400 Half\r\nContent-Length: 0\r\n\r\n");
        })) {
            Reply reply = wait(sender.send(url(receiver), REQUEST, Transmission.of(Transmission.Way.HALF), LONG));

            String whole = bytes(url(receiver));
            int second = REQUEST.body().length - REQUEST.body().length / 2;
            assertThat(arrived.take()).isEqualTo(whole.substring(0, whole.length() - second));
            assertThat(reply.error()).isEqualTo("sent half of the body and hung up, as planned; " + then);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void a_reset_comes_when_the_answer_begins(String dialect) throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        try (RawReceiver receiver = RawReceiver.on(localhost.listen(dialect), line -> {
            arrived.add(line.request());
            line.write(OK);
            try {
                arrived.add("the end after " + line.readToEnd());
            } catch (IOException e) {
                arrived.add(e.getMessage());
            }
        })) {
            Reply reply = wait(sender.send(url(receiver), REQUEST, Transmission.of(Transmission.Way.THEN_RESET), LONG));

            assertThat(arrived.take()).isEqualTo(bytes(url(receiver)));
            assertThat(arrived.take()).isEqualTo("Connection reset");
            assertThat(reply.error()).isEqualTo("sent everything and reset the connection, as planned");
        }
    }

    @Test
    void no_last_byte_goes_before_everybody_is_ready() throws Exception {
        CountDownLatch started = new CountDownLatch(19);
        CompletableFuture<String> first = new CompletableFuture<>();
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger number = new AtomicInteger();
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        try (RawReceiver receiver = RawReceiver.on(localhost.listen("TLSv1.3"), line -> {
            if (number.incrementAndGet() == 10) {
                try {
                    gate.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    return;
                }
            }
            String start = line.read(
                    bytes(CallbackUrl.parse("https://localhost:10000/callback")).length() - 1);
            started.countDown();
            String last = line.read(1);
            first.complete(last);
            arrived.add(start + last);
            line.write(OK);
        })) {
            List<CompletableFuture<Reply>> replies =
                    sender.sendAtOnce(url(receiver), Collections.nCopies(20, REQUEST), LONG.plus(LONG));
            assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> first.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

            gate.countDown();

            for (CompletableFuture<Reply> reply : replies) {
                assertThat(wait(reply).status()).isEqualTo(200);
            }
            assertThat(arrived).hasSize(20).containsOnly(bytes(url(receiver)));
        }
    }

    @Test
    void one_that_cannot_connect_holds_up_the_others_for_half_of_the_time_out_only() throws Exception {
        AtomicInteger number = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        try (RawReceiver receiver = RawReceiver.on(localhost.listen("TLSv1.3"), line -> {
            if (number.incrementAndGet() == 10) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    return;
                }
            }
            line.request();
            line.write(OK);
        })) {
            List<CompletableFuture<Reply>> replies =
                    sender.sendAtOnce(url(receiver), Collections.nCopies(20, REQUEST), Duration.ofSeconds(6));

            List<String> told = new ArrayList<>();
            for (CompletableFuture<Reply> reply : replies) {
                Reply each = wait(reply);
                told.add(each.status() == null ? each.error() : each.status().toString());
            }
            assertThat(told).hasSize(20).contains("not ready when the others went");
            assertThat(told.stream().filter("200"::equals)).as(told.toString()).hasSize(19);
        }
    }

    @ParameterizedTest
    @EnumSource(Transmission.Way.class)
    void a_certificate_that_nobody_trusts_is_refused_whoever_sends(Transmission.Way way) throws Exception {
        try (RawReceiver receiver = RawReceiver.on(localhost.listen("TLSv1.3"), RawReceiver.Line::request);
                SocketSender distrustful = new SocketSender(true)) {
            Reply reply = wait(distrustful.send(url(receiver), REQUEST, Transmission.of(way), LONG));

            assertThat(reply.failure()).isEqualTo(OutcomeCode.TLS);
            assertThat(reply.error())
                    .isEqualTo("certificate not accepted: unable to find valid certification path to requested target"
                            + " at 127.0.0.1:" + receiver.port());
        }
    }

    @Test
    void a_certificate_for_another_host_is_refused() throws Exception {
        try (SocketSender trusting = new SocketSender(InetAddress::getAllByName, elsewhere::trusting, true);
                RawReceiver receiver = RawReceiver.on(elsewhere.listen("TLSv1.3"), RawReceiver.Line::request)) {
            assertThat(wait(trusting.send(url(receiver), REQUEST, Transmission.of(Transmission.Way.WHOLE), LONG))
                            .error())
                    .startsWith("certificate not accepted: No subject alternative DNS name matching localhost found.");
        }
    }

    @Test
    void a_receiver_without_tls_fails_the_handshake() {
        try (RawReceiver receiver = RawReceiver.doing(line -> line.write("HTTP/1.1 400 Bad\r\n\r\n"))) {
            assertThat(wait(sender.send(url(receiver), REQUEST, Transmission.of(Transmission.Way.HALF), LONG))
                            .failure())
                    .isEqualTo(OutcomeCode.TLS);
        }
    }

    @Test
    void a_handshake_that_never_ends_is_ended_by_the_time_out() throws Exception {
        CompletableFuture<Void> hungUp = new CompletableFuture<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.awaitHangUp();
            hungUp.complete(null);
        })) {
            assertThat(wait(sender.send(
                                    url(receiver),
                                    REQUEST,
                                    Transmission.of(Transmission.Way.HALF),
                                    Duration.ofMillis(200)))
                            .failure())
                    .isEqualTo(OutcomeCode.TIMEOUT);
            hungUp.get(10, TimeUnit.SECONDS);
        }
    }
}
