package io.github.assetpaysim.simulator.dialect.co;

import static io.github.assetpaysim.simulator.dialect.co.OpenApiFile.ROOT;
import static io.github.assetpaysim.simulator.dialect.co.OpenApiFile.violations;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.endpoint.Endpoint;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.Signature;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples of the OpenAPI file are what the simulator answers, asked in the order of the file. */
class OpenApiExamplesTest {
    private static final String SECRET = "sim-secret-1";

    /** What is another one each time: instants, and what is made of them. */
    private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

    private static Receiver receiver;
    private static Simulator simulator;

    @BeforeAll
    static void start() {
        receiver = Receiver.good();
        simulator = Simulator.start(Settings.STANDARD
                .with("seed", "31")
                .with("merchantId", "5f0c1e9a-2b3d-4c5e-8f70-0123456789ab")
                .with("apiKey", "ap_example")
                .with("apiSecret", SECRET)
                .with("callbackUrl", receiver.url().toString()));
    }

    @AfterAll
    static void stop() {
        simulator.close();
        receiver.close();
    }

    @Test
    void each_is_answered_as_it_says() {
        TestClient client = new TestClient(simulator);
        String token = null;
        for (Operation operation :
                CoApi.ENDPOINTS.stream().map(Endpoint::operation).toList()) {
            String pointer = OpenApiFile.pointer(operation);
            JsonNode body = OpenApiFile.example(pointer + "/requestBody");
            Answer answer = client.send(
                    operation.method(),
                    operation.path() + query(operation),
                    body.isMissingNode() ? null : body.toString(),
                    operation.needs() == Operation.Credential.API_KEY ? "api-key" : "Authorization",
                    operation.needs() == Operation.Credential.API_KEY ? "ap_example" : token,
                    "Content-Type",
                    "application/json");
            token = token == null ? answer.data().required("token").textValue() : token;

            JsonNode example = OpenApiFile.example(pointer + "/responses/200");
            assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
            assertThat(violations(pointer + "/responses/200", answer.json()))
                    .as(pointer)
                    .isEmpty();
            assertThat(violations(pointer + "/responses/200", example))
                    .as(pointer)
                    .isEmpty();
            assertThat(steady(answer.json(), example)).as(pointer).isEqualTo(steady(example, example));
        }
        Awaitility.await().until(() -> receiver.got().size() >= 2);
        JsonNode examples = ROOT.at(OpenApiFile.CALLBACK + "/content/application~1json/examples");
        List<String> callbacks = List.of("/deposit/value", "/withdrawal/value");
        assertThat(callbacks).allSatisfy(name -> {
            JsonNode example = examples.at(name);
            JsonNode trade = example.at("/payload/trade");
            assertThat(violations(OpenApiFile.CALLBACK, example)).isEmpty();
            assertThat(example.at("/payload/key").textValue()).isEqualTo(Signature.of(trade, SECRET));
            assertThat(receiver.got().stream()
                            .map(Receiver.Got::trade)
                            .map(each -> steady(each, trade))
                            .toList())
                    .contains(steady(trade, trade));
        });
    }

    private static String query(Operation operation) {
        return OpenApiFile.parameters(operation).stream()
                .map(ROOT::at)
                .map(parameter -> parameter.required("name").textValue() + "="
                        + URLEncoder.encode(parameter.required("example").asText(), UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }

    /** A document without what differs each time, its lists no longer than those of the example. */
    private static String steady(JsonNode document, JsonNode example) {
        JsonNode copy = document.deepCopy();
        if (copy.path("data") instanceof ArrayNode list) {
            while (list.size() > example.required("data").size()) {
                list.remove(list.size() - 1);
            }
        }
        if (copy instanceof ObjectNode answer) {
            answer.remove("requestId");
        }
        if (copy.path("data") instanceof ObjectNode data) {
            data.remove("token");
        }
        return copy.toString().replaceAll(INSTANT, "instant");
    }
}
