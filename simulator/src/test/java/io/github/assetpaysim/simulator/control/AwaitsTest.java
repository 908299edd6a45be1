package io.github.assetpaysim.simulator.control;

import static io.github.assetpaysim.simulator.support.Refusals.assertProblem;
import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AwaitsTest {
    private static final String USER = "76561198012345678";
    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final Simulator simulator = RUNNING.simulator();
    private final TestClient client = RUNNING.client();

    // Trades

    @ParameterizedTest(name = "{0}")
    @CsvSource({"INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED"})
    void a_status_that_was_reached_once_is_answered_at_once_with_the_trade_as_it_is_now(String status) {
        JsonNode merchant = client.merchant("{}");
        String trade = trade(merchant, deposit(merchant));
        client.advance(merchant, "8d");

        Answer answer = client.get(trade + "/await?timeout=0s&status=" + status);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(client.get(trade).json());
        assertThat(answer.json().required("status").textValue()).isEqualTo("COMPLETED");
    }

    @Test
    void who_waits_for_a_status_is_answered_when_it_comes() throws Exception {
        JsonNode merchant = client.merchant("{}");
        String trade = trade(merchant, deposit(merchant));
        CompletableFuture<Answer> hold = later(trade + "/await?status=HOLD&timeout=30s");
        CompletableFuture<Answer> completed = later(trade + "/await?status=COMPLETED&timeout=30s");

        client.advance(merchant, "1min");
        assertThat(hold.get(20, SECONDS).json().required("status").textValue()).isEqualTo("HOLD");
        assertThat(completed).isNotDone();
        client.advance(merchant, "7d");
        assertThat(completed.get(20, SECONDS).json().required("status").textValue())
                .isEqualTo("COMPLETED");
    }

    @Test
    void an_event_of_the_tester_is_noticed_too() throws Exception {
        JsonNode merchant = client.merchant("{}");
        String trade = trade(merchant, deposit(merchant));
        CompletableFuture<Answer> failed = later(trade + "/await?status=FAILED&timeout=30s");

        client.post(trade + "/events", "{\"event\":\"fail\"}");

        assertThat(failed.get(20, SECONDS).json().required("status").textValue())
                .isEqualTo("FAILED");
    }

    @Test
    void on_a_clock_that_runs_nobody_needs_to_do_anything() {
        JsonNode merchant = client.merchant("{\"clock\":\"paced\",\"pace\":\"20ms\"}");
        String trade = trade(merchant, deposit(merchant));

        assertThat(client.get(trade + "/await?status=COMPLETED&timeout=30s").status())
                .isEqualTo(200);
    }

    @Test
    void a_time_out_tells_where_the_trade_stands_and_that_frozen_time_does_not_move() {
        JsonNode merchant = client.merchant("{}");
        String trade = trade(merchant, deposit(merchant));
        client.advance(merchant, "1min");

        Answer answer = client.get(trade + "/await?status=COMPLETED&timeout=20ms");

        assertProblem(answer, 504, "within 20 ms the trade did not become COMPLETED; it is HOLD. Its history: [");
        assertThat(answer.json().required("title").textValue()).isEqualTo("Gateway Timeout");
        assertThat(detail(answer))
                .contains("ACCEPT -> ACCEPTED", "SETTLE -> PROTECTED")
                .endsWith("The merchant's clock is frozen: time moves only by POST clock/advance");
    }

    @Test
    void a_time_out_on_another_clock_says_nothing_about_frozen_time() {
        JsonNode merchant = client.merchant("{\"clock\":\"live\"}");
        String trade = trade(merchant, deposit(merchant));
        client.post(trade + "/events", "{\"event\":\"cancel\"}");

        assertThat(detail(client.get(trade + "/await?status=HOLD&timeout=0s")))
                .contains("it is CANCELED, and nothing more happens to it by itself")
                .doesNotContain("frozen");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                             | query parameter status is missing; expected one of INITIATED, PENDING, ACTIVE",
                "status=DONE                    | query parameter status must be one of INITIATED, PENDING, ACTIVE, ESCROW, HOLD, COMPLETED, FAILED, CANCELED, DECLINED, REVERTED, not 'DONE'",
                "status=hold                    | query parameter status must be one of",
                "status=                        | query parameter status must be one of",
                "status=HOLD&status=HOLD        | query parameter status is given more than once",
                "status=HOLD&timeout=61s        | query parameter timeout must be a duration such as 500ms, 10s, 2min, 1h, 7d or PT1M30S, at most 60s, not '61s'",
                "status=HOLD&timeout=5          | query parameter timeout must be a duration",
                "status=HOLD&timeout=-5s        | query parameter timeout must be a duration",
                "status=HOLD&timeout=PT-5S      | query parameter timeout must be a duration",
                "status=HOLD&timeout=           | query parameter timeout must be a duration",
                "status=HOLD&timeout=99999999999999999999d | query parameter timeout must be a duration",
                "status=HOLD&state=DELIVERED    | unknown query parameter 'state'; known are status, timeout",
                "status=HOLD&timeout=%          | the query has a %",
            })
    void what_cannot_be_awaited_of_a_trade_is_refused_at_once(String query, String detail) {
        JsonNode merchant = client.merchant("{}");
        String trade = trade(merchant, deposit(merchant));

        Answer answer = query.contains("%")
                ? RawHttp.send(simulator.baseUrl(), "GET " + trade + "/await?" + query + " HTTP/1.1", "Host: localhost")
                : client.get(trade + "/await?" + query);

        assertProblem(answer, 400, detail);
    }

    @Test
    void a_trade_that_does_not_exist_is_not_waited_for() {
        JsonNode merchant = client.merchant("{}");

        assertProblem(
                client.get(trade(merchant, NOBODY) + "/await?status=HOLD&timeout=60s"), 404, "there is no trade '");
        assertProblem(
                client.get("/_sim/merchants/none/trades/x/await?status=HOLD&timeout=60s"),
                404,
                "there is no merchant 'none'");
        assertProblem(
                client.get(path(merchant) + "/callbacks/await?timeout=60s&tradeId=" + NOBODY),
                404,
                "there is no trade '");
    }

    // Callbacks

    @Test
    void callbacks_are_answered_like_the_listing_once_their_attempts_have_ended() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (Receiver receiver = Receiver.answering(callback -> {
            if (callback.event().equals("PENDING")) {
                awaitUninterrupted(answer);
            }
            return 200;
        })) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            String one = deposit(merchant);
            CompletableFuture<Answer> pending = later(path(merchant) + "/callbacks/await?event=PENDING&timeout=30s");
            client.get(path(merchant) + "/callbacks/await?event=INITIATED&timeout=30s");
            CompletableFuture<JsonNode> advanced = CompletableFuture.supplyAsync(() -> client.advance(merchant, "10s"));
            assertProblem(
                    client.get(path(merchant) + "/callbacks/await?event=PENDING&timeout=50ms"),
                    504,
                    "within 50 ms there were 0 PENDING callbacks with an attempt that has ended, not 1; there are"
                            + " INITIATED DELIVERED of trade " + one);
            assertThat(pending).isNotDone();

            answer.countDown();

            JsonNode found = pending.get(20, SECONDS).json();
            advanced.get(20, SECONDS);
            JsonNode listed = client.get(path(merchant) + "/callbacks").json();
            assertThat(found.fieldNames()).toIterable().containsExactly("callbacks", "dropped");
            assertThat(found.required("callbacks")).hasSize(1);
            assertThat(found.at("/callbacks/0/event").textValue()).isEqualTo("PENDING");
            assertThat(found.at("/callbacks/0/id")).isEqualTo(listed.at("/callbacks/1/id"));
        }
    }

    @Test
    void a_state_a_number_and_a_trade_narrow_what_is_waited_for() throws Exception {
        try (Receiver receiver = Receiver.answering(callback -> callback.event().equals("INITIATED") ? 500 : 200)) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\",\"retry\":\"1h\"}");
            String one = deposit(merchant);
            String two = deposit(merchant);
            String awaited = path(merchant) + "/callbacks/await?timeout=30s";
            CompletableFuture<Answer> delivered = later(awaited + "&state=DELIVERED&count=4");

            assertThat(client.get(awaited + "&state=RETRYING&count=2").json().required("callbacks"))
                    .hasSize(2);
            client.advance(merchant, "1min");
            assertThat(delivered.get(20, SECONDS).json().required("callbacks"))
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allMatch(each -> each.required("state").textValue().equals("DELIVERED"));
            assertThat(client.get(awaited + "&count=4&tradeId=" + one).json().required("callbacks"))
                    .hasSize(4)
                    .allMatch(each -> each.required("tradeId").textValue().equals(one));
            assertThat(client.get(awaited + "&event=HOLD&state=DELIVERED&tradeId=" + two)
                            .json()
                            .required("callbacks"))
                    .hasSize(1);
        }
    }

    @Test
    void what_nobody_could_be_sent_is_awaited_by_its_state() {
        JsonNode merchant = client.merchant("{}");
        String trade = deposit(merchant);

        assertThat(client.get(path(merchant) + "/callbacks/await?state=UNDELIVERABLE")
                        .status())
                .isEqualTo(200);
        assertProblem(
                client.get(path(merchant) + "/callbacks/await?timeout=0s&tradeId=" + trade),
                504,
                "within 0 s there were 0 callbacks of trade '" + trade
                        + "' with an attempt that has ended, not 1; there are INITIATED UNDELIVERABLE of trade " + trade
                        + ". The merchant's clock");
        assertProblem(
                client.get("/_sim/merchants/" + id(client.merchant("{}")) + "/callbacks/await?timeout=0s"),
                504,
                "there is none. The merchant's clock is frozen");
    }

    @Test
    void a_trade_is_idle_when_the_last_retry_of_its_last_callback_has_ended() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        try (Receiver receiver = Receiver.answering(callback -> {
            if (attempts.incrementAndGet() == 3) {
                awaitUninterrupted(answer);
            }
            return 500;
        })) {
            JsonNode merchant =
                    client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\",\"retry\":[\"0s\",\"0s\"]}");
            String trade = deposit(merchant);
            String awaited = path(merchant) + "/callbacks/await?idle=true&tradeId=" + trade;
            CompletableFuture<Answer> idle = later(awaited + "&timeout=30s");
            client.get(path(merchant) + "/callbacks/await?state=RETRYING&timeout=30s");
            assertProblem(
                    client.get(awaited + "&timeout=50ms"),
                    504,
                    "within 50 ms callbacks of trade '" + trade
                            + "' did not come to rest; there are INITIATED RETRYING");
            assertThat(idle).isNotDone();

            answer.countDown();

            JsonNode found = idle.get(20, SECONDS).json();
            assertThat(found)
                    .isEqualTo(client.get(path(merchant) + "/callbacks?tradeId=" + trade)
                            .json());
            assertThat(found.at("/callbacks/0/attempts").intValue()).isEqualTo(3);
            assertThat(client.get(awaited + "&timeout=0s").json()).isEqualTo(found);
        }
    }

    @Test
    void what_a_fault_keeps_back_is_at_rest_and_what_is_due_later_is_not() {
        JsonNode merchant = client.merchant("{\"callbackUrl\":\"http://127.0.0.1:9/\",\"retry\":\"none\"}");
        client.put(path(merchant) + "/faults", """
                {"faults":[{"trigger":{"on":"callback"},"fault":{"name":"swap-with-next"}},
                           {"trigger":{"on":"callback","nth":2},"fault":{"name":"delay","by":"1h"}}]}""");
        String awaited = path(merchant) + "/callbacks/await?idle=true&tradeId=";

        assertThat(client.get(awaited + deposit(merchant))
                        .json()
                        .at("/callbacks/0/state")
                        .textValue())
                .isEqualTo("KEPT_BACK");
        assertProblem(
                client.get(awaited + deposit(merchant) + "&timeout=0s"),
                504,
                ". The merchant's clock is frozen: time moves only by POST clock/advance");
    }

    @Test
    void a_withdrawal_is_idle_only_when_its_rejection_was_told_too() {
        try (Receiver receiver = Receiver.answering(callback -> 402)) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\",\"retry\":\"none\"}");
            for (int i = 0; i < 20; i++) {
                String trade = client.withdrawal(merchant, USER).required("id").textValue();

                assertThat(client.get(path(merchant) + "/callbacks/await?idle=true&timeout=30s&tradeId=" + trade)
                                .json()
                                .required("callbacks")
                                .findValuesAsText("event"))
                        .containsExactly("INITIATED", "CANCELED");
            }
        }
    }

    @Test
    void with_details_each_callback_is_told_as_it_is_alone() {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            String trade = deposit(merchant);
            client.advance(merchant, "8d");
            String callbacks = path(merchant) + "/callbacks";
            JsonNode detailed =
                    client.get(callbacks + "?details=true&tradeId=" + trade).json();

            assertThat(detailed.required("callbacks"))
                    .hasSize(5)
                    .allSatisfy(each -> assertThat(client.get(callbacks + "/"
                                            + each.required("id").textValue())
                                    .json())
                            .isEqualTo(each));
            assertThat(client.get(callbacks + "/await?details=true&idle=true&tradeId=" + trade)
                            .json())
                    .isEqualTo(detailed);
            assertThat(client.get(callbacks + "?details=false").json())
                    .isEqualTo(client.get(callbacks).json());
            assertProblem(
                    client.get(callbacks + "?details=x"),
                    400,
                    "query parameter details must be true or false, not 'x'");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "event=DONE         | query parameter event must be one of INITIATED, PENDING, ACTIVE, ESCROW, HOLD",
                "state=SENT         | query parameter state must be one of WAITING, KEPT_BACK, RETRYING, DELIVERED, EXHAUSTED, UNDELIVERABLE, DROPPED, not 'SENT'",
                "count=0            | query parameter count must be a whole number from 1 to 1000000, not '0'",
                "count=1000001      | query parameter count must be a whole number",
                "count=99999999999999999999 | query parameter count must be a whole number",
                "count=-1           | query parameter count must be a whole number",
                "count=1.0          | query parameter count must be a whole number",
                "count=1&count=2    | query parameter count is given more than once",
                "timeout=1h         | query parameter timeout must be a duration",
                "trade=x            | unknown query parameter 'trade'; known are count, details, event, idle, state, timeout, tradeId",
                "idle=yes           | query parameter idle must be true or false, not 'yes'",
                "idle=true          | query parameter tradeId is missing; expected a trade's id",
                "idle=true&tradeId=x&event=HOLD     | query parameter event does not go with idle",
                "idle=true&tradeId=x&state=WAITING  | query parameter state does not go with idle",
                "idle=true&tradeId=x&count=1        | query parameter count does not go with idle",
                "idle=true&event=HOLD               | query parameter event does not go with idle",
                "details=1          | query parameter details must be true or false, not '1'",
            })
    void what_cannot_be_awaited_of_callbacks_is_refused_at_once(String query, String detail) {
        assertProblem(client.get(path(client.merchant("{}")) + "/callbacks/await?" + query), 400, detail);
    }

    // Waiting

    @Test
    void a_deleted_merchant_lets_nobody_wait() throws Exception {
        JsonNode merchant = defaultMerchant();
        String trade = trade(merchant, deposit(merchant));
        List<CompletableFuture<Answer>> waiting = List.of(
                later(trade + "/await?status=HOLD&timeout=60s"),
                later(path(merchant) + "/callbacks/await?count=9&timeout=60s"));
        registered(2);

        client.send("DELETE", path(merchant), null);

        for (CompletableFuture<Answer> each : waiting) {
            assertProblem(
                    each.get(20, SECONDS),
                    404,
                    "merchant '" + id(merchant) + "' was deleted while this request waited");
        }
    }

    @Test
    void a_thousand_may_wait_at_once_and_others_are_served_meanwhile() throws Exception {
        JsonNode merchant = defaultMerchant();
        String trade = trade(merchant, deposit(merchant));
        List<CompletableFuture<Answer>> waiting = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            waiting.add(later(trade + "/await?status=HOLD&timeout=60s"));
        }
        registered(1_000);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("assetpay-"))
                .hasSizeLessThan(300);
        assertThat(client.get("/_sim/health").status()).isEqualTo(200);

        client.advance(merchant, "1min");

        for (CompletableFuture<Answer> each : waiting) {
            assertThat(each.get(30, SECONDS).status()).isEqualTo(200);
        }
    }

    @Test
    void a_client_that_has_gone_disturbs_nobody() throws Exception {
        JsonNode merchant = defaultMerchant();
        String trade = trade(merchant, deposit(merchant));
        for (int i = 0; i < 20; i++) {
            leave(trade + "/await?status=HOLD&timeout=60s");
        }
        registered(20);

        client.advance(merchant, "1min");

        assertThat(client.get(trade + "/await?status=HOLD").status()).isEqualTo(200);
    }

    private void leave(String path) throws IOException {
        try (Socket socket =
                new Socket(simulator.baseUrl().getHost(), simulator.baseUrl().getPort())) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(UTF_8));
            socket.setSoLinger(true, 0);
        }
    }

    // Support

    /** The only merchant whose waiting ones can be counted from here. */
    private JsonNode defaultMerchant() {
        client.send("DELETE", "/_sim/merchants/default", null);
        return StrictJson.MAPPER
                .createObjectNode()
                .put("id", "default")
                .put("apiKey", simulator.defaultMerchant().credentials().apiKey());
    }

    private void registered(int number) {
        await().atMost(30, SECONDS)
                .until(() -> simulator.defaultMerchant().changes().waiting() == number);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private CompletableFuture<Answer> later(String path) {
        return HTTP.sendAsync(
                        HttpRequest.newBuilder(URI.create(simulator + path)).build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response ->
                        new Answer(response.statusCode(), response.headers().map(), response.body()));
    }

    /** A deposit of the user's first item that can be deposited; its trade's id. */
    private String deposit(JsonNode merchant) {
        return client.trade(merchant, USER).required("id").textValue();
    }

    private static String id(JsonNode merchant) {
        return merchant.required("id").textValue();
    }

    private static String trade(JsonNode merchant, String trade) {
        return path(merchant) + "/trades/" + trade;
    }

    private static String detail(Answer answer) {
        return answer.json().required("detail").textValue();
    }
}
