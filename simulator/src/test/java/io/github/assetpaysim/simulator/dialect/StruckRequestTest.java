package io.github.assetpaysim.simulator.dialect;

import static io.github.assetpaysim.simulator.support.RawReceiver.OK;
import static io.github.assetpaysim.simulator.support.Refusals.UUID;
import static io.github.assetpaysim.simulator.support.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.RawReceiver;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What faults do to requests, seen from the other end of the connection. */
@Timeout(60)
class StruckRequestTest {
    private static final String USER = "76561198012345678";
    private static final List<String> OPERATIONS = List.of("authenticate-client", "inventory", "deposit");

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private static Receiver receiver;

    private final TestClient client = RUNNING.client();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private JsonNode merchant;
    private String token;
    private JsonNode item;

    @BeforeAll
    static void start() {
        receiver = Receiver.good();
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    @BeforeEach
    void a_merchant_of_its_own() {
        live("{\"callbackUrl\":\"" + receiver.url() + "\"}");
    }

    private void live(String members) {
        merchant = client.merchant(members);
        token = client.token(merchant, USER);
        item = client.depositable(token, "730").get(0);
        RUNNING.clearLines();
    }

    @AfterEach
    void end_threads() {
        threads.shutdownNow();
    }

    private String control(String path) {
        return TestClient.path(merchant) + path;
    }

    private static String entry(String on, String fault) {
        return "{'trigger':{'on':'" + on + "'},'fault':{'name':" + fault + "}}";
    }

    /** Plans entries, each as {@link #entry} writes one. */
    private void plan(String... entries) {
        Answer answer = put(entries);
        assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    }

    private Answer put(String... entries) {
        String faults = "{'faults':[" + String.join(",", entries) + "]}";
        return client.send("PUT", control("/faults"), faults.replace('\'', '"'), "Content-Type", "application/json");
    }

    private JsonNode tallies() {
        return client.get(control("/faults")).json();
    }

    private List<JsonNode> trades() {
        return Rows.elements(client.get(control("/trades")).json().required("trades"))
                .toList();
    }

    private String depositBody(String externalId) {
        return "{\"items\":[{\"itemId\":" + item.required("id") + "}],\"externalId\":\"" + externalId + "\"}";
    }

    /** A request as it goes over the wire. */
    private byte[] request(String operation) {
        return switch (operation) {
            case "authenticate-client" ->
                RawHttp.post(
                        "/auth/authenticate-client",
                        ("{\"clientSteamId\":\"" + USER + "\",\"clientTradeUrl\":\"" + TestClient.tradeUrl() + "\"}")
                                .getBytes(UTF_8),
                        "Content-Type: application/json",
                        "api-key: " + merchant.required("apiKey").textValue());
            case "inventory" ->
                ("GET /client/inventory?perPage=-1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + token + "\r\n\r\n")
                        .getBytes(UTF_8);
            default ->
                RawHttp.post(
                        "/client/trading/deposit",
                        depositBody("order-1").getBytes(UTF_8),
                        "Content-Type: application/json",
                        "Authorization: " + token);
        };
    }

    private Answer send(String operation) {
        return RawHttp.send(RUNNING.baseUrl(), request(operation));
    }

    private RawHttp.Line sendUntilEnd(String operation) {
        return RawHttp.sendUntilEnd(RUNNING.baseUrl(), request(operation));
    }

    private List<String> events() {
        String id = merchant.required("merchantId").textValue();
        return receiver.got().stream()
                .filter(got -> got.trade().path("merchantId").asText(id).equals(id))
                .filter(got -> trades().stream()
                        .anyMatch(
                                trade -> trade.required("id").equals(got.trade().required("id"))))
                .map(Receiver.Got::event)
                .toList();
    }

    private static void awaitLine(String pattern) {
        await().untilAsserted(() -> assertThat(RUNNING.lines()).anyMatch(line -> line.matches(pattern)));
    }

    static Stream<String> operations() {
        return OPERATIONS.stream();
    }

    private static String path(String operation) {
        return switch (operation) {
            case "authenticate-client" -> "POST /auth/authenticate-client";
            case "inventory" -> "GET /client/inventory";
            default -> "POST /client/trading/deposit";
        };
    }

    @ParameterizedTest
    @MethodSource("operations")
    void the_journal_of_requests_tells_what_struck_and_what_was_answered(String operation) {
        plan(
                entry(operation, "'reset-before'"),
                "{'trigger':{'on':'" + operation + "','nth':2},'fault':{'name':'html-502'}}",
                "{'trigger':{'on':'" + operation + "','nth':3},'fault':{'name':'maintenance'}}",
                "{'trigger':{'on':'" + operation + "','nth':4},'fault':{'name':'lose-answer'}}");
        client.send("DELETE", control("/requests"), null);
        sendUntilEnd(operation);
        send(operation);
        send(operation);
        sendUntilEnd(operation);

        List<JsonNode> requests = Rows.elements(
                        client.get(control("/requests")).json().required("requests"))
                .toList();
        assertThat(requests)
                .extracting(each -> each.required("faults").get(0).textValue())
                .containsExactly("reset-before", "html-502", "maintenance", "lose-answer");
        assertThat(requests).extracting(each -> each.path("status").asInt()).containsExactly(0, 502, 503, 200);
        assertThat(requests.get(0).has("status")).isFalse();
        assertThat(requests.get(1).required("answer").required("body").textValue())
                .startsWith("<html>");
        assertThat(requests.get(2).required("error").required("key").textValue())
                .isEqualTo("SYSTEM_MAINTENANCE");
    }

    // Connections that end

    @ParameterizedTest
    @MethodSource("operations")
    void reset_before_resets_the_connection_and_does_nothing(String operation) {
        plan(entry(operation, "'reset-before'"));

        RawHttp.Line line = sendUntilEnd(operation);

        assertThat(line.text()).isEmpty();
        assertThat(line.reset()).isTrue();
        assertThat(trades()).isEmpty();
        awaitLine(path(operation) + " -> no answer, struck by reset-before \\(.* ms\\)");
        assertThat(send(operation).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void lose_answer_does_everything_and_resets_the_connection(String operation) {
        plan(entry(operation, "'lose-answer'"));

        RawHttp.Line line = sendUntilEnd(operation);

        assertThat(line.text()).isEmpty();
        assertThat(line.reset()).isTrue();
        assertThat(trades()).hasSize(operation.equals("deposit") ? 1 : 0);
        awaitLine(path(operation) + " -> 200, struck by lose-answer \\(.* ms\\)");
        if (!operation.equals("deposit")) {
            assertThat(send(operation).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'lose-answer'", "'cut-answer'"})
    void a_client_that_waits_before_it_sends_its_body_is_told_to_go_on(String fault) throws IOException {
        plan(entry("deposit", fault));
        String request = new String(request("deposit"), UTF_8).replaceFirst("\r\n", "\r\nExpect: 100-continue\r\n");
        int body = request.indexOf("\r\n\r\n") + 4;
        try (Socket socket = new Socket("127.0.0.1", RUNNING.baseUrl().getPort())) {
            socket.getOutputStream().write(request.substring(0, body).getBytes(UTF_8));
            byte[] goOn = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(UTF_8);
            assertThat(socket.getInputStream().readNBytes(goOn.length)).isEqualTo(goOn);

            socket.getOutputStream().write(request.substring(body).getBytes(UTF_8));

            assertThat(RawHttp.readUntilEnd(socket).reset()).isEqualTo(fault.equals("'lose-answer'"));
        }
        assertThat(trades()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'lose-answer'", "'cut-answer'"})
    void the_first_callback_of_a_trade_goes_out_although_its_answer_does_not_arrive(String fault) {
        plan(entry("deposit", fault));

        sendUntilEnd("deposit");
        client.advance(merchant, "PT2S");

        assertThat(events()).containsExactly("INITIATED", "PENDING");
    }

    @Test
    void who_repeats_a_deposit_whose_answer_was_lost_learns_that_it_was_done() {
        plan(entry("deposit", "'lose-answer'"));

        sendUntilEnd("deposit");
        Answer repeated = send("deposit");

        assertThat(repeated.status()).isEqualTo(409);
        assertThat(repeated.json().at("/error/key").textValue()).isEqualTo("EXTERNAL_ID_EXISTS");
        assertThat(trades()).hasSize(1);
        client.advance(merchant, "PT0S");
        assertThat(events()).containsExactly("INITIATED");
    }

    @Test
    void who_repeats_a_deposit_that_was_reset_before_makes_the_trade() {
        plan(entry("deposit", "'reset-before'"));

        sendUntilEnd("deposit");

        assertThat(send("deposit").status()).isEqualTo(200);
        assertThat(trades()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void cut_answer_sends_the_head_and_half_of_the_body_and_closes(String operation) {
        plan(entry(operation, "'cut-answer'"));

        RawHttp.Line line = sendUntilEnd(operation);

        String head = line.text().substring(0, line.text().indexOf("\r\n\r\n"));
        String half = line.text().substring(head.length() + 4);
        int length = Integer.parseInt(head.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
        assertThat(line.reset()).isFalse();
        assertThat(head).startsWith("HTTP/1.1 200 OK\r\n").contains("\r\nContent-Type: application/json");
        assertThat(length).isGreaterThan(200);
        assertThat(half).hasSize(length / 2);
        assertThat(trades()).hasSize(operation.equals("deposit") ? 1 : 0);
        awaitLine(path(operation) + " -> 200, struck by cut-answer \\(.* ms\\)");
        if (operation.equals("inventory")) {
            Answer whole = send(operation);
            assertThat(whole.body()).hasSize(length);
            assertThat(withoutId(half))
                    .isEqualTo(withoutId(new String(whole.body(), ISO_8859_1).substring(0, length / 2)));
        }
    }

    private static String withoutId(String body) {
        return body.replaceFirst(UUID, "");
    }

    @Test
    void an_error_answer_is_lost_and_cut_as_any() {
        plan(
                "{'trigger':{'on':'deposit'},'fault':{'name':'lose-answer'}}",
                "{'trigger':{'on':'deposit','nth':2},'fault':{'name':'cut-answer'}}");
        byte[] bad = RawHttp.post(
                "/client/trading/deposit",
                "{\"items\":[]}".getBytes(UTF_8),
                "Content-Type: application/json",
                "Authorization: " + token);

        RawHttp.Line lost = RawHttp.sendUntilEnd(RUNNING.baseUrl(), bad);
        RawHttp.Line cut = RawHttp.sendUntilEnd(RUNNING.baseUrl(), bad);
        Answer whole = RawHttp.send(RUNNING.baseUrl(), bad);

        assertThat(lost.text()).isEmpty();
        assertThat(lost.reset()).isTrue();
        awaitLine("POST /client/trading/deposit -> 400 MISSING_ITEMS: .*, struck by lose-answer .*");
        assertThat(whole.status()).isEqualTo(400);
        assertThat(cut.reset()).isFalse();
        assertThat(cut.text())
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .containsIgnoringCase("\r\nContent-Length: " + whole.body().length + "\r\n")
                .containsIgnoringCase("\r\nAccess-Control-Allow-Origin: *\r\n");
        assertThat(cut.text().split("\r\n\r\n", 2)[1]).hasSize(whole.body().length / 2);
    }

    @Test
    void a_head_request_is_struck_as_a_get() {
        byte[] head =
                new String(request("inventory"), UTF_8).replace("GET", "HEAD").getBytes(UTF_8);
        plan(
                entry("inventory", "'cut-answer'"),
                "{'trigger':{'on':'inventory','nth':2},'fault':{'name':'lose-answer'}}");

        RawHttp.Line cut = RawHttp.sendUntilEnd(RUNNING.baseUrl(), head);
        RawHttp.Line lost = RawHttp.sendUntilEnd(RUNNING.baseUrl(), head);

        assertThat(cut.reset()).isFalse();
        assertThat(cut.text()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
        assertThat(lost.text()).isEmpty();
        assertThat(lost.reset()).isTrue();
    }

    @Test
    void a_client_that_is_still_sending_is_reset_at_once() throws IOException {
        plan(entry("deposit", "'reset-before'"));
        String begun = "POST /client/trading/deposit HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Authorization: " + token + "\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n";

        RawHttp.Line line = RawHttp.sendUntilEnd(RUNNING.baseUrl(), begun.getBytes(UTF_8));

        assertThat(line.text()).isEmpty();
        assertThat(line.reset()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset-before", "lose-answer", "cut-answer"})
    void of_requests_in_a_row_the_earlier_are_answered_and_the_later_dropped(String fault) {
        plan("{'trigger':{'on':'inventory','nth':2},'fault':{'name':'" + fault + "'}}");
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        row.writeBytes(request("inventory"));
        row.writeBytes(request("inventory"));
        row.writeBytes(request("deposit"));

        RawHttp.Line line = RawHttp.sendUntilEnd(RUNNING.baseUrl(), row.toByteArray());

        String[] answers = line.text().split("(?=HTTP/1.1 )");
        int length = Integer.parseInt(answers[0].replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
        assertThat(answers).hasSize(fault.equals("cut-answer") ? 2 : 1);
        assertThat(answers[0].split("\r\n\r\n", 2)[1]).hasSize(length);
        assertThat(line.reset()).isEqualTo(!fault.equals("cut-answer"));
        assertThat(trades()).isEmpty();
        assertThat(tallies().at("/faults/0/matched").intValue()).isEqualTo(2);
    }

    @Test
    void other_connections_are_not_touched() throws IOException {
        plan("{'trigger':{'on':'inventory','nth':3,'times':20},'fault':{'name':'reset-before'}}");
        try (Socket kept = new Socket("127.0.0.1", RUNNING.baseUrl().getPort());
                Socket other = new Socket("127.0.0.1", RUNNING.baseUrl().getPort())) {
            InputStream keptIn = new BufferedInputStream(kept.getInputStream());
            InputStream otherIn = new BufferedInputStream(other.getInputStream());
            kept.getOutputStream().write(request("inventory"));
            assertThat(RawHttp.read(keptIn, false).status()).isEqualTo(200);
            other.getOutputStream().write(request("inventory"));
            assertThat(RawHttp.read(otherIn, false).status()).isEqualTo(200);

            for (int i = 0; i < 20; i++) {
                assertThat(sendUntilEnd("inventory").reset()).isTrue();
            }

            for (int i = 0; i < 3; i++) {
                kept.getOutputStream().write(request("inventory"));
                assertThat(RawHttp.read(keptIn, false).status()).isEqualTo(200);
            }
            other.getOutputStream().write(request("deposit"));
            assertThat(RawHttp.read(otherIn, false).status()).isEqualTo(200);
        }
    }

    // Answers that come from elsewhere

    @ParameterizedTest
    @MethodSource("operations")
    void html_502_answers_with_a_page_and_does_nothing(String operation) throws IOException {
        plan(entry(operation, "'html-502'"));
        try (Socket socket = new Socket("127.0.0.1", RUNNING.baseUrl().getPort())) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            socket.getOutputStream().write(request(operation));
            Answer answer = RawHttp.read(in, false);

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.header("Content-Type")).isEqualTo("text/html");
            assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control"));
            assertThat(new String(answer.body(), UTF_8)).isEqualTo("""
                            <html>
                            <head><title>502 Bad Gateway</title></head>
                            <body>
                            <h1>502 Bad Gateway</h1>
                            <p>The server behind this proxy gave no answer that can be passed on.</p>
                            </body>
                            </html>
                            """);
            assertThat(trades()).isEmpty();
            awaitLine(path(operation) + " -> 502, struck by html-502 \\(.* ms\\)");

            socket.getOutputStream().write(request(operation));
            assertThat(RawHttp.read(in, false).status())
                    .as("on the same connection")
                    .isEqualTo(200);
        }
    }

    static Stream<Arguments> errors() {
        return Rows.of("errors/co-errors.json").stream()
                .filter(row -> !row.has("when"))
                .flatMap(row -> OPERATIONS.stream().map(operation -> arguments(operation, row)));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void every_error_of_the_table_can_be_planned(String operation, JsonNode row) {
        plan(entry(operation, "'error','error':'" + row.required("key").textValue() + "'"));

        Answer answer = send(operation);

        assertRefused(
                answer,
                row.required("http").intValue(),
                row.required("code").intValue(),
                row.required("key").textValue(),
                "planned");
        assertThat(answer.header("Access-Control-Allow-Origin"))
                .isEqualTo(operation.equals("authenticate-client") ? null : "*");
        assertThat(trades()).isEmpty();
        assertThat(send(operation).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'rate-limited' | 429 | RATE_LIMITED | 1",
                "'rate-limited','retryAfter':'90s' | 429 | RATE_LIMITED | 90",
                "'rate-limited','retryAfter':'1500ms' | 429 | RATE_LIMITED | 2",
                "'error','error':'RATE_LIMITED' | 429 | RATE_LIMITED | 1",
                "'maintenance' | 503 | SYSTEM_MAINTENANCE | "
            })
    void a_refusal_tells_when_to_try_again(String fault, int status, String key, String retryAfter) {
        plan(entry("any-operation", fault));

        Answer answer = send("inventory");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().at("/error/key").textValue()).isEqualTo(key);
        assertThat(answer.header("Retry-After")).isEqualTo(retryAfter);
        assertThat(answer.header("Access-Control-Expose-Headers")).isEqualTo("Retry-After");
    }

    @Test
    void what_faults_refuse_does_not_count_against_the_rate_limits() {
        live("{\"rateLimits\":\"unverified\"}");
        plan("{'trigger':{'on':'deposit','times':20},'fault':{'name':'maintenance'}}");

        for (int i = 0; i < 20; i++) {
            assertThat(send("deposit").status()).isEqualTo(503);
        }
        assertThat(IntStream.range(0, 6).mapToObj(i -> send("deposit").status()))
                .containsExactly(200, 409, 409, 409, 409, 429);
    }

    // Delays

    @ParameterizedTest
    @MethodSource("operations")
    void latency_comes_before_anything_is_done(String operation) throws Exception {
        plan(entry(operation, "'latency','by':'700ms'"));

        long began = System.nanoTime();
        Future<Answer> answer = threads.submit(() -> send(operation));
        await().until(() -> tallies().at("/faults/0/struck").intValue() == 1);
        assertThat(trades()).isEmpty();

        assertThat(answer.get().status()).isEqualTo(200);
        assertThat(millisSince(began)).isBetween(700L, 4000L);
        assertThat(trades()).hasSize(operation.equals("deposit") ? 1 : 0);
        awaitLine(path(operation) + " -> 200, struck by latency \\([7-9]\\d\\d.* ms\\)|" + path(operation)
                + " -> 200, struck by latency \\([1-3]\\d{3}.* ms\\)");
        client.advance(merchant, "PT0S");
        assertThat(events()).hasSize(operation.equals("deposit") ? 1 : 0);
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    @Test
    void delays_add_up_wherever_they_stand_in_the_plan() {
        plan(
                entry("inventory", "'latency','by':'300ms'"),
                entry("any-operation", "'maintenance'"),
                entry("any-operation", "'latency','by':'400ms'"),
                entry("inventory", "'latency','by':'0s'"));

        long began = System.nanoTime();
        Answer answer = send("inventory");

        assertThat(millisSince(began)).isBetween(700L, 4000L);
        assertThat(answer.status()).isEqualTo(503);
        awaitLine("GET /client/inventory -> 503 SYSTEM_MAINTENANCE: .*, "
                + "struck by latency, latency, latency, maintenance \\(.* ms\\)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"items\":[]} | application/json | 400 | MISSING_ITEMS",
                "{\"items\": | application/json | 400 | VALIDATION_FAILED",
                "{} | text/plain | 415 | VALIDATION_FAILED"
            })
    void what_a_delayed_request_does_wrong_is_refused_as_ever(String body, String type, int status, String key)
            throws IOException {
        plan(entry("deposit", "'latency','by':'50ms'"));
        byte[] request = RawHttp.post(
                "/client/trading/deposit", body.getBytes(UTF_8), "Content-Type: " + type, "Authorization: " + token);
        try (Socket socket = new Socket("127.0.0.1", RUNNING.baseUrl().getPort())) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int i = 0; i < 2; i++) {
                socket.getOutputStream().write(request);
                Answer answer = RawHttp.read(in, false);

                assertThat(answer.status()).isEqualTo(status);
                assertThat(answer.json().required("requestId").textValue()).matches(UUID);
                assertThat(answer.json().at("/error/key").textValue()).isEqualTo(key);
                assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
                assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            }
        }
    }

    @Test
    void a_delayed_request_is_counted_against_the_rate_limits_when_it_is_carried_out() {
        live("{\"rateLimits\":\"unverified\"}");
        plan("{'trigger':{'on':'deposit','times':'always'},'fault':{'name':'latency','by':'20ms'}}");

        assertThat(IntStream.range(0, 6).mapToObj(i -> send("deposit")).map(Answer::status))
                .containsExactly(200, 409, 409, 409, 409, 429);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"'reset-before' | true", "'lose-answer' | true", "'cut-answer' | false"})
    void what_breaks_an_answer_does_so_after_a_delay_too(String fault, boolean reset) {
        plan(entry("deposit", "'latency','by':'100ms'"), entry("deposit", fault));

        RawHttp.Line line = sendUntilEnd("deposit");

        assertThat(line.reset()).isEqualTo(reset);
        assertThat(line.text().isEmpty()).isEqualTo(reset);
        assertThat(trades()).hasSize(fault.contains("before") ? 0 : 1);
        client.advance(merchant, "PT0S");
        assertThat(events()).hasSize(fault.contains("before") ? 0 : 1);
    }

    @Test
    void a_delayed_deposit_can_still_wait_for_its_first_callback() throws Exception {
        try (RawReceiver slow = RawReceiver.answering(OK)) {
            live("{\"callbackUrl\":\"" + slow.url() + "\"}");
            plan(
                    "{'trigger':{'on':'callback','status':'INITIATED'},'fault':{'name':'before-answer'}}",
                    entry("deposit", "'latency','by':'100ms'"),
                    entry("deposit", "'lose-answer'"));
            Future<RawHttp.Line> line = threads.submit(() -> sendUntilEnd("deposit"));

            assertThat(line.get().reset()).isTrue();
            assertThat(slow.connections()).isEqualTo(1);
            assertThat(trades()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_request_whose_merchant_was_deleted_meanwhile_is_refused(String operation) throws Exception {
        plan(entry(operation, "'latency','by':'500ms'"));
        Future<Answer> answer = threads.submit(() -> send(operation));
        await().until(() -> tallies().at("/faults/0/struck").intValue() == 1);

        client.send("DELETE", control(""), null);

        assertThat(answer.get().status()).isEqualTo(401);
        assertThat(answer.get().json().at("/error/key").textValue())
                .isEqualTo(operation.equals("authenticate-client") ? "INVALID_API_KEY" : "UNAUTHORIZED");
        assertThat(answer.get().json().at("/error/message").textValue()).contains("deleted");
    }

    @Test
    void a_delayed_request_does_nothing_in_the_merchant_that_has_taken_the_place_of_its_own() throws Exception {
        try (Simulator own = Simulator.start(Settings.STANDARD.with(MerchantSettings.SEED, 7L))) {
            TestClient tester = new TestClient(own);
            String apiKey = own.defaultMerchant().credentials().apiKey();
            JsonNode before = Rows.elements(tester.get("/_sim/merchants").json().required("merchants"))
                    .findFirst()
                    .orElseThrow();
            String user = tester.post(
                            "/auth/authenticate-client",
                            "{\"clientSteamId\":\"" + USER + "\",\"clientTradeUrl\":\"" + TestClient.tradeUrl() + "\"}",
                            "api-key",
                            apiKey)
                    .data()
                    .required("token")
                    .textValue();
            JsonNode offered = tester.depositable(user, "730").get(0);
            tester.send(
                    "PUT",
                    "/_sim/merchants/default/faults",
                    "{\"faults\":[" + entry("deposit", "'latency','by':'500ms'").replace('\'', '"') + "]}",
                    "Content-Type",
                    "application/json");
            Future<Answer> answer = threads.submit(() -> tester.deposit(user, offered, ""));
            await().until(() -> tester.get("/_sim/merchants/default/faults")
                            .json()
                            .at("/faults/0/struck")
                            .intValue()
                    == 1);

            tester.send("DELETE", "/_sim/merchants/default", null);

            assertThat(answer.get().status()).isEqualTo(401);
            assertThat(before.required("merchantId").textValue())
                    .isEqualTo(own.defaultMerchant().credentials().merchantId());
            assertThat(own.defaultMerchant().trading().trades()).isEmpty();
            assertThat(tester.deposit(user, offered, "").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_delayed_deposit_is_made_although_its_client_has_gone(boolean reset) throws IOException {
        plan(entry("deposit", "'latency','by':'300ms'"));
        try (Socket socket = new Socket("127.0.0.1", RUNNING.baseUrl().getPort())) {
            socket.getOutputStream().write(request("deposit"));
            await().until(() -> tallies().at("/faults/0/struck").intValue() == 1);
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        }

        await().until(() -> trades().size() == 1);
        await().untilAsserted(() -> {
            client.advance(merchant, "PT0S");
            assertThat(events()).containsExactly("INITIATED");
        });
    }

    @Test
    void delayed_requests_keep_no_threads() throws Exception {
        int waiting = 400;
        plan("{'trigger':{'on':'inventory','times':'always'},'fault':{'name':'latency','by':'2s'}}");
        long began = System.nanoTime();
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < waiting; i++) {
                Socket socket = new Socket("127.0.0.1", RUNNING.baseUrl().getPort());
                sockets.add(socket);
                socket.getOutputStream().write(request("inventory"));
            }
            await().until(() -> tallies().at("/faults/0/struck").intValue() == waiting);
            long busy = Thread.getAllStackTraces().entrySet().stream()
                    .filter(thread -> thread.getKey().getName().startsWith("assetpay-http"))
                    .filter(thread -> Stream.of(thread.getValue())
                            .anyMatch(frame -> frame.getClassName().startsWith("io.github.assetpaysim")))
                    .count();
            if (millisSince(began) < 2000) {
                assertThat(busy).isLessThan(20);
            }
            for (Socket socket : sockets) {
                assertThat(RawHttp.read(new BufferedInputStream(socket.getInputStream()), false)
                                .status())
                        .isEqualTo(200);
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void a_simulator_stops_without_waiting_for_delayed_requests() throws Exception {
        Simulator own = Simulator.start(Settings.STANDARD);
        TestClient tester = new TestClient(own);
        String key = own.defaultMerchant().credentials().apiKey();
        tester.send(
                "PUT",
                "/_sim/merchants/default/faults",
                "{\"faults\":["
                        + entry("any-operation", "'latency','by':'10min'").replace('\'', '"') + "]}",
                "Content-Type",
                "application/json");
        try (Socket socket = new Socket("127.0.0.1", own.baseUrl().getPort())) {
            socket.getOutputStream()
                    .write(RawHttp.post(
                            "/auth/authenticate-client",
                            "{}".getBytes(UTF_8),
                            "Content-Type: application/json",
                            "api-key: " + key));
            await().until(() -> own.defaultMerchant().faults().neverStruck().isEmpty());

            long began = System.nanoTime();
            own.close();

            assertThat(millisSince(began)).isLessThan(5000);
            assertThat(RawHttp.readUntilEnd(socket).text())
                    .startsWith("HTTP/1.1 503 ")
                    .contains("SERVICE_UNAVAILABLE", "the simulator stops");
        }
    }

    // Which requests

    static Stream<Arguments> several() {
        return Stream.of(
                arguments(List.of("'lose-answer'", "'maintenance'"), "SYSTEM_MAINTENANCE"),
                arguments(List.of("'maintenance'", "'lose-answer'"), "SYSTEM_MAINTENANCE"),
                arguments(List.of("'cut-answer'", "'html-502'", "'reset-before'"), "page"),
                arguments(List.of("'reset-before'", "'html-502'"), "reset, nothing done"),
                arguments(List.of("'cut-answer'", "'lose-answer'"), "half"),
                arguments(List.of("'lose-answer'", "'cut-answer'"), "reset, done"),
                arguments(List.of("'error','error':'CONFLICT'", "'maintenance'"), "CONFLICT"));
    }

    @ParameterizedTest
    @MethodSource("several")
    void of_several_faults_the_first_that_prevents_decides_then_the_first_that_breaks(
            List<String> faults, String outcome) {
        plan(faults.stream().map(fault -> entry("deposit", fault)).toArray(String[]::new));

        RawHttp.Line line = RawHttp.sendUntilEnd(
                RUNNING.baseUrl(),
                new String(request("deposit"), UTF_8)
                        .replace("Host: localhost\r\n", "Host: localhost\r\nConnection: close\r\n")
                        .getBytes(UTF_8));

        String seen = line.reset()
                ? "reset, " + (trades().isEmpty() ? "nothing done" : "done")
                : line.text().contains("<html>")
                        ? "page"
                        : line.text().contains("\"error\"")
                                ? line.text().replaceFirst("(?s).*\"key\":\"(\\w+)\".*", "$1")
                                : "half";
        assertThat(seen).isEqualTo(outcome);
        assertThat(Rows.elements(tallies().required("faults")))
                .allMatch(fault -> fault.required("struck").intValue() == 1);
    }

    @Test
    void a_plan_tells_what_its_faults_have_met_and_struck() {
        plan(
                "{'trigger':{'on':'inventory','nth':2,'times':2},'fault':{'name':'maintenance'}}",
                entry("deposit", "'html-502'"),
                "{'trigger':{'on':'any-operation','times':'always'},'fault':{'name':'latency','by':'1ms'}}");

        assertThat(IntStream.range(0, 5).mapToObj(i -> send("inventory").status()))
                .containsExactly(200, 503, 503, 200, 200);
        send("authenticate-client");

        JsonNode tallies = tallies();
        assertThat(Rows.elements(tallies.required("faults"))
                        .map(fault -> fault.required("matched").intValue()))
                .containsExactly(5, 0, 6);
        assertThat(Rows.elements(tallies.required("faults"))
                        .map(fault -> fault.required("struck").intValue()))
                .containsExactly(2, 0, 6);
        assertThat(tallies.required("neverStruck")).hasSize(1);
        assertThat(tallies.at("/neverStruck/0").intValue()).isEqualTo(1);
    }

    @Test
    void a_trigger_can_wait_for_one_user() {
        String other = "76561198087654321";
        String othersToken = client.token(merchant, other);
        plan(
                "{'trigger':{'on':'inventory','steamId':'" + other + "'},'fault':{'name':'maintenance'}}",
                "{'trigger':{'on':'any-operation','steamId':'" + other + "','nth':2},'fault':{'name':'html-502'}}");

        assertThat(send("authenticate-client").status()).isEqualTo(200);
        assertThat(send("inventory").status()).isEqualTo(200);
        assertThat(client.get("/client/inventory", "Authorization", othersToken).status())
                .isEqualTo(503);
        assertThat(client.get("/client/inventory", "Authorization", othersToken).status())
                .isEqualTo(502);
        assertThat(Rows.elements(tallies().required("faults"))
                        .map(fault -> fault.required("matched").intValue()))
                .containsExactly(2, 2);
    }

    @Test
    void a_trigger_for_one_user_is_refused_where_the_user_is_not_yet_known() {
        Answer answer = put(
                "{'trigger':{'on':'authenticate-client','steamId':'" + USER + "'},'fault':{'name':'reset-before'}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().required("detail").textValue())
                .contains("faults[0].trigger.steamId must be absent when on is authenticate-client")
                .contains("only the body of such a request names the user");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'deposits' | 'reset-before' | callback, authenticate-client, inventory, deposit, any-operation",
                "'deposit' | 'reset-befor' | did you mean reset-before? There are latency, error, maintenance, rate-limited, "
                        + "reset-before, lose-answer, cut-answer, html-502",
                "'deposit' | 'drop' | 'drop' is no fault of operations",
                "'callback' | 'lose-answer' | 'lose-answer' is no fault of callbacks",
                "'deposit','status':'HOLD' | 'latency','by':'1s' | known are nth, on, steamId, times",
                "'deposit' | 'latency' | the fault latency needs by",
                "'deposit' | 'latency','by':'11min' | at most",
                "'deposit' | 'error','error':'METHOD_NOT_ALLOWED' | EXTERNAL_ID_EXISTS, MISSING_ITEMS",
                "'deposit' | 'error' | the fault error needs error"
            })
    void what_cannot_be_planned_is_refused_with_what_can(String on, String fault, String said) {
        Answer answer = put("{'trigger':{'on':" + on + "},'fault':{'name':" + fault + "}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().required("detail").textValue()).contains(said);
        assertThat(tallies().required("faults")).isEmpty();
    }

    @Test
    void requests_that_are_not_known_to_be_the_merchants_own_are_not_counted() {
        plan("{'trigger':{'on':'any-operation','times':'always'},'fault':{'name':'reset-before'}}");

        assertThat(client.get("/client/inventory").status()).isEqualTo(401);
        assertThat(client.get("/client/inventory", "Authorization", token + "x").status())
                .isEqualTo(401);
        assertThat(client.post("/auth/authenticate-client", "{}", "api-key", "ap_0")
                        .status())
                .isEqualTo(401);
        assertThat(client.get("/client/nowhere", "Authorization", token).status())
                .isEqualTo(404);
        assertThat(tallies().at("/faults/0/matched").intValue()).isZero();
    }

    @Test
    void faults_end_with_their_plan_and_with_their_merchant() {
        plan("{'trigger':{'on':'any-operation','times':'always'},'fault':{'name':'maintenance'}}");
        JsonNode struck = merchant;
        live("{}");
        assertThat(send("inventory").status()).as("of another merchant").isEqualTo(200);
        merchant = struck;

        assertThat(send("authenticate-client").status()).isEqualTo(503);
        client.send("DELETE", control("/faults"), null);
        assertThat(send("authenticate-client").status()).isEqualTo(200);
    }

    // Many at once

    @ParameterizedTest
    @ValueSource(strings = {"'maintenance'", "'reset-before'", "'lose-answer'", "'cut-answer'", "'html-502'"})
    void of_many_requests_at_once_exactly_as_many_are_struck_as_planned(String fault) throws Exception {
        int all = 200;
        plan("{'trigger':{'on':'inventory','nth':41,'times':50},'fault':{'name':" + fault + "}}");
        byte[] request = new String(request("inventory"), UTF_8)
                .replace("Host: localhost\r\n", "Host: localhost\r\nConnection: close\r\n")
                .getBytes(UTF_8);
        CyclicBarrier together = new CyclicBarrier(all);
        List<Future<RawHttp.Line>> running = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            running.add(threads.submit(() -> {
                together.await();
                return RawHttp.sendUntilEnd(RUNNING.baseUrl(), request);
            }));
        }
        List<RawHttp.Line> lines = new ArrayList<>();
        for (Future<RawHttp.Line> each : running) {
            lines.add(each.get());
        }

        assertThat(lines).hasSize(all);
        assertThat(lines.stream().filter(StruckRequestTest::isWhole)).hasSize(all - 50);
        assertThat(lines.stream().filter(RawHttp.Line::reset))
                .hasSize(fault.matches("'(reset-before|lose-answer)'") ? 50 : 0);
        assertThat(tallies().at("/faults/0/matched").intValue()).isEqualTo(all);
        assertThat(tallies().at("/faults/0/struck").intValue()).isEqualTo(50);
    }

    private static boolean isWhole(RawHttp.Line line) {
        if (!line.text().startsWith("HTTP/1.1 200")) {
            return false;
        }
        int length = Integer.parseInt(line.text().replaceFirst("(?s).*?Content-Length: (\\d+).*", "$1"));
        return line.text().split("\r\n\r\n", 2)[1].length() == length;
    }
}
