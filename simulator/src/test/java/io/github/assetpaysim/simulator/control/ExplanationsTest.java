package io.github.assetpaysim.simulator.control;

import static io.github.assetpaysim.simulator.support.Refusals.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationsTest {
    private static final String PATH = "/_sim/explain-callback";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();

    private Answer explain(ObjectNode request) {
        return client.post(PATH, request.toString());
    }

    private static ObjectNode request(String body) {
        return StrictJson.MAPPER.createObjectNode().put("body", body);
    }

    @Test
    void a_mistake_is_named_in_members_that_are_always_there() {
        JsonNode vector = Rows.of("vectors/signature-mistakes.json", "vectors").stream()
                .filter(each -> each.required("id").textValue().equals("unsorted"))
                .findFirst()
                .orElseThrow();

        Answer answer = explain(request(vector.required("text").textValue())
                .put("secret", vector.required("secret").textValue())
                .put("key", vector.required("key").textValue()));

        assertThat(answer.status()).isEqualTo(200);
        JsonNode json = answer.json();
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("verifies", "canonical", "expectedKey", "givenKey", "mistake", "notes");
        assertThat(json.required("verifies").booleanValue()).isFalse();
        assertThat(json.required("mistake").fieldNames()).toIterable().containsExactly("name", "explanation", "fix");
        assertThat(json.at("/mistake/name").textValue()).isEqualTo("keys-unsorted");
        assertThat(json.required("givenKey")).isEqualTo(vector.required("key"));
        assertThat(new String(answer.body(), UTF_8))
                .doesNotContain(vector.required("secret").textValue());
    }

    @Test
    void what_is_not_there_is_null() {
        JsonNode json = explain(request("{\"trade\":{}}").put("secret", "s")).json();

        assertThat(json.required("givenKey").isNull()).isTrue();
        assertThat(json.at("/mistake/name").textValue()).isEqualTo("other-dialect");
        assertThat(explain(request("{}").put("secret", "s").put("key", "00"))
                        .json()
                        .required("mistake")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_callback_of_the_simulator_verifies_with_its_merchants_secret() {
        JsonNode merchant = client.merchant("{\"callbackUrl\":\"http://127.0.0.1:9/cb\",\"retry\":\"none\"}");
        String id = merchant.required("id").textValue();
        String token = client.token(merchant, "76561198012345678");
        client.deposit(token, client.depositable(token, "730").get(0), "");
        client.advance(merchant, "P8D");
        JsonNode callbacks =
                client.get("/_sim/merchants/" + id + "/callbacks").json().required("callbacks");
        assertThat(callbacks).hasSizeGreaterThanOrEqualTo(4);

        for (JsonNode each : callbacks) {
            String body = client.get("/_sim/merchants/" + id + "/callbacks/"
                            + each.required("id").textValue())
                    .json()
                    .required("body")
                    .textValue();

            JsonNode json = explain(request(body).put("merchant", id)).json();

            assertThat(json.required("verifies").booleanValue())
                    .as(json.toString())
                    .isTrue();
            assertThat(json.required("mistake").isNull()).isTrue();
            assertThat(json.required("notes")).isEmpty();
            assertThat(explain(request(body).put("merchant", "default"))
                            .json()
                            .required("verifies")
                            .booleanValue())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'body':'{}'}                                  | 400 | give either secret, or merchant",
                "{'body':'{}','secret':'s','merchant':'default'} | 400 | give either secret, or merchant",
                "{'secret':'s'}                                 | 400 | body is missing; expected the text of a callback",
                "{'secret':'s','body':{}}                       | 400 | body must be the text of a callback or of a trade, as a string, not {}",
                "{'secret':'s','body':'{}','key':7}             | 400 | key must be a string, not 7",
                "{'secret':'s','body':'{}','Key':'k'}           | 400 | unknown member 'Key'; known are body, key, merchant, secret",
                "{'secret':'','body':'{}'}                      | 400 | secret: this value is not allowed; expected at least one character",
                "{'secret':'\uFFFD','body':'{}'}                | 400 | secret: it arrived damaged (U+FFFD)",
                "{'secret':'s','body':''}                       | 400 | body: there is nothing to read",
                "{'secret':'s','body':'{'}                      | 400 | body: this is not well-formed JSON: it ends too early",
                "{'secret':'s','body':'{}'}                     | 400 | body: there is no key to check",
                "{'merchant':'nobody','body':'{}'}              | 404 | there is no merchant 'nobody'",
            })
    void what_cannot_be_explained_is_refused_with_the_reason(String request, int status, String reason) {
        Answer answer = client.post(PATH, request.replace('\'', '"'));

        assertProblem(answer, status, reason);
    }
}
