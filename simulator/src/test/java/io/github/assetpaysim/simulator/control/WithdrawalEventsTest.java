package io.github.assetpaysim.simulator.control;

import static io.github.assetpaysim.simulator.support.Refusals.assertProblem;
import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a tester can do with withdrawals, and what he is told about their verdicts. */
class WithdrawalEventsTest {
    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();

    private JsonNode merchant(Receiver receiver) {
        return client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\",\"retry\":\"10s,30s,2min\"}");
    }

    private JsonNode withdrawal(JsonNode merchant, String game) {
        JsonNode trade = Buyer.of(client, merchant).buy(game);
        client.advance(merchant, "0s");
        return trade;
    }

    private String at(JsonNode merchant, JsonNode trade) {
        return path(merchant) + "/trades/" + trade.required("id").textValue();
    }

    private Answer event(JsonNode merchant, JsonNode trade, String event) {
        return client.post(at(merchant, trade) + "/events", "{\"event\":\"" + event + "\"}");
    }

    private static List<String> texts(JsonNode array, String member) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(each -> each.path(member).asText())
                .toList();
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource({
        "730,    send-offer accept,                  HOLD",
        "730,    send-offer decline,                 DECLINED",
        "730,    send-offer expire,                  CANCELED",
        "730,    fail,                               FAILED",
        "730,    send-offer fail,                    FAILED",
        "730,    cancel,                             CANCELED",
        "730,    send-offer escrow,                  ESCROW",
        "730,    send-offer escrow end-hold,         HOLD",
        "730,    send-offer escrow end-hold revert,  REVERTED",
        "730,    complete,                           COMPLETED",
        "730,    complete revert,                    REVERTED",
        "252490, send-offer accept,                  COMPLETED",
        "252490, send-offer escrow end-hold,         COMPLETED",
        "252490, complete,                           COMPLETED"
    })
    void events_lead_an_approved_withdrawal_where_the_world_would_lead(String game, String events, String status) {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = merchant(receiver);
            JsonNode trade = withdrawal(merchant, game);
            for (String event : events.split(" ")) {
                Answer answer = event(merchant, trade, event);
                assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
            }
            client.advance(merchant, "0s");

            JsonNode detail = client.get(at(merchant, trade)).json();
            assertThat(detail.required("status").textValue()).isEqualTo(status);
            assertThat(receiver.events()).startsWith("INITIATED", "ACTIVE").endsWith(status);
        }
    }

    @Test
    void a_withdrawal_without_a_verdict_can_only_fail_or_be_cancelled() {
        try (Receiver undecided = Receiver.answering(callback -> 503)) {
            JsonNode merchant = merchant(undecided);
            JsonNode trade = withdrawal(merchant, "730");
            JsonNode before = client.get(at(merchant, trade)).json();
            assertThat(before.required("awaitsVerdict").booleanValue()).isTrue();
            assertThat(client.get(path(merchant) + "/trades")
                            .json()
                            .at("/trades/0/awaitsVerdict")
                            .booleanValue())
                    .isTrue();

            for (String event :
                    List.of("send-offer", "accept", "decline", "expire", "escrow", "end-hold", "revert", "complete")) {
                assertProblem(
                        event(merchant, trade, event),
                        409,
                        "'" + event + "' cannot happen to a withdrawal that the merchant has not approved yet, by its"
                                + " answer to the first callback; possible are fail, cancel. Its history: ");
            }
            for (String verdict : List.of("approve", "reject")) {
                assertProblem(event(merchant, trade, verdict), 400, "event must be one of send-offer, accept, decline");
            }
            assertThat(client.get(at(merchant, trade)).json()).isEqualTo(before);

            JsonNode failed = event(merchant, trade, "fail").json();
            assertThat(failed.required("status").textValue()).isEqualTo("FAILED");
            assertThat(failed.has("awaitsVerdict")).isFalse();
            assertThat(client.get(path(merchant) + "/balance")
                            .json()
                            .required("reserved")
                            .intValue())
                    .isZero();
            client.advance(merchant, "1h");
            assertThat(client.get(at(merchant, trade)).json().required("status").textValue())
                    .as("whatever the merchant answers later")
                    .isEqualTo("FAILED");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "200 200 200, APPROVED,              PREPARING, ",
        "402 200 200, REJECTED,              REJECTED,  rejected: 402",
        "503 404 200, FAILED REJECTED,       REJECTED,  rejected: 404",
        "503 429 200, FAILED FAILED APPROVED, PREPARING, ",
        "503 408 302, FAILED FAILED FAILED,  REJECTED,  rejected: no verdict in 3 attempts"
    })
    void the_attempts_tell_their_verdicts_and_the_history_says_why(
            String answers, String verdicts, String stage, String why) {
        String[] statuses = answers.split(" ");
        int[] asked = {0};
        try (Receiver receiver = Receiver.answering(
                callback -> callback.event().equals("INITIATED") ? Integer.parseInt(statuses[asked[0]++]) : 200)) {
            JsonNode merchant = merchant(receiver);
            JsonNode trade = withdrawal(merchant, "730");
            client.advance(merchant, "40s");

            JsonNode callbacks =
                    client.get(path(merchant) + "/callbacks").json().required("callbacks");
            JsonNode gate = client.get(path(merchant) + "/callbacks/"
                            + callbacks.at("/0/id").textValue())
                    .json();
            JsonNode next = client.get(path(merchant) + "/callbacks/"
                            + callbacks.at("/1/id").textValue())
                    .json();
            JsonNode decided = client.get(at(merchant, trade)).json().at("/history/1");

            assertThat(texts(gate.required("attempts"), "verdict")).containsExactly(verdicts.split(" "));
            assertThat(next.at("/attempts/0").has("verdict")).as("no gate").isFalse();
            assertThat(decided.required("stage").textValue()).isEqualTo(stage);
            assertThat(decided.path("why").textValue()).isEqualTo(why);
            JsonNode again = client.post(
                            path(merchant) + "/callbacks/" + next.required("id").textValue() + "/resend", "{}")
                    .json();
            assertThat(again.has("verdict")).isFalse();
        }
    }

    @Test
    void a_resend_by_hand_decides_and_tells_its_verdict() {
        int[] status = {503};
        try (Receiver receiver = Receiver.answering(callback -> status[0])) {
            JsonNode merchant = merchant(receiver);
            JsonNode trade = withdrawal(merchant, "730");
            status[0] = 402;
            String gate = client.get(path(merchant) + "/callbacks")
                    .json()
                    .at("/callbacks/0/id")
                    .textValue();

            JsonNode attempt = client.post(path(merchant) + "/callbacks/" + gate + "/resend", "{}")
                    .json();

            assertThat(attempt.required("verdict").textValue()).isEqualTo("REJECTED");
            assertThat(attempt.required("delivered").booleanValue()).isTrue();
            JsonNode detail = client.get(at(merchant, trade)).json();
            assertThat(detail.required("status").textValue()).isEqualTo("CANCELED");
            assertThat(detail.at("/history/1/why").textValue()).isEqualTo("rejected: 402");
        }
    }
}
