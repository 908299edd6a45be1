package io.github.assetpaysim.simulator.control;

import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Planning, listing and counting faults through the control API. */
class FaultMembersTest {
    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();

    private static String faults(JsonNode merchant) {
        return path(merchant) + "/faults";
    }

    private TestClient.Answer put(JsonNode merchant, String body) {
        return client.put(faults(merchant), body);
    }

    private static String entry(String trigger, String fault) {
        return "{\"faults\":[{\"trigger\":" + trigger + ",\"fault\":" + fault + "}]}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                                  | {"name":"drop"}                   | trigger.on is missing; expected one of callback, authenticate-client
                    {"on":"callback"}                   | {"name":"wrong-content-type","contentType":"text/★"} | faults[0].fault: contentType: 'text/★' is not allowed; expected a string of 1 to 256 printable ASCII characters
                    {"on":"callbacks"}                  | {"name":"drop"}                   | trigger.on must be one of callback
                    {"on":"callback","event":"HOLD"}    | {"name":"drop"}                   | unknown member 'faults[0].trigger.event'; known are externalId, kind, nth, on, status, steamId, times
                    {"on":"callback","status":"HELD"}   | {"name":"drop"}                   | trigger.status must be one of INITIATED, PENDING, ACTIVE, ESCROW, HOLD
                    {"on":"callback","kind":"Deposit"}  | {"name":"drop"}                   | trigger.kind must be one of DEPOSIT, WITHDRAWAL
                    {"on":"callback","steamId":"1"}     | {"name":"drop"}                   | trigger.steamId must be
                    {"on":"callback","nth":0}           | {"name":"drop"}                   | trigger.nth must be a whole number from 1 to 1000000
                    {"on":"callback","times":1.0}       | {"name":"drop"}                   | trigger.times must be a whole number from 1 to 1000000, or "always"
                    {"on":"callback","times":"ever"}    | {"name":"drop"}                   | trigger.times must be a whole number from 1 to 1000000, or "always"
                    {"on":"deposit","status":"HOLD"}    | {"name":"latency","by":"1s"}      | unknown member 'faults[0].trigger.status'; known are nth, on, steamId, times
                    {"on":"callback"}                   | {"name":"dorp"}                   | faults[0].fault: 'dorp' is no fault of callbacks; did you mean drop? There are drop, delay, duplicate
                    {"on":"callback"}                   | {"name":"latency","by":"1s"}      | 'latency' is no fault of callbacks
                    {"on":"deposit"}                    | {"name":"drop"}                   | 'drop' is no fault of operations; did you mean error? There are latency, error, maintenance
                    {"on":"callback"}                   | {"name":"delay"}                  | faults[0].fault: the fault delay needs by, a duration
                    {"on":"callback"}                   | {"name":"delay","by":"soon"}      | faults[0].fault: by: 'soon' is not allowed; expected a duration such as 500ms, 10s, 2min, 1h, 7d or PT1M30S, at most 36500 d
                    {"on":"callback"}                   | {"name":"delay","by":10}          | fault.by must be a duration
                    {"on":"callback"}                   | {"name":"drop","besides":true}    | unknown member 'faults[0].fault.besides'; known are name
                    {"on":"callback"}                   | {"name":"missing-key","besides":"true"} | fault.besides must be true or false
                    {"on":"callback"}                   | {"name":"missing-key","besides":true,"afterwards":true} | faults[0].fault: besides sends it before the genuine one, afterwards sends it after that; for both plan two faults
                    {"on":"callback"}                   | {"name":"drop","afterwards":true} | unknown member 'faults[0].fault.afterwards'; known are name
                    {"on":"callback"}                   | {"name":"duplicate","copies":101} | copies: '101' is not allowed; expected a whole number from 1 to 100
                    {"on":"callback"}                   | {"name":"duplicate","copies":"2"} | fault.copies must be a whole number
                    {"on":"callback"}                   | {"name":"reserialized","style":"yaml"} | style: 'yaml' is not allowed; expected key-order, white-space, number-form, escaped-unicode
                    {"on":"deposit"}                    | {"name":"error","error":"OUT_OF_LUCK"} | error: 'OUT_OF_LUCK' is not allowed; expected EXTERNAL_ID_EXISTS, MISSING_ITEMS
                    {"on":"deposit"}                    | {"name":"latency","by":"11min"}   | by: '11min' is not allowed; expected a duration such as
                    """)
    void what_cannot_be_planned_is_refused_with_what_can(String trigger, String fault, String message) {
        JsonNode merchant = client.merchant("{}");
        put(merchant, entry("{\"on\":\"callback\"}", "{\"name\":\"drop\"}"));
        TestClient.Answer answer = put(merchant, entry(trigger, fault));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().required("detail").textValue()).contains(message);
        assertThat(client.get(faults(merchant)).json().required("faults"))
                .as("the plan before")
                .hasSize(1);
    }

    @Test
    void a_plan_has_at_most_a_thousand_faults_and_one_request_replaces_it() {
        JsonNode merchant = client.merchant("{}");
        String one = "{\"trigger\":{\"on\":\"callback\"},\"fault\":{\"name\":\"drop\"}}";
        assertThat(put(merchant, "{\"faults\":[" + (one + ",").repeat(1000) + one + "]}")
                        .status())
                .isEqualTo(400);
        assertThat(put(merchant, "{\"faults\":[" + one + "," + one + "]}").status())
                .isEqualTo(200);
        assertThat(put(merchant, "{\"faults\":[" + one + "]}").json().required("faults"))
                .hasSize(1);
        assertThat(client.send("DELETE", faults(merchant), null).status()).isEqualTo(204);
        assertThat(client.get(faults(merchant)).json().required("faults")).isEmpty();
    }

    @Test
    void the_listing_can_be_planned_again_as_it_is() {
        JsonNode merchant = client.merchant("{}");
        JsonNode listed = put(merchant, """
                        {"faults":[
                          {"trigger":{"on":"callback","status":"HOLD","kind":"DEPOSIT","steamId":"76561198000000001",
                                      "externalId":"o-1","nth":2,"times":"always"},
                           "fault":{"name":"duplicate","copies":2,"gap":"1min"}},
                          {"trigger":{"on":"any-operation","times":3},"fault":{"name":"rate-limited","retryAfter":"30s"}},
                          {"trigger":{"on":"callback"},"fault":{"name":"tampered-trade","member":"price","besides":true}}
                        ]}""").json().required("faults");
        List<String> bare = Rows.elements(listed)
                .map(each -> "{\"trigger\":" + each.required("trigger") + ",\"fault\":" + each.required("fault") + "}")
                .toList();
        JsonNode again = put(merchant, "{\"faults\":[" + String.join(",", bare) + "]}")
                .json()
                .required("faults");
        assertThat(again).isEqualTo(listed);
        assertThat(listed.get(0).required("fault").required("gap").textValue()).isEqualTo("PT1M");
        assertThat(listed.get(0).required("trigger").required("times").textValue())
                .isEqualTo("always");
        assertThat(listed.get(2).required("fault").required("besides").booleanValue())
                .isTrue();
    }

    @Test
    void what_never_struck_is_listed_and_logged_when_it_cannot_any_more() {
        JsonNode merchant = client.merchant("{}");
        put(merchant, entry("{\"on\":\"callback\",\"status\":\"ESCROW\"}", "{\"name\":\"drop\"}"));
        JsonNode plan = client.get(faults(merchant)).json();
        assertThat(plan.required("neverStruck").get(0).intValue()).isZero();
        assertThat(plan.required("faults").get(0).required("struck").intValue()).isZero();
        put(merchant, entry("{\"on\":\"deposit\"}", "{\"name\":\"maintenance\"}"));
        client.send("DELETE", path(merchant), null);
        assertThat(RUNNING.lines().stream()
                        .filter(line -> line.contains(merchant.required("id").textValue() + "]")))
                .anyMatch(line -> line.endsWith("the fault drop on callback ESCROW was planned and never struck"))
                .anyMatch(line -> line.endsWith("the fault maintenance on deposit was planned and never struck"));
    }

    static List<JsonNode> kinds() {
        try (Simulator other = Simulator.start(Settings.STANDARD)) {
            return Rows.elements(
                            new TestClient(other).get("/_sim/faults").json().required("faults"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void every_listed_kind_can_be_planned_with_what_the_list_says(JsonNode kind) throws Exception {
        var fault = StrictJson.MAPPER
                .createObjectNode()
                .put("name", kind.required("name").textValue());
        for (JsonNode parameter : kind.required("parameters")) {
            if (parameter.path("required").asBoolean()) {
                String name = parameter.required("name").textValue();
                switch (parameter.required("type").textValue()) {
                    case "duration" -> fault.put(name, "1s");
                    case "number" -> fault.put(name, 1);
                    case "flag" -> fault.put(name, true);
                    default -> fault.put(name, parameter.at("/choices/0").asText("COMPLETED"));
                }
            }
        }
        String on = kind.required("strikes").textValue().equals("callback") ? "callback" : "any-operation";
        TestClient.Answer answer = put(client.merchant("{}"), entry("{\"on\":\"" + on + "\"}", fault.toString()));
        assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    }

    static List<JsonNode> triggers() {
        try (Simulator other = Simulator.start(Settings.STANDARD)) {
            return Rows.elements(
                            new TestClient(other).get("/_sim/faults").json().required("triggers"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("triggers")
    void every_listed_member_of_a_trigger_can_be_told_and_each_of_its_choices(JsonNode member) {
        String name = member.required("name").textValue();
        List<JsonNode> values = member.has("choices")
                ? Rows.elements(member.required("choices")).toList()
                : List.of(TextNode.valueOf("76561198000000001"));
        assertThat(member.path("required").asBoolean()).isEqualTo(name.equals("on"));
        for (JsonNode value : values) {
            ObjectNode trigger = StrictJson.MAPPER.createObjectNode().put("on", "callback");
            trigger.set(name, name.equals("nth") ? IntNode.valueOf(2) : value);
            boolean callback = trigger.required("on").textValue().equals("callback");
            TestClient.Answer answer = put(
                    client.merchant("{}"),
                    entry(trigger.toString(), callback ? "{\"name\":\"drop\"}" : "{\"name\":\"maintenance\"}"));
            assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
            boolean ofOperations = !member.has("strikes");
            assertThat(put(
                                    client.merchant("{}"),
                                    entry(trigger.put("on", "any-operation").toString(), "{\"name\":\"maintenance\"}"))
                            .status())
                    .isEqualTo(ofOperations ? 200 : 400);
        }
    }
}
