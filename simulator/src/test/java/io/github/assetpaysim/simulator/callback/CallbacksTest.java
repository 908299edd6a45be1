package io.github.assetpaysim.simulator.callback;

import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.RawReceiver;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.Signature;
import io.github.assetpaysim.simulator.support.TestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CallbacksTest {
    private static final String ALICE = "76561198000000001";
    private static final String BOB = "76561198000000002";
    private static final List<String> ORDINARY = List.of("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED");

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();

    private JsonNode merchant(Object url, String more) {
        return client.merchant("{\"callbackUrl\":\"" + url + "\"" + more + "}");
    }

    private void patch(JsonNode merchant, String members) {
        TestClient.Answer answer = client.patch(path(merchant), members);
        assertThat(answer.status()).isEqualTo(200);
    }

    private List<JsonNode> callbacks(JsonNode merchant) {
        JsonNode list = client.get(path(merchant) + "/callbacks").json().required("callbacks");
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    private static String callbackPath(JsonNode merchant, JsonNode callback) {
        return path(merchant) + "/callbacks/" + callback.required("id").textValue();
    }

    private static List<String> eventsOf(Receiver receiver, JsonNode trade) {
        return receiver.got().stream()
                .filter(got -> got.trade().required("id").equals(trade.required("id")))
                .map(Receiver.Got::event)
                .toList();
    }

    @Test
    void the_five_callbacks_of_a_deposit_come_in_order_and_verify() {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = merchant(receiver.url(), ",\"apiSecret\":\"ключ-1\"");
            client.trade(merchant, ALICE);
            client.advance(merchant, "P8D");

            assertThat(receiver.events()).isEqualTo(ORDINARY);
            assertThat(receiver.got()).allSatisfy(callback -> {
                assertThat(callback.payload().properties())
                        .extracting(java.util.Map.Entry::getKey)
                        .containsExactlyInAnyOrder("trade", "event", "timestamp", "key");
                assertThat(callback.trade().required("status").textValue()).isEqualTo(callback.event());
                assertThat(callback.payload().required("key").textValue())
                        .isEqualTo(Signature.of(callback.trade(), "ключ-1"));
                assertThat(callback.headers().get("Content-type")).containsExactly("application/json");
                assertThat(callback.headers().get("User-agent").get(0)).matches("assetpay-simulator/\\d.*");
                assertThat(callback.headers()).doesNotContainKeys("Upgrade", "Http2-settings", "Authorization");
            });
        }
    }

    @Test
    void the_journal_keeps_every_attempt_with_its_exact_bytes_and_headers_both_ways() {
        AtomicInteger calls = new AtomicInteger();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            line.request();
            line.write("HTTP/1.1 " + (calls.incrementAndGet() == 1 ? 503 : 200)
                    + " As told\r\nX-Node: a7\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbusy");
        })) {
            JsonNode merchant = merchant(receiver.url(), ",\"startAt\":\"2031-03-04T10:00:00Z\"");
            client.trade(merchant, ALICE);
            Instant before = Instant.now();
            client.advance(merchant, "1s");
            JsonNode first = callbacks(merchant).get(0);
            assertThat(first.required("state").textValue()).isEqualTo("RETRYING");
            assertThat(first.required("nextAttempt").textValue()).isEqualTo("2031-03-04T10:00:10.000Z");
            client.advance(merchant, "10s");

            JsonNode callback = client.get(callbackPath(merchant, first)).json();
            assertThat(callback.required("state").textValue()).isEqualTo("DELIVERED");
            String body = new String(
                    Base64.getDecoder().decode(callback.required("bodyBase64").textValue()), UTF_8);
            assertThat(body).isEqualTo(callback.required("body").textValue()).startsWith("{\"payload\":");
            assertThat(callback.required("headers").required("User-Agent").textValue())
                    .startsWith("assetpay-simulator/");
            JsonNode attempts = callback.required("attempts");
            assertThat(attempts).hasSize(2);
            for (int i = 0; i < 2; i++) {
                JsonNode attempt = attempts.get(i);
                assertThat(attempt.required("number").intValue()).isEqualTo(i + 1);
                assertThat(attempt.required("trigger").textValue()).isEqualTo("SCHEDULED");
                assertThat(attempt.required("url").textValue())
                        .isEqualTo(receiver.url().toString());
                assertThat(attempt.required("due").textValue()).isEqualTo("2031-03-04T10:00:" + i + "0.000Z");
                assertThat(attempt.required("status").intValue()).isEqualTo(i == 0 ? 503 : 200);
                assertThat(attempt.required("delivered").booleanValue()).isEqualTo(i == 1);
                assertThat(attempt.required("sentHeaders")).isEqualTo(callback.required("headers"));
                assertThat(attempt.required("headers").required("x-node").get(0).textValue())
                        .isEqualTo("a7");
                assertThat(attempt.required("body").textValue()).isEqualTo("busy");
                assertThat(attempt.required("bodyTruncated").booleanValue()).isFalse();
                Instant sent = Instant.parse(attempt.required("sent").textValue());
                Instant ended = Instant.parse(attempt.required("ended").textValue());
                assertThat(sent).isBeforeOrEqualTo(ended);
                assertThat(Duration.between(before, ended).abs()).isLessThan(Duration.ofMinutes(1));
            }
        }
    }

    @Test
    void a_retry_is_byte_identical_and_goes_to_the_new_url_also_after_the_secret_changed() {
        try (Receiver failing = Receiver.answering(callback -> 500);
                Receiver fixed = Receiver.good()) {
            JsonNode merchant = merchant(failing.url(), "");
            client.trade(merchant, ALICE);
            client.advance(merchant, "0s");
            patch(merchant, "{\"apiSecret\":\"new\",\"callbackUrl\":\"" + fixed.url() + "\"}");
            client.advance(merchant, "10s");

            assertThat(failing.events()).containsExactly("INITIATED");
            assertThat(fixed.events()).containsExactly("PENDING", "INITIATED");
            assertThat(fixed.got().get(1).body()).isEqualTo(failing.got().get(0).body());
            assertThat(fixed.got().get(0).payload().required("key").textValue())
                    .isEqualTo(Signature.of(fixed.got().get(0).trade(), "new"));
        }
    }

    @Test
    void a_receiver_that_hangs_fails_attempts_but_costs_no_order() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean hang = new AtomicBoolean(true);
        try (Receiver receiver = Receiver.answering(callback -> hang.get() ? waitFor(end) : 200)) {
            JsonNode merchant = merchant(receiver.url(), ",\"callbackTimeout\":\"200ms\",\"retry\":\"1h\"");
            client.trade(merchant, ALICE);
            client.advance(merchant, "1min");

            assertThat(receiver.events()).containsExactly("INITIATED", "PENDING", "ACTIVE", "HOLD");
            assertThat(callbacks(merchant)).allSatisfy(callback -> {
                assertThat(callback.required("state").textValue()).isEqualTo("RETRYING");
                assertThat(callback.required("lastResult").textValue())
                        .startsWith("no complete answer within 200 ms at 127.0.0.1:");
            });
            hang.set(false);
            patch(merchant, "{\"callbackTimeout\":\"15s\"}");
            client.advance(merchant, "1h");
            assertThat(callbacks(merchant))
                    .allSatisfy(callback ->
                            assertThat(callback.required("state").textValue()).isEqualTo("DELIVERED"));
        } finally {
            end.countDown();
        }
    }

    private static int waitFor(CountDownLatch latch) {
        try {
            latch.await();
            return 200;
        } catch (InterruptedException e) {
            return 500;
        }
    }

    @Test
    void what_was_undeliverable_is_resent_by_hand_once_there_is_a_url() {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = client.merchant("{}");
            client.trade(merchant, ALICE);
            client.advance(merchant, "0s");
            JsonNode callback = callbacks(merchant).get(0);
            assertThat(callback.required("state").textValue()).isEqualTo("UNDELIVERABLE");
            String resend = callbackPath(merchant, callback) + "/resend";
            assertThat(client.post(resend, "{}").status()).isEqualTo(409);

            patch(merchant, "{\"callbackUrl\":\"" + receiver.url() + "\"}");
            TestClient.Answer answer = client.post(resend, "{}");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().required("trigger").textValue()).isEqualTo("MANUAL");
            assertThat(receiver.events()).containsExactly("INITIATED");
            assertThat(callbacks(merchant).get(0).required("state").textValue()).isEqualTo("DELIVERED");
        }
    }

    @Test
    void in_a_paced_clock_a_receiver_that_never_answers_delays_only_its_own_trade() {
        CountDownLatch end = new CountDownLatch(1);
        try (Receiver receiver = Receiver.answering(callback ->
                callback.trade().required("clientSteamID").textValue().equals(ALICE) ? waitFor(end) : 200)) {
            JsonNode merchant =
                    merchant(receiver.url(), ",\"clock\":\"paced\",\"pace\":\"50ms\",\"callbackTimeout\":\"10min\"");
            JsonNode hanging = client.trade(merchant, ALICE);
            JsonNode other = client.trade(merchant, BOB);

            await().until(() -> eventsOf(receiver, other).equals(ORDINARY));
            assertThat(eventsOf(receiver, hanging)).containsExactly("INITIATED");

            end.countDown();
            await().until(() -> eventsOf(receiver, hanging).equals(ORDINARY));
        }
    }

    @Test
    void a_handler_may_call_the_api_but_not_advance_the_time_that_called_it() {
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        Queue<String> refusals = new ConcurrentLinkedQueue<>();
        JsonNode[] merchant = new JsonNode[1];
        try (Receiver receiver = Receiver.answering(callback -> {
            boolean alices =
                    callback.trade().required("clientSteamID").textValue().equals(ALICE);
            if (alices && callback.event().equals("PENDING")) {
                String token = client.token(merchant[0], BOB);
                statuses.add(
                        client.get("/client/inventory", "Authorization", token).status());
                statuses.add(
                        client.deposit(token, client.depositable(token, "730").get(0), "")
                                .status());
                statuses.add(
                        client.patch(path(merchant[0]), "{\"retry\":\"none\"}").status());
                TestClient.Answer advance = client.post(path(merchant[0]) + "/clock/advance", "{\"by\":\"1s\"}");
                statuses.add(advance.status());
                refusals.add(new String(advance.body(), UTF_8));
            }
            return 200;
        })) {
            merchant[0] = merchant(receiver.url(), ",\"startAt\":\"2031-03-04T10:00:00Z\"");
            JsonNode alices = client.trade(merchant[0], ALICE);
            client.advance(merchant[0], "P8D");

            assertThat(statuses).containsExactly(200, 200, 200, 409);
            // It names the advance that is running.
            assertThat(refusals.element()).contains("2031-03-04T10:00:00").contains("2031-03-12T10:00:00");
            assertThat(eventsOf(receiver, alices)).isEqualTo(ORDINARY);
            // The trade that was made on the way has gone all its way too.
            assertThat(receiver.got()).hasSize(10);
        }
    }
}
