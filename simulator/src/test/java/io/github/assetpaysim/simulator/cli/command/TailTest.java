package io.github.assetpaysim.simulator.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TailTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator();

    /** Without the times of day, which differ. */
    private static List<String> lines(String out) {
        return out.lines()
                .map(line -> line.replaceFirst("^\\d\\d:\\d\\d:\\d\\d  ", ""))
                .toList();
    }

    @Test
    void it_prints_every_kind_of_event_goes_on_where_a_connection_broke_and_ends_with_the_merchant() throws Exception {
        List<String> positions = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/_sim/merchants/shop/events", exchange -> {
            positions.add(String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
            answer(exchange, positions.size() == 1 ? """
                    : hello

                    id: a-1
                    event: trade
                    data: {"id":"8a7d09be-2dd2","kind":"DEPOSIT","status":"HOLD","steamId":"76561198012345678","totalPrice":8.6,"updatedAt":"2026-12-06T17:37:11.138Z","event":"SETTLE"}

                    id: a-2
                    event: callback
                    data: {"id":"06e038db-1","tradeId":"8a7d09be-2dd2","event":"HOLD","state":"RETRYING","nextAttempt":"2026-12-06T17:37:21.138Z","faults":["delay"],"attempt":{"number":1,"due":"2026-12-06T17:37:11.138Z","status":500,"durationMillis":12.4}}

                    id: a-3
                    event: request
                    data: {"method":"GET","path":"/client/inventory","status":401,"error":{"code":1401,"key":"UNAUTHORIZED"},"hint":"the token\\nis old"}

                    """ : """
                    id: a-4
                    event: clock
                    data: {"mode":"frozen","now":"2026-12-06T17:37:11.138Z","pending":1,"nextDue":"2026-12-07T17:37:11.138Z"}

                    event: faults
                    data: {"faults":[{},{}],
                    data: "neverStruck":[0]}

                    event: settings
                    data: {"id":"shop","clock":"frozen"}

                    event: missed
                    data: {"missed":null}

                    event: unheard-of
                    data: {}

                    event: end
                    data: {}

                    """);
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            CommandRun run = CommandRun.of("tail", "--merchant=shop", "--url", url);

            assertThat(run.complaints()).isEmpty();
            assertThat(run.status()).isZero();
            assertThat(positions).containsExactly("null", "a-3");
            assertThat(lines(run.out()))
                    .containsExactly(
                            "what happens at " + url + " to merchant shop, until Ctrl-C:",
                            "trade     8a7d09be  DEPOSIT HOLD of 76561198012345678, 8.60 USD, 2026-12-06 17:37:11",
                            "callback  06e038db  HOLD of 8a7d09be, attempt 1: answered 500 in 12 ms; tried again after 10 s"
                                    + " (delay)",
                            "request   GET /client/inventory -> 401 1401 UNAUTHORIZED",
                            "          hint: the token?is old",
                            "the simulator is gone; trying again every second",
                            "it is back",
                            "clock     frozen, now 2026-12-06 17:37:11, next due 2026-12-07 17:37:11",
                            "faults    2 planned, 1 of them never struck yet",
                            "settings  callback URL none, clock frozen",
                            "missed    some events; trades and callbacks list all",
                            "the merchant has ended");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void it_ends_when_nobody_reads_any_more() {
        JsonNode merchant = SIMULATOR.client().merchant("{}");
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        String id = merchant.path("id").textValue();
        CompletableFuture<Integer> tail = CompletableFuture.supplyAsync(() -> Commands.run(
                new String[] {"tail", "--url=" + SIMULATOR.baseUrl(), "--merchant=" + id},
                Map.of(),
                new PrintStream(gone, true, UTF_8),
                message -> {}));

        Awaitility.await().until(() -> {
            CommandRun.at(SIMULATOR.baseUrl(), merchant, "trigger", "deposit", "--to=INITIATED");
            return tail.isDone();
        });

        assertThat(tail).isCompletedWithValue(0);
    }

    private static void answer(HttpExchange exchange, String events) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(events.getBytes(UTF_8));
        exchange.close();
    }

    @Test
    void with_json_it_prints_what_a_merchant_lives_through_one_event_a_line() throws Exception {
        try (Receiver receiver = Receiver.answering(callback -> 500)) {
            JsonNode merchant = SIMULATOR.client().merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            String id = merchant.path("id").textValue();
            CompletableFuture<Integer> tail = CompletableFuture.supplyAsync(() -> Commands.run(
                    new String[] {"tail", "--json", "--url=" + SIMULATOR.baseUrl(), "--merchant=" + id},
                    Map.of(),
                    new PrintStream(out, true, UTF_8),
                    message -> {}));
            // Whoever has missed the beginning sees the next one.
            Awaitility.await().untilAsserted(() -> {
                CommandRun.at(SIMULATOR.baseUrl(), merchant, "trigger", "deposit", "--to=INITIATED");
                assertThat(out.toString(UTF_8)).contains("\"callback\"");
            });

            SIMULATOR.client().send("DELETE", TestClient.path(merchant), null);

            assertThat(tail.get(30, TimeUnit.SECONDS)).isZero();
            List<String> events = new ArrayList<>();
            for (String line : out.toString(UTF_8).lines().toList()) {
                events.add(StrictJson.MAPPER.readTree(line).path("event").textValue());
            }
            assertThat(events).contains("trade", "callback", "request").last().isEqualTo("end");
        }
    }
}
