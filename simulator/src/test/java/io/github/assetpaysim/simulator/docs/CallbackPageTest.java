package io.github.assetpaysim.simulator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.cli.demo.CallbackSignature;
import io.github.assetpaysim.simulator.support.Page;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.TestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The callback that the page about verifying shows is one as the simulator sends it. */
class CallbackPageTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String USER = "76561198012345678";
    private static final JsonNode SHOWN = shown();

    private static JsonNode shown() {
        try {
            return JSON.readTree(Page.of("docs/verifying-callbacks.md")
                            .blocks("json")
                            .get(0))
                    .required("payload");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void its_key_verifies_under_the_secret_that_is_named() throws Exception {
        assertThat(CallbackSignature.verify(
                        SHOWN.required("trade"), SHOWN.required("key").textValue(), "hush"))
                .isTrue();
    }

    @Test
    void it_has_the_members_of_one_that_comes_and_a_withdrawal_differs_as_told() {
        try (Simulator simulator = Simulator.start(Settings.STANDARD);
                Receiver receiver = Receiver.good()) {
            TestClient client = new TestClient(simulator);
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            client.trade(client.token(merchant, USER), 0, ",\"externalId\":\"order-1\",\"isInstant\":true");
            client.withdrawal(merchant, USER);
            client.advance(merchant, "1h");

            JsonNode deposit = hold(receiver, "DEPOSIT");
            JsonNode withdrawal = hold(receiver, "WITHDRAW");
            assertThat(names(deposit)).isEqualTo(names(SHOWN));
            assertThat(names(deposit.required("trade"))).isEqualTo(names(SHOWN.required("trade")));
            assertThat(names(deposit.at("/trade/items/0"))).isEqualTo(names(SHOWN.at("/trade/items/0")));
            assertThat(names(SHOWN.required("trade")))
                    .containsAll(names(withdrawal.required("trade")))
                    .contains("isInstant", "preCredit", "pendingCredit");
            assertThat(names(withdrawal.required("trade"))).doesNotContain("isInstant", "preCredit", "pendingCredit");
            assertThat(names(withdrawal.at("/trade/items/0"))).contains("market", "purchaseStatus");
        }
    }

    private static JsonNode hold(Receiver receiver, String type) {
        return receiver.got().stream()
                .filter(got -> got.event().equals("HOLD")
                        && got.trade().required("type").textValue().equals(type))
                .findFirst()
                .orElseThrow()
                .payload();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
