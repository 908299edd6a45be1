package io.github.assetpaysim.simulator.endpoint;

import static io.github.assetpaysim.simulator.support.RawReceiver.OK;
import static io.github.assetpaysim.simulator.support.Refusals.UUID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.RawReceiver;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that make a request wait. */
class DelayedRequestsTest extends FaultedRequests {
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
        awaitLine(logged(operation) + " -> 200, struck by latency \\([7-9]\\d\\d.* ms\\)|" + logged(operation)
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
            tester.put(
                    "/_sim/merchants/default/faults",
                    "{\"faults\":[" + entry("deposit", "'latency','by':'500ms'").replace('\'', '"') + "]}");
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
            assertThat(own.defaultMerchant().trades().all()).isEmpty();
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
        tester.put(
                "/_sim/merchants/default/faults",
                "{\"faults\":["
                        + entry("any-operation", "'latency','by':'10min'").replace('\'', '"') + "]}");
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
}
