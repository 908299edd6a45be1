package io.github.assetpaysim.simulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.support.KeptLog;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long the server waits for a client, and that it lets no client wait for less than its answer. */
@Timeout(60)
class LongAnswersTest {
    private static final Duration IDLE = Duration.ofMillis(300);
    /** What a busy machine may add to any bound. */
    private static final long MACHINE_PAUSE_MILLIS = 10_000;

    private static final String HEAD = "POST /body HTTP/1.1\r\nHost: localhost\r\nX: ";
    private static final String BODY =
            "POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{";

    private static final KeptLog LOG = new KeptLog();

    private static WebServer server;

    /** Answers late, and echoes how many members a body has. */
    private record Late() implements Api {
        @Override
        public String prefix() {
            return "/";
        }

        @Override
        public ErrorStyle errors() {
            return new PlainErrors(400);
        }

        @Override
        public void addTo(RoutesConfig routes) {
            routes.post("/late", ctx -> {
                Body.json(ctx);
                assertThat(new CountDownLatch(1).await(4 * IDLE.toMillis(), TimeUnit.MILLISECONDS))
                        .isFalse();
                ctx.result("late");
            });
            routes.post("/later", ctx -> {
                Body.json(ctx);
                ctx.future(() -> new CompletableFuture<String>()
                        .completeOnTimeout("later", 4 * IDLE.toMillis(), TimeUnit.MILLISECONDS)
                        .thenAccept(ctx::result));
            });
            routes.post(
                    "/delayed",
                    ctx -> WebServer.later(ctx, IDLE.multipliedBy(4), () -> {
                        Body.json(ctx);
                        ctx.result("delayed");
                    }));
            routes.post(
                    "/body",
                    ctx -> ctx.result(String.valueOf(Body.json(ctx).node().size())));
        }
    }

    @BeforeAll
    static void start() {
        server = new WebServer("127.0.0.1", 0, List.of(new Late()), new Seed(1), LOG, IDLE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"late", "later", "delayed"})
    void an_answer_may_take_much_longer_than_a_client_may_be_silent(String path) {
        byte[] request = RawHttp.post("/" + path, "{}".getBytes(ISO_8859_1), "Content-Type: application/json");

        assertThat(RawHttp.send(base(), request).body()).asString().isEqualTo(path);
    }

    /** Its body is read only after the delay, so it has not arrived before. */
    @Test
    void a_delayed_request_may_be_longer_than_what_the_server_has_room_for() {
        byte[] body = ("{\"long\":\"" + "x".repeat(1 << 20).substring(20) + "\"}").getBytes(ISO_8859_1);
        byte[] request = RawHttp.post("/delayed", body, "Content-Type: application/json");

        assertThat(RawHttp.send(base(), request).body()).asString().isEqualTo("delayed");
        assertThat(LOG.bugs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /bo", HEAD, BODY})
    void a_client_that_falls_silent_is_cut(String begun) throws IOException {
        assertThat(millisUntilCut(begun)).isBetween(IDLE.toMillis() - 100, IDLE.toMillis() + MACHINE_PAUSE_MILLIS);
    }

    @Test
    void a_kept_connection_lives_as_long_as_its_requests_follow_each_other() throws IOException {
        // Where the machine itself paused for longer than the server waits, the connection was rightly closed.
        await().until(LongAnswersTest::twelveRequestsFollowEachOther);
    }

    /** Whether they did, on one connection; when they did they have been answered. */
    private static boolean twelveRequestsFollowEachOther() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(100);
            for (int i = 0; i < 12; i++) {
                long start = System.nanoTime();
                socket.getOutputStream()
                        .write(RawHttp.post("/body", "{}".getBytes(ISO_8859_1), "Content-Type: application/json"));
                String read = readUntilSilent(socket);
                if (System.nanoTime() - start > IDLE.toNanos()) {
                    return false;
                }
                assertThat(read).as("request " + i).startsWith("HTTP/1.1 200");
            }
            return true;
        }
    }

    private static String readUntilSilent(Socket socket) throws IOException {
        StringBuilder read = new StringBuilder();
        try {
            for (int c = socket.getInputStream().read();
                    c >= 0;
                    c = socket.getInputStream().read()) {
                read.append((char) c);
            }
        } catch (SocketTimeoutException e) {
            return read.toString();
        }
        return read.toString();
    }

    private static long millisUntilCut(String begun) throws IOException {
        long start = System.nanoTime();
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(50);
            socket.getOutputStream().write(begun.getBytes(ISO_8859_1));
            boolean open = true;
            while (open) {
                try {
                    open = socket.getInputStream().read() >= 0;
                } catch (SocketTimeoutException e) {
                    open = true;
                }
            }
        } catch (SocketException e) {
            return Duration.ofNanos(System.nanoTime() - start).toMillis();
        }
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private static URI base() {
        return URI.create("http://127.0.0.1:" + server.port());
    }
}
