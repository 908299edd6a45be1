package io.github.assetpaysim.contract.merchant.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Callback;
import io.github.assetpaysim.contract.CallbackReceiver;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.http.Http;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTradeTest {
    private static JsonNode sent(String template) throws Exception {
        try (CallbackReceiver merchant = new CallbackReceiver()) {
            List<Callback> received = new ArrayList<>();
            merchant.answer(request -> {
                received.add(request);
                return 200;
            });
            StartTrade.deposit("POST " + merchant.url() + "/{steamId}", template)
                    .send(new Http(), Order.DEPOSIT_EXAMPLE, "tok", Duration.ofSeconds(5));
            return Json.parse(received.get(0).body());
        }
    }

    @Test
    void unless_told_otherwise_the_merchant_gets_the_whole_order() throws Exception {
        assertThat(sent(null))
                .hasToString("{\"steamId\":\"76561198000000777\","
                        + "\"tradeUrl\":\"https://steamcommunity.com/tradeoffer/new/?partner=39735049&token=kit_Us-r\","
                        + "\"items\":[{\"itemId\":\"item-1\",\"offer\":{\"price\":10,\"reference\":\"reference-1\"}}],"
                        + "\"game\":\"730\",\"externalId\":\"kit-example\",\"isInstant\":true}");
    }

    @Test
    void a_template_may_ask_for_one_item_and_the_token() throws Exception {
        assertThat(sent("{\"t\":\"{token}\",\"i\":\"{itemId}\",\"p\":{price},\"r\":\"{reference}\"}"))
                .hasToString("{\"t\":\"tok\",\"i\":\"item-1\",\"p\":10,\"r\":\"reference-1\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET http://m/deposits          |              | is no request
                    http://m/deposits              |              | is no request
                    POST nowhere                   |              | is no URL
                    POST http://m/{steamID}        |              | did you mean {steamId}?
                    POST http://m/                 | {"a":{prize}}| did you mean {price}?
                    POST http://m/                 | {"a":{game}  | is no JSON once it is filled in
                    """)
    void what_makes_no_request_is_refused(String request, String body, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StartTrade.deposit(request, body))
                .withMessageContaining(reason);
    }
}
