package io.github.assetpaysim.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.log.FullHeap;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.support.KeptLog;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FullHeapTest {
    private final KeptLog log = new KeptLog();

    /** An API for which there is never memory enough. */
    private static final class Greedy implements Api {
        @Override
        public String prefix() {
            return "/";
        }

        @Override
        public ErrorStyle errors() {
            return new PlainErrors(507);
        }

        @Override
        public void addTo(RoutesConfig routes) {
            routes.get("/at-once", ctx -> {
                throw new OutOfMemoryError("Java heap space");
            });
            routes.get(
                    "/later",
                    ctx -> ctx.future(() -> CompletableFuture.failedFuture(new OutOfMemoryError("Java heap space"))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/at-once", "/later"})
    void a_request_for_which_there_is_no_memory_is_told_how_much_there_is(String path) {
        try (WebServer server =
                new WebServer("127.0.0.1", 0, List.of(new Greedy()), new Seed(1), log, WebServer.LONGEST_IDLE)) {
            URI base = URI.create("http://127.0.0.1:" + server.port());
            var answer = RawHttp.send(base, "GET " + path + " HTTP/1.1", "Host: localhost");

            assertThat(answer.status()).isEqualTo(507);
            assertThat(new String(answer.body(), UTF_8))
                    .contains((Runtime.getRuntime().maxMemory() >> 20) + " MiB", "-Xmx");
        }
        assertThat(log.bugs()).singleElement().matches(bug -> FullHeap.is(bug.error()));
    }
}
