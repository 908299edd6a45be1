package io.github.assetpaysim.simulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadBodyTest {
    private static final Duration IDLE = Duration.ofMillis(300);
    private static final Duration ARRIVAL = Duration.ofMillis(600);

    /** Answers later than a request may take to arrive, and reads no body. */
    private record Late() implements Api {
        @Override
        public String prefix() {
            return "/";
        }

        @Override
        public ErrorStyle errors() {
            return new ErrorStyle() {
                @Override
                public int status(Refusal.Code code) {
                    return 400;
                }

                @Override
                public String key(Refusal.Code code) {
                    return code.name();
                }

                @Override
                public String contentType() {
                    return "text/plain";
                }

                @Override
                public byte[] body(Refusal refusal, int status, String requestId) {
                    return refusal.getMessage().getBytes(ISO_8859_1);
                }
            };
        }

        @Override
        public void addTo(RoutesConfig routes) {
            routes.get(
                    "/late",
                    ctx -> ctx.future(() -> new CompletableFuture<String>()
                            .completeOnTimeout("late", 2 * ARRIVAL.toMillis(), TimeUnit.MILLISECONDS)
                            .thenAccept(ctx::result)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "Content-Length: 0\r\n\r\n",
                "Content-Length: 2\r\n\r\n{}",
                "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
            })
    void an_answer_may_take_longer_than_a_request_may_whatever_body_nobody_reads(String rest) {
        byte[] request = ("GET /late HTTP/1.1\r\nHost: localhost\r\n" + rest).getBytes(ISO_8859_1);
        try (Surface surface =
                new Surface("127.0.0.1", 0, List.of(new Late()), new Seed(1), EventLog.SILENT, IDLE, ARRIVAL)) {
            URI base = URI.create("http://127.0.0.1:" + surface.port());

            assertThat(RawHttp.send(base, request).body()).asString().isEqualTo("late");
        }
    }
}
