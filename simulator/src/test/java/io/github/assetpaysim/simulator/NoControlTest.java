package io.github.assetpaysim.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Started with {@code --no-control}. */
class NoControlTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /_sim",
        "GET, /_sim/health",
        "GET, /_sim/merchants/default",
        "POST, /_sim/merchants",
        "GET, /_sim/requests"
    })
    void the_control_api_is_as_unknown_as_any_other_path(String method, String path) {
        try (Simulator simulator = Simulator.start(Settings.STANDARD.withoutControl())) {
            TestClient client = new TestClient(simulator);
            Answer answer = client.send(method, path, null);

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().at("/error/code").asInt()).isEqualTo(1004);
            assertThat(client.send("GET", "/client/inventory", null).status()).isEqualTo(401);
        }
    }
}
