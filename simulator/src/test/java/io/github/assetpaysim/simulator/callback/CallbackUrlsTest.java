package io.github.assetpaysim.simulator.callback;

import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.support.KeptLog;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.TestClient;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What becomes of a callback's URL on its whole way: from the control API to the receiver, the listings and the log. */
class CallbackUrlsTest {
    private static final String ALICE = "76561198000000001";

    private final KeptLog log = new KeptLog();

    @Test
    void credentials_are_sent_and_shown_nowhere() {
        try (Receiver receiver = Receiver.good();
                Simulator simulator = Simulator.start(Settings.STANDARD.with(Settings.PORT, 0), log)) {
            TestClient client = new TestClient(simulator);
            String url = receiver.url().toString().replace("//", "//shop:s3cret@") + "?token=s3cret";
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + url + "\"}");
            client.trade(merchant, ALICE);
            String callbacks = path(merchant) + "/callbacks";
            String id = client.get(callbacks).json().at("/callbacks/0/id").textValue();
            String resent = text(client.post(callbacks + "/" + id + "/resend", "{\"to\":\"" + url + "\"}"));
            String refused = text(client.post(callbacks + "/" + id + "/resend", "{\"to\":\"" + url + "#\"}"));
            String detail = text(client.get(callbacks + "/" + id));

            assertThat(receiver.got())
                    .hasSizeGreaterThan(1)
                    .allSatisfy(callback -> assertThat(callback.headers().get("Authorization"))
                            .containsExactly(
                                    "Basic " + Base64.getEncoder().encodeToString("shop:s3cret".getBytes(UTF_8))));
            String shown = "http://***@127.0.0.1:" + receiver.url().getPort() + "/callback?token=***";
            assertThat(merchant.required("callbackUrl").textValue()).isEqualTo(shown);
            assertThat(text(client.get(path(merchant)))).contains(shown).doesNotContain("s3cret");
            assertThat(detail).contains(shown).doesNotContain("s3cret");
            assertThat(resent).contains(shown).doesNotContain("s3cret");
            assertThat(refused).contains("***@").doesNotContain("s3cret");
            assertThat(log.lines()).anyMatch(line -> line.contains(shown)).noneMatch(line -> line.contains("s3cret"));
        }
    }

    private static String text(TestClient.Answer answer) {
        return new String(answer.body(), UTF_8);
    }

    @Test
    void a_simulator_that_listens_beyond_its_machine_calls_no_link_local_address() {
        Settings wide = Settings.STANDARD
                .with(Settings.PORT, 0)
                .with(Settings.HOST, "0.0.0.0")
                .with(Settings.CONTROL_TOKEN, "t");
        try (Simulator simulator = Simulator.start(wide, log)) {
            SimulatedMerchant merchant = simulator.createMerchant();
            merchant.sendCallbacksTo(URI.create("http://169.254.169.254/latest/meta-data"));
            TestClient client = new TestClient(
                    URI.create("http://127.0.0.1:" + simulator.baseUrl().getPort()));

            client.trade(merchant.clientToken(ALICE), 0, "");
            merchant.advance(Duration.ZERO);

            assertThat(merchant.callbacks().get(0).lastAttempt().toString())
                    .isEqualTo("attempt 1 -> http://169.254.169.254/latest/meta-data: not sent: the simulator listens"
                            + " beyond this machine (--host), and then calls no link-local or cloud metadata address"
                            + " at 169.254.169.254:80");
        }
    }
}
