package io.github.assetpaysim.simulator.dialect.co;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PathsTest {
    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    @Test
    void paths_that_are_hinted_at_exist() {
        TestClient client = RUNNING.client();
        CoApi.PATHS.forEach((path, operation) -> {
            assertThat(client.send(operation.method(), path, null).status()).isNotIn(404, 405);
            assertThat(client.send("PUT", path, null).status()).isEqualTo(405);
        });
    }
}
