package io.github.assetpaysim.simulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.support.KeptLog;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HintTest {
    private final KeptLog log = new KeptLog();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** Refuses everything below {@code /refused}, has a hint for one path and fails over another. */
    private final class Refusing implements Api {
        @Override
        public String prefix() {
            return "/";
        }

        @Override
        public ErrorStyle errors() {
            return new PlainErrors(429);
        }

        @Override
        public void addTo(RoutesConfig routes) {
            routes.get("/refused/{how}", ctx -> {
                throw new Refusal(Refusal.Reason.RATE_LIMITED, "too many", Duration.ofSeconds(7));
            });
        }

        @Override
        public String hint(Context ctx, Refusal refusal) {
            return switch (ctx.path()) {
                case "/refused/hinted" -> "Wait a while.";
                case "/refused/failing" -> throw new IllegalStateException("no idea");
                default -> null;
            };
        }

        @Override
        public void refused(Context ctx, Refusal refusal, byte[] answer, String hint) {
            heard.add(ctx.statusCode() + " " + new String(answer, ISO_8859_1) + " | " + hint);
        }
    }

    @Test
    void a_hint_is_a_sentence_of_its_own_and_whatever_happens_to_it_the_refusal_stays() {
        try (WebServer server =
                new WebServer("127.0.0.1", 0, List.of(new Refusing()), new Seed(1), log, WebServer.LONGEST_IDLE)) {
            URI base = URI.create("http://127.0.0.1:" + server.port());

            for (String path : List.of("/refused/plainly", "/refused/hinted", "/refused/failing")) {
                var answer = RawHttp.send(base, "GET " + path + " HTTP/1.1", "Host: localhost");
                assertThat(answer.status()).isEqualTo(429);
                assertThat(answer.header("Retry-After")).isEqualTo("7");
                assertThat(answer.body())
                        .asString()
                        .isEqualTo(path.endsWith("hinted") ? "too many. Wait a while." : "too many");
            }
            assertThat(RawHttp.send(base, "GET /none HTTP/1.1", "Host: localhost")
                            .status())
                    .isEqualTo(404);
        }

        assertThat(heard)
                .containsExactly(
                        "429 too many | null",
                        "429 too many. Wait a while. | Wait a while.",
                        "429 too many | null",
                        "404 there is no GET /none | null");
        assertThat(log.bugs())
                .extracting(bug -> bug.where() + ": " + bug.error().getMessage())
                .containsExactly("a hint about GET /refused/failing: no idea");
    }
}
