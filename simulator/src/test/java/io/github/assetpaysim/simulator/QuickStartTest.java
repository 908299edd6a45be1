package io.github.assetpaysim.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.TestClient;
import org.junit.jupiter.api.Test;

class QuickStartTest {

    @Test
    void a_deposit_is_announced_up_to_its_completion_while_seven_days_pass() {
        try (Receiver receiver = Receiver.good();
                Simulator simulator = Simulator.start(Settings.STANDARD)) {
            TestClient client = new TestClient(simulator);
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            String token = client.token(merchant, "76561198012345678");
            JsonNode item = client.depositable(token, "730").get(0);

            JsonNode trade =
                    client.deposit(token, item, ",\"externalId\":\"order-1\"").data();
            client.advance(merchant, "P8D");

            assertThat(trade.required("status").textValue()).isEqualTo("INITIATED");
            assertThat(receiver.events()).containsExactly("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED");
        }
    }
}
