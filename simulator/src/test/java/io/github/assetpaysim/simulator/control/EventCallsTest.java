package io.github.assetpaysim.simulator.control;

import static io.github.assetpaysim.simulator.support.Refusals.assertProblem;
import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.http.Api;
import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.http.WebServer;
import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.support.EventReader;
import io.github.assetpaysim.simulator.support.EventReader.Event;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.javalin.config.RoutesConfig;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EventCallsTest {
    private static final String USER = "76561198012345678";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();

    private EventReader open(JsonNode merchant, String... headers) {
        return open(RUNNING.simulator(), path(merchant), headers);
    }

    private static EventReader open(Simulator simulator, String path, String... headers) {
        return EventReader.open(URI.create(simulator.baseUrl() + path + "/events"), headers);
    }

    private static boolean is(Event event, String name, String member, String value) {
        return event.name().equals(name) && event.data().path(member).asText().equals(value);
    }

    private static void assertConsecutive(List<Event> events, long from) {
        assertThat(events)
                .extracting(Event::number)
                .containsExactlyElementsOf(
                        LongStream.range(from, from + events.size()).boxed().toList());
    }

    private JsonNode listed(JsonNode merchant, String list) {
        return client.get(path(merchant) + "/" + list).json().required(list);
    }

    @Test
    void a_stream_begins_with_its_head_and_tells_nothing_of_what_was_before() throws Exception {
        JsonNode merchant = client.merchant("{}");
        client.trade(merchant, USER);
        try (EventReader events = open(merchant)) {
            assertThat(events.answer().statusCode()).isEqualTo(200);
            assertThat(events.answer().headers().firstValue("content-type")).contains("text/event-stream");
            assertThat(events.answer().headers().firstValue("cache-control")).contains("no-store");
            assertThat(events.answer().headers().firstValue("x-accel-buffering"))
                    .contains("no");

            client.patch(path(merchant), "{\"retry\":\"none\"}");
            Event first = events.next().orElseThrow();
            assertThat(first.name()).isEqualTo("settings");
            assertThat(first.data()).isEqualTo(client.get(path(merchant)).json());
        }
    }

    @Test
    void a_deposit_is_told_from_the_request_to_its_callbacks_as_the_lists_tell_it() throws Exception {
        try (Receiver receiver = Receiver.answering(callback -> callback.event().equals("PENDING") ? 500 : 200)) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\",\"retry\":\"1h\"}");
            String token = client.token(merchant, USER);
            try (EventReader events = open(merchant)) {
                client.trade(token, 0, ",\"externalId\":\"o-1\"");
                client.advance(merchant, "10s");
                List<Event> all = events.until(event -> event.name().equals("clock"));

                assertConsecutive(all, all.get(0).number());
                assertThat(all.stream().filter(event -> event.name().equals("trade")))
                        .extracting(event -> event.data().required("event").textValue())
                        .containsExactly("CREATE", "SEND_OFFER");
                Event last = last(all, "trade");
                ObjectNode summary = last.data().deepCopy();
                summary.remove("event");
                assertThat(summary).isEqualTo(listed(merchant, "trades").get(0));
                assertThat(summary.required("externalId").textValue()).isEqualTo("o-1");

                Event callback = last(all, "callback");
                ObjectNode told = callback.data().deepCopy();
                JsonNode attempt = told.remove("attempt");
                assertThat(told).isEqualTo(listed(merchant, "callbacks").get(1));
                assertThat(told.required("state").textValue()).isEqualTo("RETRYING");
                assertThat(attempt.fieldNames())
                        .toIterable()
                        .containsExactly("number", "trigger", "url", "due", "sent", "ended", "outcome", "status");
                assertThat(attempt.required("outcome").textValue()).isEqualTo("REFUSED_STATUS");

                Event request = last(all, "request");
                assertThat(request.data().fieldNames())
                        .toIterable()
                        .containsExactly("id", "at", "durationMillis", "method", "path", "status", "steamId");
                assertThat(request.data().required("id"))
                        .isEqualTo(listed(merchant, "requests").get(2).required("id"));
                assertThat(last(all, "clock").data())
                        .isEqualTo(client.get(path(merchant) + "/clock").json());
            }
        }
    }

    private static Event last(List<Event> events, String name) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .reduce((former, later) -> later)
                .orElseThrow();
    }

    @Test
    void why_a_withdrawal_was_rejected_and_the_verdict_are_told() throws Exception {
        try (Receiver receiver = Receiver.answering(callback -> callback.event().equals("INITIATED") ? 402 : 200)) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            try (EventReader events = open(merchant)) {
                client.withdrawal(merchant, USER);

                List<Event> all = events.until(event -> is(event, "trade", "event", "REJECT"));
                assertThat(last(all, "trade").data().required("why").textValue())
                        .isEqualTo("rejected: 402");
                assertThat(last(all, "callback").data().at("/attempt/verdict").textValue())
                        .isEqualTo("REJECTED");
            }
        }
    }

    @Test
    void a_refused_request_is_told_with_error_and_hint_and_a_secret_in_its_query_is_masked() throws Exception {
        JsonNode merchant = client.merchant("{}");
        try (EventReader events = open(merchant)) {
            String token = client.token(merchant, USER);
            client.get("/client/inventory?game=7&token=geheim", "Authorization", token);

            Event refused = events.until(event -> is(event, "request", "path", "/client/inventory"))
                    .get(1);
            assertThat(refused.data().required("status").intValue()).isEqualTo(400);
            assertThat(refused.data().at("/error/key").isTextual()).isTrue();
            assertThat(refused.data().required("query").textValue()).doesNotContain("geheim");
        }
    }

    @Test
    void a_change_of_the_faults_is_told_as_the_plan_stands() throws Exception {
        JsonNode merchant = client.merchant("{}");
        String faults = path(merchant) + "/faults";
        try (EventReader events = open(merchant)) {
            client.put(
                    faults,
                    "{\"faults\":[{\"trigger\":{\"on\":\"inventory\"},\"fault\":{\"name\":\"latency\",\"by\":\"1ms\"}}]}");
            assertThat(events.first("faults").data())
                    .isEqualTo(client.get(faults).json());
            client.send("DELETE", faults, null);
            assertThat(events.first("faults").data().required("faults")).isEmpty();
        }
    }

    @Test
    void a_clock_that_is_changed_is_told_and_shown_in_its_new_mode() throws Exception {
        JsonNode merchant = client.merchant("{}");
        try (EventReader events = open(merchant)) {
            String trade = client.trade(merchant, USER).required("id").textValue();
            JsonNode shown = client.patch(path(merchant), "{\"clock\":\"paced\",\"pace\":\"20ms\"}")
                    .json();

            assertThat(shown.required("clock").textValue()).isEqualTo("paced");
            assertThat(shown.required("pace").textValue()).isEqualTo("PT0.02S");
            assertThat(events.first("clock").data().required("mode").textValue())
                    .isEqualTo("paced");
            assertThat(client.get(path(merchant) + "/clock")
                            .json()
                            .required("mode")
                            .textValue())
                    .isEqualTo("paced");
            assertThat(client.get(path(merchant) + "/trades/" + trade + "/await?status=COMPLETED&timeout=30s")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void who_has_seen_an_event_finds_its_state_in_the_lists() throws Exception {
        JsonNode merchant = client.merchant("{\"clock\":\"paced\",\"pace\":\"5ms\"}");
        try (EventReader events = open(merchant)) {
            String token = client.token(merchant, USER);
            CompletableFuture<Void> deposits = CompletableFuture.runAsync(
                    () -> IntStream.range(0, 5).forEach(number -> client.trade(token, number, "")));
            int completed = 0;
            while (completed < 5) {
                Event event = events.first("trade");
                JsonNode now = client.get(path(merchant) + "/trades/"
                                + event.data().required("id").textValue())
                        .json();
                assertThat(now.required("history"))
                        .anyMatch(step ->
                                step.required("event").equals(event.data().required("event")));
                completed += event.data().required("status").textValue().equals("COMPLETED") ? 1 : 0;
            }
            deposits.get(20, SECONDS);
        }
    }

    // Reconnecting

    @Test
    void who_comes_back_with_the_last_id_is_told_what_came_meanwhile() throws Exception {
        JsonNode merchant = client.merchant("{}");
        String lastId;
        try (EventReader events = open(merchant)) {
            assertThat(client.patch(path(merchant), "{\"retry\":\"1h\"}").status())
                    .isEqualTo(200);
            events.first("settings");
            lastId = events.lastId();
        }
        client.trade(merchant, USER);
        client.advance(merchant, "10s");

        try (EventReader events = open(merchant, "Last-Event-ID", lastId)) {
            List<Event> all = events.until(event -> event.name().equals("clock"));
            assertThat(all).noneMatch(event -> event.name().equals("missed"));
            assertConsecutive(all, Long.parseLong(lastId.substring(lastId.indexOf('-') + 1)) + 1);
        }
    }

    @Test
    void who_has_seen_no_event_yet_has_an_id_to_come_back_with_all_the_same() throws Exception {
        JsonNode merchant = client.merchant("{}");
        client.patch(path(merchant), "{\"retry\":\"1h\"}");
        try (EventReader events = open(merchant)) {
            client.patch(path(merchant), "{\"retry\":\"2h\"}");
            assertThat(events.first("settings").number()).isEqualTo(2);
            assertThat(events.firstId()).endsWith("-1");
        }
    }

    @Test
    void who_comes_back_too_late_is_told_how_much_was_missed_and_then_the_rest() throws Exception {
        JsonNode merchant = client.merchant("{\"remember\":3}");
        client.patch(path(merchant), "{\"retry\":\"1h\"}");
        String first;
        try (EventReader events = open(merchant, "Last-Event-ID", "x")) {
            first = events.next().orElseThrow().id();
        }
        for (int i = 0; i < 10; i++) {
            client.patch(path(merchant), "{\"retry\":\"" + (i + 1) + "min\"}");
        }

        try (EventReader events = open(merchant, "Last-Event-ID", first)) {
            Event missed = events.next().orElseThrow();
            assertThat(missed.name()).isEqualTo("missed");
            assertThat(missed.data().toString()).isEqualTo("{\"missed\":7}");
            assertThat(missed.number()).isEqualTo(8);
            assertConsecutive(events.until(event -> event.number() == 11), 9);
        }
    }

    @Test
    void who_comes_back_to_much_is_told_all_of_it_in_order() throws Exception {
        JsonNode merchant = client.merchant("{}");
        String first;
        try (EventReader events = open(merchant, "Last-Event-ID", "x")) {
            first = events.next().orElseThrow().id();
        }
        for (int i = 0; i < 20; i++) {
            client.put(path(merchant) + "/faults", plan(500));
        }

        try (EventReader events = open(merchant, "Last-Event-ID", first)) {
            List<Event> all = events.until(event -> event.number() == 20);
            assertConsecutive(all, 1);
            assertThat(all).allMatch(event -> event.data().required("faults").size() == 500);
        }
    }

    private static String plan(int faults) {
        return "{\"faults\":["
                + String.join(
                        ",",
                        Collections.nCopies(
                                faults,
                                "{\"trigger\":{\"on\":\"inventory\"},\"fault\":{\"name\":\"latency\",\"by\":\"1ms\"}}"))
                + "]}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "7", "-1", "0123456789ab-1", "THIS-99", "THIS--1", "THIS-", "THIS-9999999999999999999"})
    void an_id_that_is_none_of_the_merchants_is_not_remembered(String id) throws Exception {
        JsonNode merchant = client.merchant("{}");
        String given;
        try (EventReader events = open(merchant)) {
            client.patch(path(merchant), "{\"retry\":\"1h\"}");
            given = id.replace("THIS", events.first("settings").id().split("-")[0]);
        }
        try (EventReader events = open(merchant, "Last-Event-ID", given)) {
            Event missed = events.next().orElseThrow();
            assertThat(missed.name()).isEqualTo("missed");
            assertThat(missed.data().toString()).isEqualTo("{\"missed\":null}");
            assertThat(missed.number()).isEqualTo(1);
            client.patch(path(merchant), "{\"retry\":\"2h\"}");
            assertThat(events.next().orElseThrow().number()).isEqualTo(2);
        }
    }

    @Test
    void the_default_merchant_made_anew_is_noticed_by_who_comes_back() throws Exception {
        try (Simulator simulator = Simulator.start(Settings.STANDARD, EventLog.SILENT)) {
            TestClient own = new TestClient(simulator);
            String path = "/_sim/merchants/default";
            String lastId;
            try (EventReader events = open(simulator, path)) {
                own.patch(path, "{\"retry\":\"1h\"}");
                lastId = events.first("settings").id();
                own.send("DELETE", path, null);
                assertThat(events.first("end").data().toString()).isEqualTo("{}");
                assertThat(events.next()).isEmpty();
            }
            try (EventReader events = open(simulator, path, "Last-Event-ID", lastId)) {
                assertThat(events.next().orElseThrow().data().required("missed").isNull())
                        .isTrue();
            }
        }
    }

    /** Two readers, of whom one reconnects all the time, while others change what they can. */
    @Test
    void under_load_no_reader_loses_an_event_or_gets_one_twice() throws Exception {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = client.merchant(
                    "{\"callbackUrl\":\"" + receiver.url() + "\",\"clock\":\"paced\",\"pace\":\"2ms\"}");
            try (EventReader steady = open(merchant)) {
                CompletableFuture<List<Event>> one =
                        CompletableFuture.supplyAsync(() -> steady.until(EventCallsTest::isFarewell));
                CompletableFuture<List<Event>> other = CompletableFuture.supplyAsync(
                        () -> readInPieces(merchant, steady.answer().uri()));
                List<CompletableFuture<?>> producers = new ArrayList<>();
                for (int producer = 0; producer < 4; producer++) {
                    String token = client.token(merchant, "7656119801234568" + producer);
                    producers.add(CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < 5; i++) {
                            client.trade(token, i, "");
                            client.patch(path(merchant), "{\"retry\":\"" + (i + 1) + "h\"}");
                            client.post(path(merchant) + "/clock/advance", "{\"by\":\"1s\"}");
                        }
                    }));
                }
                CompletableFuture.allOf(producers.toArray(CompletableFuture[]::new))
                        .get(40, SECONDS);
                client.get("/client/inventory?perPage=7", "Authorization", client.token(merchant, USER));

                List<Event> all = one.get(20, SECONDS);
                List<Event> pieces = other.get(20, SECONDS);
                assertThat(all).hasSizeGreaterThan(150);
                assertConsecutive(all, all.get(0).number());
                assertConsecutive(pieces, pieces.get(0).number());
                assertThat(pieces.get(pieces.size() - 1).number())
                        .isEqualTo(all.get(all.size() - 1).number());
            }
        }
    }

    private static boolean isFarewell(Event event) {
        return is(event, "request", "query", "perPage=7");
    }

    private List<Event> readInPieces(JsonNode merchant, URI url) {
        List<Event> events = new ArrayList<>();
        String[] headers = {};
        while (events.isEmpty() || !isFarewell(events.get(events.size() - 1))) {
            int stop = events.size() + 7;
            try (EventReader piece = EventReader.open(url, headers)) {
                piece.until(event -> events.add(event) && (events.size() >= stop || isFarewell(event)));
                headers = new String[] {"Last-Event-ID", piece.lastId()};
            }
        }
        return events;
    }

    // Beginning and end

    @Test
    void what_is_wrong_before_the_stream_begins_is_a_problem_as_elsewhere() {
        assertProblem(client.get("/_sim/merchants/nobody/events"), 404, "there is no merchant 'nobody'");
        assertProblem(client.get("/_sim/merchants/default/events?since=1"), 400, "unknown query parameter 'since'");
    }

    @Test
    void a_HEAD_is_answered_with_the_head_alone() {
        byte[] request = "HEAD /_sim/merchants/default/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(RawHttp.sendAll(RUNNING.baseUrl(), request))
                .singleElement()
                .matches(answer -> answer.status() == 200)
                .matches(answer -> answer.header("Content-Type").equals("text/event-stream"));
        assertThat(RUNNING.simulator().defaultMerchant().events().waiting()).isZero();
    }

    @Test
    void a_merchant_that_is_deleted_ends_its_streams_with_what_happened_before() throws Exception {
        JsonNode merchant = client.merchant("{}");
        try (EventReader events = open(merchant)) {
            client.patch(path(merchant), "{\"retry\":\"1h\"}");
            client.send("DELETE", path(merchant), null);

            assertThat(events.until(event -> event.name().equals("end")))
                    .extracting(Event::name)
                    .containsExactly("settings", "end");
            assertThat(events.next()).isEmpty();
        }
        await().untilAsserted(() -> assertThat(RUNNING.lines())
                .anyMatch(line -> line.startsWith("GET " + path(merchant) + "/events -> 200, events;")));
    }

    @Test
    void a_client_that_has_gone_is_forgotten_when_there_is_something_to_tell() throws Exception {
        try (Simulator simulator = Simulator.start(Settings.STANDARD, EventLog.SILENT)) {
            Merchant merchant = simulator.defaultMerchant();
            TestClient own = new TestClient(simulator);
            try (EventReader events = open(simulator, "/_sim/merchants/default")) {
                own.patch("/_sim/merchants/default", "{\"retry\":\"1h\"}");
                events.first("settings");
                await().until(() -> merchant.events().waiting() == 1);
            }
            await().untilAsserted(() -> {
                own.patch("/_sim/merchants/default", "{\"retry\":\"2h\"}");
                assertThat(merchant.events().waiting()).isZero();
            });
        }
    }

    /** A web server of its own, whose streams are silent for a moment only. */
    private record Impatient(Merchant merchant) implements Api {
        @Override
        public String prefix() {
            return "/";
        }

        @Override
        public ErrorStyle errors() {
            return new Problems();
        }

        @Override
        public void addTo(RoutesConfig routes) {
            routes.get("/events", ctx -> EventCalls.events(ctx, merchant, Duration.ofMillis(20)));
        }
    }

    @Test
    void comments_show_that_a_silent_stream_lives_and_that_its_client_does() throws Exception {
        try (Simulator simulator = Simulator.start(Settings.STANDARD, EventLog.SILENT)) {
            Merchant merchant = simulator.defaultMerchant();
            Api api = new Impatient(merchant);
            try (WebServer server =
                    new WebServer("127.0.0.1", 0, List.of(api), new Seed(1), EventLog.SILENT, Duration.ofSeconds(30))) {
                URI url = URI.create("http://127.0.0.1:" + server.port() + "/events");
                try (EventReader events = EventReader.open(url)) {
                    CompletableFuture<Event> clock = CompletableFuture.supplyAsync(() -> events.first("clock"));
                    await().until(() -> events.comments() > 2);
                    merchant.timeline().advanceTo(Instant.EPOCH);
                    clock.get(20, SECONDS);
                }
                await().until(() -> merchant.events().waiting() == 0);
            }
        }
    }

    @Test
    void streams_keep_no_thread_so_that_there_may_be_more_than_there_are_threads() throws Exception {
        JsonNode merchant = client.merchant("{}");
        byte[] request = ("GET " + path(merchant) + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket("127.0.0.1", RUNNING.baseUrl().getPort());
                sockets.add(socket);
                socket.getOutputStream().write(request);
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            assertThat(client.get(path(merchant)).status()).isEqualTo(200);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
            client.send("DELETE", path(merchant), null);
        }
    }

    @Test
    void the_simulator_stops_without_waiting_for_streams_not_even_for_one_that_nobody_reads() throws Exception {
        Simulator simulator = Simulator.start(Settings.STANDARD, EventLog.SILENT);
        TestClient own = new TestClient(simulator);
        byte[] request = "GET /_sim/merchants/default/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        try (Socket stalled = new Socket()) {
            stalled.setReceiveBufferSize(1024);
            stalled.connect(
                    new InetSocketAddress("127.0.0.1", simulator.baseUrl().getPort()));
            stalled.getOutputStream().write(request);
            assertThat(stalled.getInputStream().read()).isEqualTo('H');
            for (int i = 0; i < 300; i++) {
                own.put("/_sim/merchants/default/faults", plan(200));
            }
            try (EventReader events = open(simulator, "/_sim/merchants/default")) {
                assertThat(events.answer().statusCode()).isEqualTo(200);
                CompletableFuture.runAsync(simulator::close).get(4, SECONDS);
            }
        }
    }
}
