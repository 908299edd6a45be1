package io.github.assetpaysim.simulator.control;

import static io.github.assetpaysim.simulator.support.TestClient.path;
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

/** What the control API tells of trades and callbacks beyond what AssetPay tells. */
class TradeCallsTest {
    private static final String USER = "76561198012345678";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();

    private JsonNode detail(JsonNode merchant, JsonNode trade) {
        return client.get(path(merchant) + "/trades/" + trade.required("id").textValue())
                .json();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @ParameterizedTest(name = "after {0}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-,                 send-offer fail cancel complete,           SEND_OFFER, 2026-03-04T10:00:02.000Z",
                "send-offer,        accept decline expire fail cancel escrow complete, ACCEPT, 2026-03-04T10:00:30.000Z",
                "send-offer decline, '',                                       -,          -",
                "complete,          revert,                                    -,          -",
            })
    void a_trade_tells_what_can_happen_to_it_and_what_will(String events, String possible, String next, String due) {
        JsonNode merchant = client.merchant("{\"startAt\":\"2026-03-04T10:00:00Z\"}");
        JsonNode trade = client.trade(merchant, USER);
        String path = path(merchant) + "/trades/" + trade.required("id").textValue() + "/events";
        JsonNode told = detail(merchant, trade);
        for (String event : events == null ? new String[0] : events.split(" ")) {
            told = client.post(path, "{\"event\":\"" + event + "\"}").json();
        }

        assertThat(texts(told.required("possible")))
                .containsExactly(possible.isEmpty() ? new String[0] : possible.split(" "));
        assertThat(told.path("next").path("event").textValue()).isEqualTo(next);
        assertThat(told.path("next").path("due").textValue()).isEqualTo(due);
        assertThat(detail(merchant, trade)).isEqualTo(told);
        for (String event : List.of("send-offer", "accept", "decline", "expire", "escrow", "end-hold", "revert")) {
            if (!possible.contains(event)) {
                Answer refused = client.post(path, "{\"event\":\"" + event + "\"}");
                assertThat(refused.status()).as(event).isEqualTo(409);
            }
        }
    }

    @Test
    void a_withdrawal_without_a_verdict_can_only_fail_or_be_canceled_and_nothing_is_planned() {
        try (Receiver receiver = Receiver.answering(callback -> 500)) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            JsonNode told = detail(merchant, client.withdrawal(merchant, USER));

            assertThat(told.required("awaitsVerdict").booleanValue()).isTrue();
            assertThat(texts(told.required("possible"))).containsExactly("fail", "cancel");
            assertThat(told.has("next")).isFalse();
        }
    }

    @Test
    void a_limit_takes_the_newest_of_those_that_are_asked_for() {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            String token = client.token(merchant, USER);
            JsonNode one = client.trade(token, 0, "");
            JsonNode two = client.trade(token, 1, "");
            client.advance(merchant, "10s");

            assertThat(client.get(path(merchant) + "/trades?limit=1").json().required("trades"))
                    .singleElement()
                    .matches(trade -> trade.required("id").equals(two.required("id")));
            assertThat(client.get(path(merchant) + "/trades?limit=9").json().required("trades"))
                    .hasSize(2);
            String first = "/callbacks?tradeId=" + one.required("id").textValue();
            assertThat(client.get(path(merchant) + first + "&limit=1").json().required("callbacks"))
                    .singleElement()
                    .matches(callback -> callback.required("event").textValue().equals("PENDING"))
                    .matches(callback -> callback.required("tradeId").equals(one.required("id")));
            assertThat(client.get(path(merchant) + first + "&limit=1&details=true")
                            .json()
                            .at("/callbacks/0/attempts/0/durationMillis")
                            .doubleValue())
                    .isBetween(0.0, 60_000.0);
        }
    }

    @Test
    void a_trade_of_several_pieces_tells_how_many_there_are() {
        JsonNode merchant = client.merchant("{}");
        String token = client.token(merchant, USER);
        JsonNode stack = client.depositable(token, "252490").stream()
                .filter(item -> item.path("amount").intValue() > 2)
                .findFirst()
                .orElseThrow();
        Answer made = client.post(
                "/client/trading/deposit",
                "{\"game\":\"252490\",\"items\":[{\"itemId\":" + stack.required("id") + ",\"amount\":3}]}",
                "Authorization",
                token);

        assertThat(made.status()).isEqualTo(200);
        assertThat(client.get(path(merchant) + "/trades")
                        .json()
                        .at("/trades/0/items")
                        .intValue())
                .isEqualTo(3);
    }
}
