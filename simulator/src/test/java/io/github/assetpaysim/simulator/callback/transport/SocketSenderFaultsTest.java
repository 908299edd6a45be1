package io.github.assetpaysim.simulator.callback.transport;

import static io.github.assetpaysim.simulator.support.RawReceiver.OK;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.dialect.SignedRequest;
import io.github.assetpaysim.simulator.support.RawReceiver;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What faults do on a connection, and requests at the same instant. */
class SocketSenderFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final SignedRequest REQUEST = request("{\"name\":\"★ Bayonet™\"}");
    private static final String HALF = "sent half of the body and hung up, as planned";
    private static final String RESET = "sent everything and reset the connection, as planned";

    private final SocketSender sender = new SocketSender(true);
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        sender.close();
    }

    private static SignedRequest request(String body) {
        return new SignedRequest(body.getBytes(UTF_8), Map.of("Content-Type", "application/json"));
    }

    /** All bytes of a request on a connection of its own. */
    private static String bytes(int port, SignedRequest request) {
        return "POST /callback HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Length: " + request.body().length
                + "\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n"
                + new String(request.body(), ISO_8859_1);
    }

    private static Reply wait(CompletableFuture<Reply> reply) {
        return reply.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private Reply send(RawReceiver receiver, SignedRequest request, Transmission transmission, Duration timeout) {
        return wait(sender.send(receiver.url(), request, transmission, timeout));
    }

    private String taken() throws InterruptedException {
        return arrived.poll(30, TimeUnit.SECONDS);
    }

    /** What the receiver saw after the request: a reset, or something else in words. */
    private static String ending(RawReceiver.Line line) throws IOException {
        try {
            return "the end after '" + line.readToEnd() + "'";
        } catch (SocketException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n"})
    void half_of_a_body_arrives_and_what_is_answered_to_it_is_told_but_does_not_count(String answer) throws Exception {
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            arrived.add(line.readToEnd());
            line.write(answer);
        })) {
            Reply reply = send(receiver, REQUEST, Transmission.of(Transmission.Way.HALF), LONG);

            int second = REQUEST.body().length - REQUEST.body().length / 2;
            String whole = bytes(receiver.port(), REQUEST);
            assertThat(taken()).isEqualTo(whole.substring(0, whole.length() - second));
            assertThat(reply.failure()).isEqualTo(OutcomeCode.CUT_BY_FAULT);
            assertThat(reply.status()).isNull();
            assertThat(reply.error())
                    .isEqualTo(HALF + "; "
                            + (answer.isEmpty()
                                    ? "connection broken: closed without an answer"
                                    : "the answer was " + answer.substring(9, 12)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OK, "H", "HTTP/1.1 100 Continue\r\n\r\n"})
    void a_reset_comes_when_the_answer_begins_and_the_receiver_has_everything(String answer) throws Exception {
        // So long that a reset before the answer would destroy some of it.
        SignedRequest big = request("x".repeat(2_000_000));
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            arrived.add(line.request());
            line.write(answer);
            arrived.add(ending(line));
        })) {
            Reply reply = send(receiver, big, Transmission.of(Transmission.Way.THEN_RESET), LONG);

            assertThat(taken()).isEqualTo(bytes(receiver.port(), big));
            assertThat(taken()).isEqualTo("Connection reset");
            assertThat(reply.failure()).isEqualTo(OutcomeCode.CUT_BY_FAULT);
            assertThat(reply.error()).isEqualTo(RESET);
        }
    }

    @Test
    void without_an_answer_half_a_request_and_a_reset_end_with_the_time_out() throws Exception {
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            arrived.add(line.request());
            arrived.add(ending(line));
        })) {
            Reply reset = send(receiver, REQUEST, Transmission.of(Transmission.Way.THEN_RESET), SHORT);

            assertThat(taken()).isEqualTo(bytes(receiver.port(), REQUEST));
            assertThat(taken()).isEqualTo("Connection reset");
            assertThat(reset.error()).isEqualTo(RESET + "; no complete answer within 300 ms");
        }
        CompletableFuture<Void> hungUp = new CompletableFuture<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.readToEnd();
            RawReceiver.await(new CountDownLatch(1), SHORT);
            try {
                while (true) {
                    line.write(OK.repeat(100));
                }
            } catch (IOException e) {
                hungUp.complete(null);
            }
        })) {
            Reply half = send(receiver, REQUEST, Transmission.of(Transmission.Way.HALF), SHORT.dividedBy(2));

            assertThat(half.failure()).isEqualTo(OutcomeCode.CUT_BY_FAULT);
            assertThat(half.error()).isEqualTo(HALF + "; no complete answer within 150 ms");
            hungUp.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_slow_request_takes_its_time_and_arrives_whole_in_many_parts() throws Exception {
        SignedRequest request = request("x".repeat(2000));
        BlockingQueue<Long> nanos = new LinkedBlockingQueue<>();
        List<Integer> parts = new ArrayList<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            byte[] read = new byte[bytes(line.socket().getLocalPort(), request).length()];
            int at = 0;
            long first = 0;
            while (at < read.length) {
                int part = line.socket().getInputStream().read(read, at, read.length - at);
                first = at == 0 ? System.nanoTime() : first;
                parts.add(part);
                at += part;
            }
            nanos.add(System.nanoTime() - first);
            arrived.add(new String(read, ISO_8859_1));
            line.write(OK);
        })) {
            Reply reply = send(receiver, request, Transmission.slowly(Duration.ofMillis(600)), LONG);

            assertThat(reply.inWords()).isEqualTo("200");
            assertThat(taken()).isEqualTo(bytes(receiver.port(), request));
            assertThat(Duration.ofNanos(nanos.take())).isBetween(Duration.ofMillis(550), Duration.ofSeconds(10));
            assertThat(parts).hasSizeBetween(20, 50);
        }
    }

    /** However far a sender comes in its time, the last cut is inside a character, wherever equal parts would end. */
    @Test
    void a_slow_request_is_cut_inside_its_characters_of_several_bytes() throws Exception {
        List<SignedRequest> requests = IntStream.range(0, 3)
                .mapToObj(moved -> request("x".repeat(moved) + "★".repeat(4000)))
                .toList();
        try (RawReceiver receiver = RawReceiver.doing(line -> arrived.add(line.readToEnd()))) {
            requests.stream()
                    .map(each -> sender.send(
                            receiver.url(), each, Transmission.slowly(Duration.ofMinutes(1)), Duration.ofSeconds(1)))
                    .toList()
                    .forEach(SocketSenderFaultsTest::wait);

            Set<Integer> lengths = new HashSet<>();
            for (SignedRequest ignored : requests) {
                String part = taken();
                String whole = requests.stream()
                        .map(each -> bytes(receiver.port(), each))
                        .filter(each -> each.startsWith(part))
                        .findFirst()
                        .orElseThrow();
                assertThat(whole.charAt(part.length()) & 0xC0)
                        .as("the first bits of the byte at " + part.length())
                        .isEqualTo(0x80);
                lengths.add(whole.length());
            }
            assertThat(lengths).hasSameSizeAs(requests);
        }
    }

    @Test
    void a_slow_request_that_outlasts_its_time_out_says_how_far_it_came() throws Exception {
        try (RawReceiver receiver = RawReceiver.doing(line -> arrived.add(line.readToEnd()))) {
            Reply reply = send(receiver, REQUEST, Transmission.slowly(Duration.ofSeconds(30)), Duration.ofSeconds(1));

            String all = bytes(receiver.port(), REQUEST);
            String part = taken();
            assertThat(all).startsWith(part).isNotEqualTo(part);
            assertThat(reply.failure()).isEqualTo(OutcomeCode.TIMEOUT);
            assertThat(reply.error())
                    .isEqualTo("no complete answer within 1 s; only " + part.length() + " of " + all.length()
                            + " bytes were sent at 127.0.0.1:" + receiver.port());
        }
    }

    @Test
    void an_answer_before_the_end_of_a_slow_request_is_taken() {
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.read(10);
            line.write("HTTP/1.1 408 Too slow\r\nContent-Length: 0\r\n\r\n");
        })) {
            assertThat(send(receiver, REQUEST, Transmission.slowly(Duration.ofSeconds(1)), LONG)
                            .inWords())
                    .isEqualTo("408");
        }
    }

    @Test
    void requests_at_once_arrive_whole_on_connections_of_their_own_with_their_last_bytes_together() throws Exception {
        int many = 20;
        int rounds = 20;
        List<SignedRequest> requests = IntStream.range(0, many)
                .mapToObj(i -> request("{\"n\":" + (100 + i) + "}"))
                .toList();
        int length = bytes(10_000, requests.get(0)).length();
        BlockingQueue<Long> lasts = new LinkedBlockingQueue<>();
        List<Long> spreads = new ArrayList<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            String start = line.read(length - 1);
            String last = line.read(1);
            lasts.add(System.nanoTime());
            arrived.add(start + last);
            String body = (start + last).split("\r\n\r\n")[1];
            line.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        })) {
            for (int round = 1; round <= rounds; round++) {
                List<CompletableFuture<Reply>> replies = sender.sendAtOnce(receiver.url(), requests, LONG);
                for (int i = 0; i < many; i++) {
                    Reply reply = wait(replies.get(i));
                    assertThat(reply.inWords()).isEqualTo("200");
                    assertThat(reply.body()).isEqualTo(requests.get(i).body());
                }
                assertThat(receiver.connections()).isEqualTo(many * round);
                assertThat(arrived)
                        .containsExactlyInAnyOrderElementsOf(requests.stream()
                                .map(request -> bytes(receiver.port(), request))
                                .toList());
                arrived.clear();
                List<Long> times = new ArrayList<>();
                lasts.drainTo(times);
                spreads.add(Collections.max(times) - Collections.min(times));
            }
        }
        spreads.sort(null);
        assertThat(Duration.ofNanos(spreads.get(rounds / 2))).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void hundreds_of_requests_go_at_once() {
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            List<CompletableFuture<Reply>> replies =
                    sender.sendAtOnce(receiver.url(), Collections.nCopies(300, REQUEST), LONG);

            assertThat(replies).hasSize(300);
            assertThat(replies)
                    .allSatisfy(reply -> assertThat(wait(reply).inWords()).isEqualTo("200"));
        }
    }

    @Test
    void requests_at_once_to_nobody_are_refused_one_by_one() throws Exception {
        assertThat(sender.sendAtOnce(RawReceiver.nobody(), List.of(REQUEST, REQUEST), LONG))
                .hasSize(2)
                .allSatisfy(reply -> assertThat(wait(reply).failure()).isEqualTo(OutcomeCode.CONNECTION_REFUSED));
        assertThat(sender.sendAtOnce(CallbackUrl.parse("http://127.0.0.1/"), List.of(), LONG))
                .isEmpty();
    }

    @Test
    void a_receiver_that_reads_nothing_is_given_up_after_the_time_out() {
        SignedRequest big = request("x".repeat(20_000_000));
        CountDownLatch done = new CountDownLatch(1);
        try (RawReceiver receiver = RawReceiver.doing(line -> RawReceiver.await(done, LONG))) {
            for (Transmission.Way way :
                    List.of(Transmission.Way.WHOLE, Transmission.Way.HALF, Transmission.Way.THEN_RESET)) {
                assertThat(send(receiver, big, Transmission.of(way), SHORT).failure())
                        .isEqualTo(OutcomeCode.TIMEOUT);
            }
            assertThat(sender.sendAtOnce(receiver.url(), List.of(big, big), SHORT))
                    .allSatisfy(
                            reply -> assertThat(wait(reply).failure()).isIn(OutcomeCode.NOT_SENT, OutcomeCode.TIMEOUT));
            done.countDown();
        }
    }

    @Test
    void closing_ends_everything_under_way_and_nothing_begins_afterwards() throws Exception {
        CountDownLatch begun = new CountDownLatch(5);
        CountDownLatch hungUp = new CountDownLatch(5);
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.read(1);
            begun.countDown();
            line.awaitHangUp();
            hungUp.countDown();
        })) {
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            for (Transmission.Way way :
                    List.of(Transmission.Way.WHOLE, Transmission.Way.THEN_RESET, Transmission.Way.SLOWLY)) {
                replies.add(sender.send(receiver.url(), REQUEST, new Transmission(way, LONG), LONG));
            }
            replies.addAll(sender.sendAtOnce(receiver.url(), List.of(REQUEST, REQUEST), LONG));
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

            sender.close();

            assertThat(hungUp.await(30, TimeUnit.SECONDS)).isTrue();
            replies.add(sender.send(receiver.url(), REQUEST, Transmission.ORDINARY, LONG));
            replies.addAll(sender.sendAtOnce(receiver.url(), List.of(REQUEST), LONG));
            assertThat(replies)
                    .allSatisfy(reply -> assertThat(wait(reply).error()).contains("the simulator stops"));
        }
    }

    @Test
    void closing_while_others_send_leaves_no_reply_open() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            for (int round = 0; round < 50; round++) {
                SocketSender shortLived = new SocketSender(true);
                BlockingQueue<CompletableFuture<Reply>> replies = new LinkedBlockingQueue<>();
                List<Thread> senders = IntStream.range(0, 3)
                        .mapToObj(i -> new Thread(() -> {
                            for (Transmission.Way way : Transmission.Way.values()) {
                                replies.add(shortLived.send(receiver.url(), REQUEST, Transmission.of(way), LONG));
                                replies.addAll(shortLived.sendAtOnce(receiver.url(), List.of(REQUEST, REQUEST), LONG));
                            }
                        }))
                        .toList();
                senders.forEach(Thread::start);
                shortLived.close();
                for (Thread thread : senders) {
                    thread.join();
                }
                for (CompletableFuture<Reply> reply : replies) {
                    reply.get(10, TimeUnit.SECONDS);
                }
            }
        }
    }
}
