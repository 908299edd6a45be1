package io.github.assetpaysim.contract.zoo;

import static io.github.assetpaysim.contract.zoo.SignedCallbacks.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.fixtures.Fixtures;
import io.github.assetpaysim.simulator.Simulator;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** The merchants of the documentation, started as anybody would start them. */
@ParameterizedClass(name = "{0}, {2}")
@CsvSource({
    "node, merchant.mjs, COMPLETED",
    "node, merchant.mjs, INSTANT",
    "python3, merchant.py, COMPLETED",
    "python3, merchant.py, INSTANT"
})
class ExamplesTest {

    private static Simulator simulator;
    private static Example example;
    private static URI merchant;

    @Parameter(0)
    String language;

    @Parameter(1)
    String file;

    @Parameter(2)
    Policy policy;

    @BeforeParameterizedClassInvocation
    static void start(String language, String file, Policy policy) throws IOException {
        simulator = OwnDeposit.simulator();
        example = Example.start(language, file, policy, simulator, OwnDeposit.API_KEY, SECRET);
        merchant = example.url();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (example != null) {
            example.close();
        }
        simulator.close();
    }

    @Test
    void a_deposit_that_it_started_itself_is_credited_at_the_right_time() throws Exception {
        OwnDeposit.run(simulator, merchant, policy);
    }

    @Test
    void every_scene_goes_well() {
        List<String> violated = new ArrayList<>();
        for (Scene scene : Scene.values()) {
            if (!scene.holds(new Stage(merchant, policy, scene.name(), Duration.ZERO))) {
                violated.add(scene.requirement());
            }
        }
        assertThat(violated).isEmpty();
        assertThat(example.isAlive()).isTrue();
    }

    @Test
    void callbacks_at_the_same_instant_add_up() throws Exception {
        SignedCallbacks callbacks = new SignedCallbacks(merchant);
        for (int round = 0; round < 10; round++) {
            String user = "7656119800001" + (1000 + round);
            List<ObjectNode> letters = new ArrayList<>();
            for (String status :
                    new String[] {"HOLD", "COMPLETED", round % 2 == 0 ? "COMPLETED" : "REVERTED", "HOLD"}) {
                letters.add(SignedCallbacks.trade("round-" + round, status, "19.99", "8.60")
                        .put("clientSteamID", user));
            }
            assertThat(callbacks.sendAtOnce(letters.toArray(ObjectNode[]::new))).containsOnly(200);
            assertThat(callbacks.balance(user)).isEqualByComparingTo(round % 2 == 0 ? "19.99" : "0");
        }
    }

    @Test
    void whatever_gets_lost_comes_again_or_comes_late_is_answered_with_200_and_comes_to_the_same() throws Exception {
        SignedCallbacks callbacks = new SignedCallbacks(merchant);
        List<String> path = List.of("INITIATED", "PENDING", "ACTIVE", "HOLD");
        for (String ending : List.of("COMPLETED", "FAILED", "CANCELED", "DECLINED", "REVERTED")) {
            for (String lost : List.of("INITIATED", "PENDING", "ACTIVE", "HOLD", "none")) {
                Stage stage = new Stage(merchant, policy, ending + " without " + lost, Duration.ZERO);
                List<ObjectNode> snapshots = new ArrayList<>();
                path.stream()
                        .filter(status -> !status.equals(lost))
                        .map(stage::trade)
                        .forEach(snapshots::add);
                snapshots.add(stage.trade(ending));
                List<ObjectNode> newer = snapshots.stream()
                        .map(each -> each.deepCopy().put("updatedAt", "2031-01-08T00:00:01.000Z"))
                        .collect(Collectors.toCollection(ArrayList::new));
                Collections.reverse(newer);
                snapshots.addAll(newer);

                assertThat(callbacks.send(snapshots.toArray(ObjectNode[]::new))).containsOnly(200);

                assertThat(stage.balance())
                        .as(ending + " without " + lost)
                        .isEqualByComparingTo(ending.equals("COMPLETED") ? "19.99" : "0");
            }
        }
    }

    @Test
    void trades_that_lack_what_is_optional_are_told_apart() {
        Stage stage = new Stage(merchant, policy, "bare", Duration.ZERO);
        Stage neighbour = stage.another();
        for (String id : List.of("bare-1", "bare-2")) {
            for (String status : List.of("HOLD", "COMPLETED")) {
                ObjectNode trade = stage.trade(id, status, "4.35", null);
                trade.remove("externalId");
                assertThat(stage.deliver(trade.putNull("preCredit"))).isTrue();
            }
        }
        assertThat(stage.balance()).isEqualByComparingTo("8.70");
        assertThat(neighbour.balance()).isEqualByComparingTo("0");
    }

    @Test
    void hostile_requests_are_refused_and_it_lives_on() throws Exception {
        SignedCallbacks callbacks = new SignedCallbacks(merchant);
        String deep = "[".repeat(200_000) + "]".repeat(200_000);
        for (String body : new String[] {
            "",
            "null",
            "1",
            "[]",
            "{}",
            "{\"payload\":null}",
            "{\"payload\":{\"trade\":null}}",
            "{\"payload\":{\"trade\":[]}}",
            "{\"payload\":{\"trade\":{},\"key\":null}}",
            "{\"payload\":{\"trade\":{},\"key\":[1]}}",
            "{\"payload\":{\"trade\":{\"a\":1e999,\"b\":" + "9".repeat(5000) + "},\"key\":\"\"}}",
            "{\"payload\":{\"trade\":{\"\\ud800\":\"\\udc00\"},\"key\":\"\\ud800\"}}",
            "{\"payload\":{\"trade\":" + deep + "}}",
            "{\"__proto__\":{\"payload\":1}}",
            "x".repeat(3_000_000)
        }) {
            assertThat(callbacks.post(body.getBytes(UTF_8), "application/json").statusCode())
                    .as(body.substring(0, Math.min(60, body.length())))
                    .isBetween(400, 499);
        }
        assertThat(callbacks
                        .post(new byte[] {'"', (byte) 0xff, '"'}, "application/json")
                        .statusCode())
                .isBetween(400, 499);
        assertThat(callbacks.post("{}".getBytes(UTF_8), null).statusCode()).isBetween(400, 499);
        assertThat(raw("POST /assetpay/callback HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Connection: close\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] 4.*");
        assertThat(raw("POST /assetpay/callback HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: many\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] 4.*");
        assertThat(raw("GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] 4.*");
        assertThat(example.isAlive()).isTrue();
        assertThat(callbacks.send(SignedCallbacks.trade("after", "COMPLETED", "19.99", null)))
                .containsExactly(200);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", merchant.getPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void the_vectors_of_the_signature_verify() throws Exception {
        // Whoever signs with the merchant's secret is believed, so a vector's trade gets past the signature and no
        // further.
        SignedCallbacks callbacks = new SignedCallbacks(merchant);
        int checked = 0;
        for (JsonNode vector :
                Wire.parse(Fixtures.bytes("vectors/canonical-json.json")).path("vectors")) {
            String json = vector.path("json").textValue();
            if (vector.path("tags").toString().contains("exotic") || !json.startsWith("{")) {
                continue;
            }
            String key = TradeText.hex(vector.path("canonical").textValue(), SECRET);
            String body = "{\"payload\":{\"trade\":" + json + ",\"key\":\"" + key + "\"}}";
            assertThat(callbacks.post(body.getBytes(UTF_8), "application/json").statusCode())
                    .as(vector.path("id").textValue())
                    .isNotEqualTo(401);
            checked++;
        }
        assertThat(checked).isGreaterThan(30);
    }
}
