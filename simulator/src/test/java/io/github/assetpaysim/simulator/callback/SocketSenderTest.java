package io.github.assetpaysim.simulator.callback;

import static io.github.assetpaysim.simulator.support.RawReceiver.OK;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.assetpaysim.simulator.dialect.Letter;
import io.github.assetpaysim.simulator.support.RawReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketSenderTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Letter LETTER = letter("{\"name\":\"★ Bayonet™\"}");

    private final SocketSender sender = new SocketSender();

    @AfterEach
    void stop() {
        sender.close();
    }

    private static Letter letter(String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "assetpay-simulator/1");
        headers.put("Content-Type", "application/json");
        return new Letter(body.getBytes(UTF_8), headers);
    }

    private static String bytes(URI to, Letter letter) {
        return new String(RawRequest.of(to, letter).bytes(), ISO_8859_1);
    }

    private static Reply wait(CompletableFuture<Reply> reply) {
        return reply.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private Reply send(URI to, Letter letter, Manner manner, Duration timeout) {
        return wait(sender.send(to, letter, manner, timeout));
    }

    private Reply send(RawReceiver receiver, Manner.Way way, Duration timeout) {
        return send(receiver.url(), LETTER, Manner.of(way), timeout);
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(30, TimeUnit.SECONDS);
        assertThat(taken).isNotNull();
        return taken;
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("assetpay-socket-"))
                .peek(thread -> assertThat(thread.isDaemon()).isTrue())
                .count();
    }

    @ParameterizedTest
    @EnumSource(names = {"WHOLE", "THEN_RESET", "SLOWLY"})
    void all_bytes_of_an_ordinary_client_arrive_and_the_wish_to_close(Manner.Way way) throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
                    arrived.add(line.request());
                    line.write(OK);
                });
                HttpSender ordinary = new HttpSender()) {
            URI to = URI.create(receiver.url() + "/of%20mine?a=b&c=%2F");
            // The first letter to a receiver is not sent by the client.
            wait(ordinary.send(to, LETTER, Manner.ORDINARY, LONG));
            take(arrived);
            wait(ordinary.send(to, LETTER, Manner.ORDINARY, LONG));
            String expected = take(arrived);

            send(to, LETTER, Manner.of(way), LONG);
            String request = take(arrived);

            String[] expectedParts = expected.split("\r\n\r\n", 2);
            String[] parts = request.split("\r\n\r\n", 2);
            assertThat(parts[1]).isEqualTo(expectedParts[1]);
            List<String> lines = new ArrayList<>(expectedParts[0].lines().toList());
            lines.add("Connection: close");
            assertThat(parts[0].lines()).containsExactlyInAnyOrderElementsOf(lines);
            assertThat(parts[0]).startsWith(lines.get(0) + "\r\n");
            assertThat(request).isEqualTo(bytes(to, LETTER));
        }
    }

    @Test
    void an_ipv6_address_is_reached() throws Exception {
        try (RawReceiver receiver = RawReceiver.on(new ServerSocket(0, 50, InetAddress.getByName("::1")), line -> {
            line.request();
            line.write(OK);
        })) {
            URI to = URI.create("http://[::1]:" + receiver.port() + "/callback");

            assertThat(send(to, LETTER, Manner.of(Manner.Way.WHOLE), LONG).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void half_of_a_body_arrives_and_then_the_end() throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> arrived.add(line.readToEnd()))) {
            Reply reply = send(receiver, Manner.Way.HALF, LONG);

            String whole = bytes(receiver.url(), LETTER);
            int second = LETTER.body().length - LETTER.body().length / 2;
            assertThat(take(arrived)).isEqualTo(whole.substring(0, whole.length() - second));
            assertThat(reply.status()).isNull();
            assertThat(reply.error())
                    .isEqualTo(
                            "sent half of the body and hung up, as planned; connection broken: closed without an answer");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400})
    void what_a_receiver_answers_to_half_a_body_is_told_but_does_not_count(int status) {
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.readToEnd();
            line.write("HTTP/1.1 " + status + " Well\r\nContent-Length: 0\r\n\r\n");
        })) {
            Reply reply = send(receiver, Manner.Way.HALF, LONG);

            assertThat(reply.status()).isNull();
            assertThat(reply.error())
                    .isEqualTo("sent half of the body and hung up, as planned; the answer was " + status);
        }
    }

    @Test
    void a_receiver_that_keeps_waiting_for_the_other_half_does_so_until_the_time_out() throws Exception {
        CompletableFuture<Void> hungUp = new CompletableFuture<>();
        CountDownLatch done = new CountDownLatch(1);
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.readToEnd();
            awaitQuietly(done);
            try {
                while (true) {
                    line.write(OK);
                }
            } catch (IOException e) {
                hungUp.complete(null);
            }
        })) {
            assertThat(send(receiver, Manner.Way.HALF, SHORT).error())
                    .isEqualTo("sent half of the body and hung up, as planned; no complete answer within 200 ms");
            done.countDown();
            hungUp.get(30, TimeUnit.SECONDS);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the receiver saw after the request: a reset, or something else in words. */
    private static String ending(RawReceiver.Line line) {
        try {
            String more = line.readToEnd();
            return "the end after '" + more + "'";
        } catch (SocketException e) {
            return e.getMessage();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OK, "H", "HTTP/1.1 100 Continue\r\n\r\n"})
    void a_reset_comes_when_the_answer_begins_and_the_receiver_has_everything(String answer) throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            arrived.add(line.request());
            line.write(answer);
            arrived.add(ending(line));
        })) {
            Reply reply = send(receiver, Manner.Way.THEN_RESET, LONG);

            assertThat(take(arrived)).isEqualTo(bytes(receiver.url(), LETTER));
            assertThat(take(arrived)).isEqualTo("Connection reset");
            assertThat(reply.status()).isNull();
            assertThat(reply.error()).isEqualTo("sent everything and reset the connection, as planned");
        }
    }

    @Test
    void without_an_answer_the_reset_comes_with_the_time_out() throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            arrived.add(line.request());
            arrived.add(ending(line));
        })) {
            Reply reply = send(receiver, Manner.Way.THEN_RESET, SHORT);

            assertThat(take(arrived)).isEqualTo(bytes(receiver.url(), LETTER));
            assertThat(take(arrived)).isEqualTo("Connection reset");
            assertThat(reply.error())
                    .isEqualTo(
                            "sent everything and reset the connection, as planned; no complete answer within 200 ms");
        }
    }

    @Test
    void no_reset_destroys_what_a_slow_reader_has_not_read() throws Exception {
        Letter big = letter("x".repeat(2_000_000));
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            StringBuilder read = new StringBuilder();
            int length = bytes(line.socket().getLocalPort(), big).length();
            while (read.length() < length) {
                read.append(line.read(Math.min(10_000, length - read.length())));
                Thread.yield();
            }
            arrived.add(read.toString());
            line.write(OK);
            arrived.add(ending(line));
        })) {
            for (int round = 0; round < 20; round++) {
                send(receiver.url(), big, Manner.of(Manner.Way.THEN_RESET), LONG);

                assertThat(take(arrived)).isEqualTo(bytes(receiver.url(), big));
                assertThat(take(arrived)).isEqualTo("Connection reset");
            }
        }
    }

    private static String bytes(int port, Letter letter) {
        return bytes(URI.create("http://127.0.0.1:" + port + "/callback"), letter);
    }

    @Test
    void a_slow_letter_takes_its_time_and_arrives_whole_in_many_parts() throws Exception {
        Letter letter = letter("x".repeat(2000));
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        BlockingQueue<Long> nanos = new LinkedBlockingQueue<>();
        List<Integer> parts = new ArrayList<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            int length = bytes(line.socket().getLocalPort(), letter).length();
            byte[] read = new byte[length];
            int at = 0;
            long first = 0;
            while (at < length) {
                int part = line.socket().getInputStream().read(read, at, length - at);
                first = at == 0 ? System.nanoTime() : first;
                parts.add(part);
                at += part;
            }
            nanos.add(System.nanoTime() - first);
            arrived.add(new String(read, ISO_8859_1));
            line.write(OK);
        })) {
            Reply reply = send(receiver.url(), letter, Manner.slowly(Duration.ofMillis(600)), LONG);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(take(arrived)).isEqualTo(bytes(receiver.url(), letter));
            assertThat(Duration.ofNanos(take(nanos))).isBetween(Duration.ofMillis(550), Duration.ofSeconds(10));
            assertThat(parts).hasSizeBetween(20, 50);
        }
    }

    @Test
    void slow_letters_bind_no_threads_and_delay_nobody() throws Exception {
        int many = 400;
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        try (RawReceiver receiver = RawReceiver.on(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()), line -> {
            arrived.add(line.request());
            line.write(OK);
        })) {
            List<CompletableFuture<Reply>> replies = IntStream.range(0, many)
                    .mapToObj(i ->
                            sender.send(receiver.url(), LETTER, Manner.slowly(Duration.ofSeconds(3)), LONG.plus(LONG)))
                    .toList();
            await().until(() -> receiver.connections() == many);
            assertThat(arrived).isEmpty();
            for (CompletableFuture<Reply> reply : replies) {
                assertThat(wait(reply).status()).isEqualTo(200);
            }
            assertThat(arrived).hasSize(many).containsOnly(bytes(receiver.url(), LETTER));
        }
    }

    @Test
    void a_slow_letter_that_outlasts_its_time_out_says_how_far_it_came() throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> arrived.add(line.readToEnd()))) {
            Reply reply = send(receiver.url(), LETTER, Manner.slowly(Duration.ofSeconds(30)), Duration.ofSeconds(1));

            String all = bytes(receiver.url(), LETTER);
            String part = take(arrived);
            assertThat(all).startsWith(part).isNotEqualTo(part);
            assertThat(reply.error())
                    .isEqualTo("no complete answer within 1 s; only " + part.length() + " of " + all.length()
                            + " bytes were sent");
        }
    }

    @Test
    void an_answer_before_the_end_of_a_slow_letter_is_taken() {
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.read(10);
            line.write("HTTP/1.1 408 Too slow\r\nContent-Length: 0\r\n\r\n");
        })) {
            assertThat(send(receiver.url(), LETTER, Manner.slowly(Duration.ofSeconds(1)), LONG)
                            .status())
                    .isEqualTo(408);
        }
    }

    @Test
    void letters_at_once_arrive_whole_on_connections_of_their_own_with_their_last_bytes_together() throws Exception {
        int many = 20;
        int rounds = 30;
        List<Letter> letters = IntStream.range(0, many)
                .mapToObj(i -> letter("{\"n\":" + (100 + i) + "}"))
                .toList();
        int length = bytes(10_000, letters.get(0)).length();
        BlockingQueue<Long> lasts = new LinkedBlockingQueue<>();
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
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
                List<CompletableFuture<Reply>> replies = sender.sendAtOnce(receiver.url(), letters, LONG);
                for (int i = 0; i < many; i++) {
                    Reply reply = wait(replies.get(i));
                    assertThat(reply.status()).isEqualTo(200);
                    assertThat(reply.body()).isEqualTo(letters.get(i).body());
                }
                assertThat(receiver.connections()).isEqualTo(many * round);
                assertThat(arrived)
                        .containsExactlyInAnyOrderElementsOf(letters.stream()
                                .map(letter -> bytes(receiver.url(), letter))
                                .toList());
                arrived.clear();
                List<Long> times = new ArrayList<>();
                lasts.drainTo(times);
                times.sort(null);
                spreads.add(times.get(many - 1) - times.get(0));
            }
        }
        spreads.sort(null);
        assertThat(Duration.ofNanos(spreads.get(rounds / 2))).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void hundreds_of_letters_go_at_once() {
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            List<Letter> letters = IntStream.range(0, 300).mapToObj(i -> LETTER).toList();

            List<CompletableFuture<Reply>> replies = sender.sendAtOnce(receiver.url(), letters, LONG);

            assertThat(replies).hasSize(300);
            for (CompletableFuture<Reply> reply : replies) {
                assertThat(wait(reply)).extracting(Reply::status, Reply::error).containsExactly(200, null);
            }
        }
    }

    @Test
    void letters_at_once_to_nobody_are_refused_one_by_one() throws Exception {
        URI nobody = RawReceiver.nobody();
        List<Letter> letters = List.of(LETTER, LETTER, new Letter(new byte[0], Map.of("Bad name", "x")));

        List<String> errors = sender.sendAtOnce(URI.create(nobody + "/"), letters, LONG).stream()
                .map(reply -> wait(reply).error())
                .toList();

        assertThat(errors.subList(0, 2)).containsOnly("connection refused");
        assertThat(errors.get(2)).contains("the header \"Bad name\"");
        assertThat(sender.sendAtOnce(URI.create("http://127.0.0.1/"), List.of(), LONG))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nX-A: 1\r\nX-B:2\r\nx-a:  3 \r\n\r\nuntil the end",
                "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\nnonemore than that",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nTrailer: X\r\n\r\n1\r\na\r\n00\r\nX: y\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\nx",
                "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
            })
    void an_answer_is_read_as_the_ordinary_client_reads_it(String answer) {
        try (RawReceiver receiver = RawReceiver.answering(answer);
                HttpSender ordinary = new HttpSender()) {
            Reply expected = wait(ordinary.send(receiver.url(), LETTER, Manner.ORDINARY, LONG));

            Reply reply = send(receiver, Manner.Way.WHOLE, LONG);

            assertThat(expected.error()).isNull();
            assertThat(reply).usingRecursiveComparison().isEqualTo(expected);
        }
    }

    @Test
    void interim_answers_are_skipped() {
        try (RawReceiver receiver = RawReceiver.answering(
                "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK)) {
            Reply reply = send(receiver, Manner.Way.WHOLE, LONG);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers()).containsOnlyKeys("content-length");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, false", "19999, false", "20000, false", "20001, true", "100000, true"})
    void of_an_answer_20_kB_are_kept_and_more_is_said_to_be_cut_off(int length, boolean truncated) {
        String body = "x".repeat(length);
        List<String> answers = List.of(
                "Content-Length: " + length + "\r\n\r\n" + body,
                "\r\n" + body,
                "Transfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(length) + "0\r\n\r\n");
        for (String answer : answers) {
            try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 200 OK\r\n" + answer)) {
                Reply reply = send(receiver, Manner.Way.WHOLE, LONG);

                assertThat(reply.status()).isEqualTo(200);
                assertThat(new String(reply.body(), UTF_8)).isEqualTo(body.substring(0, Math.min(length, 20_000)));
                assertThat(reply.truncated()).isEqualTo(truncated);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|closed without an answer",
                "SSH-2.0-OpenSSH_9.6\\r\\n|not an HTTP answer: \"SSH-2.0-OpenSSH_9.6\"",
                "\\0\\1[31m\\r\\n|not an HTTP answer: \"??[31m\"",
                "HTTP/1.1 99 Low\\r\\n\\r\\n|not an HTTP answer: \"HTTP/1.1 99 Low\"",
                "HTTP/2 200 OK\\r\\n\\r\\n|not an HTTP answer: \"HTTP/2 200 OK\"",
                "HTTP/1.1 101 Switching\\r\\n\\r\\n|the receiver switches to a protocol that nobody asked for",
                "HTTP/1.1 200 OK\\r\\nContent-Type: text/pl|closed after \"Content-Type: text/pl\", before the answer was complete",
                "HTTP/1.1 200 OK\\r\\nno colon\\r\\n\\r\\n|not a header: \"no colon\"",
                "HTTP/1.1 200 OK\\r\\n: empty\\r\\n\\r\\n|not a header: \": empty\"",
                "HTTP/1.1 200 OK\\r\\nContent-Length: -1\\r\\n\\r\\n|not a Content-Length: \"-1\"",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 99999999999999999999\\r\\n\\r\\n|not a Content-Length: \"99999999999999999999\"",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\nab|not a Content-Length: \"1, 2\"",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 100\\r\\n\\r\\nhalf|the answer's body ended 96 bytes before its Content-Length",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5\\r\\nhel|the answer ended within a chunk",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2\\r\\nhello\\r\\n|a chunk is longer than it said",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n-1\\r\\n|not the length of a chunk: \"-1\"",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nffffffffffffffffffff\\r\\n|not the length of a chunk: \"ffffffffffffffffffff\"",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n1\\r\\na\\r\\n0\\r\\n|closed after \"\", before the answer was complete"
            })
    void what_is_no_answer_is_a_broken_connection_in_words(String answer, String words) {
        String text = answer.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\0", "\0")
                .replace("\\1", "\u001b");
        try (RawReceiver receiver = RawReceiver.answering(text)) {
            Reply reply = send(receiver, Manner.Way.WHOLE, LONG);

            assertThat(reply.status()).isNull();
            assertThat(reply.error()).isEqualTo("connection broken: " + words);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A: b\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n",
                "HTTP/1.1 200 OK\r\nA:",
                "HTTP/1.1 200 OK\r\nA: b\r\n folded",
                "HTTP/1.1 200 OK\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\nx",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\n"
            })
    void an_endless_answer_is_cut_off(String beginning) throws Exception {
        CompletableFuture<Void> hungUp = new CompletableFuture<>();
        String again = beginning.length() < 30
                ? beginning
                : beginning.substring(beginning.lastIndexOf('\n', beginning.length() - 2) + 1);
        String more = again.startsWith("HTTP") || again.endsWith("\n") ? again.repeat(100) : "x".repeat(1000);
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.request();
            try {
                line.write(beginning);
                while (true) {
                    line.write(more);
                }
            } catch (IOException e) {
                hungUp.complete(null);
            }
        })) {
            Reply reply = send(receiver, Manner.Way.WHOLE, LONG);

            if (reply.status() == null) {
                assertThat(reply.error()).startsWith("connection broken: ").hasSizeLessThan(200);
            } else {
                assertThat(reply.body()).hasSize(20_000);
                assertThat(reply.truncated()).isTrue();
            }
            assertThat(reply.weight()).isLessThan(100_000);
            assertThat(reply.headers().values().stream().mapToInt(List::size).sum())
                    .isLessThanOrEqualTo(500);
            hungUp.get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Type: text/pl",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly some of it",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\n\r\nuntil the end of the connection",
                "HTTP/1.1 100 Continue\r\n\r\n"
            })
    void an_answer_that_never_ends_fails_after_the_time_out_and_leaves_no_connection_behind(String beginning)
            throws Exception {
        CompletableFuture<Void> hungUp = new CompletableFuture<>();
        try (RawReceiver receiver = RawReceiver.hanging(beginning, hungUp)) {
            assertThat(send(receiver, Manner.Way.WHOLE, SHORT).error()).isEqualTo("no complete answer within 200 ms");
            hungUp.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void an_answer_that_drips_does_not_put_off_the_time_out() {
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.request();
            CountDownLatch never = new CountDownLatch(1);
            for (char each : ("HTTP/1.1 200 OK\r\nX: " + "x".repeat(10_000)).toCharArray()) {
                line.write(String.valueOf(each));
                try {
                    never.await(20, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    return;
                }
            }
        })) {
            assertThat(send(receiver, Manner.Way.WHOLE, SHORT).error()).isEqualTo("no complete answer within 200 ms");
        }
    }

    @Test
    void a_receiver_that_reads_nothing_is_given_up_after_the_time_out() {
        Letter big = letter("x".repeat(20_000_000));
        CountDownLatch done = new CountDownLatch(1);
        try (RawReceiver receiver = RawReceiver.doing(line -> awaitQuietly(done))) {
            Reply whole = send(receiver.url(), big, Manner.of(Manner.Way.WHOLE), SHORT);
            Reply half = send(receiver.url(), big, Manner.of(Manner.Way.HALF), SHORT);
            List<CompletableFuture<Reply>> atOnce = sender.sendAtOnce(receiver.url(), List.of(big, big), SHORT);

            assertThat(whole.error()).startsWith("no complete answer within 200 ms");
            assertThat(half.error()).startsWith("no complete answer within 200 ms");
            for (CompletableFuture<Reply> reply : atOnce) {
                assertThat(wait(reply).error())
                        .isIn("connection broken: not ready when the others went", "no complete answer within 200 ms");
            }
            done.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(Manner.Way.class)
    void who_is_not_there_or_unknown_is_told_in_the_ordinary_words(Manner.Way way) throws Exception {
        URI nobody = RawReceiver.nobody();
        assertThat(send(nobody, LETTER, Manner.of(way), LONG).error()).isEqualTo("connection refused");
        assertThat(send(URI.create("http://receiver.invalid/callback"), LETTER, Manner.of(way), LONG)
                        .error())
                .isEqualTo("unknown host");
        assertThat(send(URI.create("ftp://127.0.0.1/"), LETTER, Manner.of(way), LONG)
                        .error())
                .isEqualTo("cannot send to ftp://127.0.0.1/: it does not begin with http:// or https://");
    }

    @Test
    void a_reset_instead_of_an_answer_is_a_broken_connection() {
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.request();
            line.reset();
        })) {
            assertThat(send(receiver, Manner.Way.WHOLE, LONG).error()).isEqualTo("connection broken: Connection reset");
        }
    }

    @Test
    void when_all_threads_are_taken_a_letter_that_found_none_says_so_and_the_next_one_goes() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (RawReceiver hanging = RawReceiver.on(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()), line -> {
            line.request();
            awaitQuietly(done);
            line.write(OK);
        })) {
            List<CompletableFuture<Reply>> taken = IntStream.range(0, 256)
                    .mapToObj(i -> sender.send(hanging.url(), LETTER, Manner.of(Manner.Way.WHOLE), LONG.plus(LONG)))
                    .toList();
            CompletableFuture<Reply> late = sender.send(hanging.url(), LETTER, Manner.of(Manner.Way.WHOLE), SHORT);
            CompletableFuture<Reply> next =
                    sender.send(hanging.url(), LETTER, Manner.of(Manner.Way.WHOLE), LONG.plus(LONG));

            assertThat(wait(late).error())
                    .isEqualTo(
                            "not sent within 200 ms: 256 other letters that are not sent the ordinary way were under way");
            assertThat(threads()).isEqualTo(256);
            done.countDown();
            assertThat(wait(next).status()).isEqualTo(200);
            taken.forEach(reply -> assertThat(wait(reply).status()).isEqualTo(200));
        }
    }

    @Test
    void closing_ends_everything_under_way_and_every_thread() throws Exception {
        long before = threads();
        CountDownLatch begun = new CountDownLatch(5);
        CountDownLatch hungUp = new CountDownLatch(5);
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.read(1);
            begun.countDown();
            line.awaitHangUp();
            hungUp.countDown();
        })) {
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            replies.add(sender.send(receiver.url(), LETTER, Manner.of(Manner.Way.WHOLE), LONG));
            replies.add(sender.send(receiver.url(), LETTER, Manner.of(Manner.Way.THEN_RESET), LONG));
            replies.add(sender.send(receiver.url(), LETTER, Manner.slowly(Duration.ofSeconds(15)), LONG));
            replies.addAll(sender.sendAtOnce(receiver.url(), List.of(LETTER, LETTER), LONG));
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

            sender.close();

            for (CompletableFuture<Reply> reply : replies) {
                assertThat(wait(reply).error()).endsWith("connection broken: the simulator stops");
            }
            assertThat(hungUp.await(30, TimeUnit.SECONDS)).isTrue();
            await().until(() -> threads() <= before);
            assertThat(send(receiver, Manner.Way.HALF, LONG).error())
                    .isEqualTo("connection broken: the simulator stops");
            assertThat(wait(sender.sendAtOnce(receiver.url(), List.of(LETTER), LONG)
                                    .get(0))
                            .error())
                    .isEqualTo("connection broken: the simulator stops");
        }
    }

    @Test
    void closing_while_others_send_leaves_no_reply_open() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            for (int round = 0; round < 100; round++) {
                SocketSender shortLived = new SocketSender();
                BlockingQueue<CompletableFuture<Reply>> replies = new LinkedBlockingQueue<>();
                List<Thread> senders = IntStream.range(0, 3)
                        .mapToObj(i -> new Thread(() -> {
                            for (int each = 0; each < 5; each++) {
                                replies.add(shortLived.send(
                                        receiver.url(), LETTER, Manner.of(Manner.Way.values()[each % 4]), LONG));
                                replies.addAll(shortLived.sendAtOnce(receiver.url(), List.of(LETTER, LETTER), LONG));
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

    @Test
    void idle_threads_die() {
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            assertThat(send(receiver, Manner.Way.WHOLE, LONG).status()).isEqualTo(200);
            assertThat(threads()).isPositive();
            await().atMost(Duration.ofSeconds(40)).until(() -> threads() == 0);
        }
    }
}
