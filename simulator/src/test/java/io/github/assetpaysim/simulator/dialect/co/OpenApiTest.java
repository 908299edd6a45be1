package io.github.assetpaysim.simulator.dialect.co;

import static io.github.assetpaysim.simulator.dialect.co.OpenApiFile.ROOT;
import static io.github.assetpaysim.simulator.dialect.co.OpenApiFile.violations;
import static io.github.assetpaysim.simulator.support.TestClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.endpoint.Endpoint;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI file tells what the simulator does: every operation, everything that requests can have, every answer and callback. */
class OpenApiTest extends CoCalls {
    private static final String JSON = "/content/application~1json/schema";

    static Stream<Operation> operations() {
        return CoApi.ENDPOINTS.stream().map(Endpoint::operation);
    }

    @Test
    void it_has_every_operation_of_the_simulator_and_no_other() {
        List<String> told = new ArrayList<>();
        ROOT.required("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> told.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(operations()
                        .map(operation -> operation.method() + " " + operation.path())
                        .toList());
    }

    @Test
    void it_is_what_the_simulator_serves() {
        Answer answer = client.get("/_sim/openapi.json");

        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.json()).isEqualTo(ROOT);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_operation_wants_the_credential_that_is_told(Operation operation) {
        boolean key = operation.needs() == Operation.Credential.API_KEY;

        assertThat(ROOT.at(OpenApiFile.pointer(operation) + "/security"))
                .hasToString(key ? "[{\"apiKey\":[]}]" : "[{\"clientToken\":[]}]");
        assertThat(ROOT.at(OpenApiFile.pointer(operation) + "/responses").has("403"))
                .isEqualTo(operation.scope() != null);
    }

    /** The schema of a field, by its path in the query or in the body. */
    private static String schema(Operation operation, String field) {
        if (operation.method().equals("GET")) {
            return OpenApiFile.parameters(operation).stream()
                    .filter(parameter -> ROOT.at(parameter + "/name").asText().equals(field))
                    .map(parameter -> parameter + "/schema")
                    .findFirst()
                    .orElseThrow();
        }
        String schema = OpenApiFile.pointer(operation) + "/requestBody" + JSON;
        for (String name : field.replace("[0]", ".[0]").split("\\.")) {
            schema = OpenApiFile.resolved(schema + (name.equals("[0]") ? "/items" : "/properties/" + name));
        }
        return schema;
    }

    private static Set<String> members(String schema, String path) {
        Set<String> members = new TreeSet<>();
        ROOT.at(schema + "/properties").fieldNames().forEachRemaining(name -> {
            members.add(path + name);
            String inner = OpenApiFile.resolved(schema + "/properties/" + name);
            members.addAll(members(inner, path + name + "."));
            if (ROOT.at(inner).has("items")) {
                members.add(path + name + "[0]");
                members.addAll(members(inner + "/items", path + name + "[0]."));
            }
        });
        return members;
    }

    @ParameterizedTest
    @MethodSource("operations")
    void it_has_every_field_that_an_operation_reads_and_no_other(Operation operation) {
        Set<String> told = new TreeSet<>(members(OpenApiFile.pointer(operation) + "/requestBody" + JSON, ""));
        OpenApiFile.parameters(operation)
                .forEach(parameter -> told.add(ROOT.at(parameter + "/name").asText()));

        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(EndpointTableTest.FIELDS.get(operation.name()).stream()
                        .map(EndpointTableTest.Field::path)
                        .toList());
    }

    /** One value of one field. */
    private record Case(Operation operation, EndpointTableTest.Field field, EndpointTableTest.Value value) {
        /** JSON Schema takes 1.0 for an integer, and knows no limit to exponents. */
        boolean isBeyondSchemas() {
            return Set.of("1.0", "1e999999999").contains(value.written())
                    && !operation.method().equals("GET");
        }

        JsonNode json() throws Exception {
            String literal = operation.method().equals("POST")
                    ? ".*"
                    : switch (ROOT.at(schema(operation, field.path()) + "/type").asText()) {
                        case "integer" -> "-?\\d+";
                        case "number" -> "-?\\d+(\\.\\d+)?";
                        case "boolean" -> "true|false";
                        default -> "";
                    };
            return value.written().matches(literal) && !value.written().isEmpty()
                    ? StrictJson.MAPPER.readTree(value.written())
                    : new TextNode(value.written());
        }

        @Override
        public String toString() {
            return operation.name() + " " + field.path() + " " + value.code();
        }
    }

    private static Stream<Case> cases() {
        return operations()
                .flatMap(operation -> EndpointTableTest.FIELDS.get(operation.name()).stream()
                        .flatMap(field -> field.values().stream().map(value -> new Case(operation, field, value))))
                .filter(each -> !each.isBeyondSchemas());
    }

    @Test
    void it_allows_the_values_that_the_simulator_accepts_and_no_others() {
        Set<Integer> aboutForm = Set.of(1001, ErrorRow.MISSING_ITEMS.code, ErrorRow.TOO_MANY_ITEMS.code);

        assertThat(cases()).isNotEmpty().allSatisfy(each -> {
            String schema = schema(each.operation(), each.field().path());
            assertThat(OpenApiFile.violationsOf(schema, each.json()).isEmpty())
                    .as(each + " " + each.json())
                    .isEqualTo(!aboutForm.contains(each.value().code()));
        });
    }

    @Test
    void it_requires_the_fields_that_the_simulator_requires_and_no_others() {
        assertThat(operations())
                .allSatisfy(operation -> assertThat(EndpointTableTest.FIELDS.get(operation.name()))
                        .filteredOn(field -> !field.path().endsWith("[0]"))
                        .allSatisfy(field -> assertThat(isRequired(operation, field.path()))
                                .as(field.path())
                                .isEqualTo(field.needed())));
    }

    private static boolean isRequired(Operation operation, String field) {
        String schema = schema(operation, field);
        if (operation.method().equals("GET")) {
            return ROOT.at(schema.replaceFirst("/schema$", "/required")).asBoolean();
        }
        int dot = field.lastIndexOf('.');
        String holder = dot < 0
                ? OpenApiFile.pointer(operation) + "/requestBody" + JSON
                : schema(operation, field.substring(0, dot));
        return OpenApiFile.elements(ROOT.at(holder + "/required"))
                .anyMatch(name -> name.asText().equals(field.substring(dot + 1)));
    }

    /** The rows of the table of errors that are told for a status. */
    private static List<ErrorRow> rows(String response) {
        JsonNode error = ROOT.at(OpenApiFile.resolved(response) + JSON + "/allOf/1/properties/error");
        Stream<JsonNode> all = error.has("anyOf") ? OpenApiFile.elements(error.required("anyOf")) : Stream.of(error);
        return all.map(row -> ErrorRow.valueOf(row.required("$ref").asText().replaceFirst(".*/", "")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_refusal_is_told_at_the_status_that_it_has(Operation operation) {
        String credential = operation.needs() == Operation.Credential.API_KEY
                ? merchant.required("apiKey").textValue()
                : client.token(merchant, USER);
        String header = operation.needs() == Operation.Credential.API_KEY ? "api-key" : "Authorization";
        String body = operation.method().equals("GET") ? null : "{}";
        String responses = OpenApiFile.pointer(operation) + "/responses";

        ROOT.at(responses).fieldNames().forEachRemaining(status -> {
            // The size and the type of a body are judged before a fault can be.
            boolean ofBody = Set.of("200", "413", "415").contains(status);
            for (ErrorRow row : ofBody ? List.<ErrorRow>of() : rows(responses + "/" + status)) {
                client.put(
                        path(merchant) + "/faults",
                        quoted("{'faults':[{'trigger':{'on':'" + operation.name()
                                + "'},'fault':{'name':'error','error':'" + row.name() + "'}}]}"));
                Answer answer = client.send(
                        operation.method(),
                        operation.path(),
                        body,
                        header,
                        credential,
                        "Content-Type",
                        "application/json");

                if (!status.equals("default")) {
                    assertThat(answer.status()).as(row.name()).isEqualTo(Integer.parseInt(status));
                }
                assertThat(violations(responses + "/" + status, answer.json()))
                        .as(row.name())
                        .isEmpty();
            }
        });
        assertThat(rows(responses + "/default")).containsExactlyInAnyOrder(distinct());
    }

    /** Every row, without those that repeat another one's key at another HTTP status. */
    private static ErrorRow[] distinct() {
        return Stream.of(ErrorRow.values())
                .filter(row -> ROOT.at("/components/schemas/" + row.name()).isObject())
                .toArray(ErrorRow[]::new);
    }

    @Test
    void a_body_of_the_wrong_type_or_size_is_refused_as_told() {
        String responses = OpenApiFile.pointer(CoApi.PATHS.get("/client/trading/deposit")) + "/responses/";
        String token = client.token(merchant, USER);

        Answer text = client.send(
                "POST", "/client/trading/deposit", "{}", "Content-Type", "text/plain", "Authorization", token);
        Answer large = deposit(token, "'" + "x".repeat(1 << 20) + "'");

        assertThat(violations(responses + text.status(), text.json())).isEmpty();
        assertThat(violations(responses + large.status(), large.json())).isEmpty();
        assertThat(List.of(text.status(), large.status())).containsExactly(415, 413);
    }

    @Test
    void every_callback_is_as_told() {
        try (Receiver receiver = Receiver.good()) {
            merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            String token = client.token(merchant, USER);
            client.trade(token, 0, ",\"externalId\":\"x\"");
            client.deposit(token, client.depositable(token, "252490").get(0), "")
                    .data();
            client.withdrawal(token, "730", 0);
            client.withdrawal(token, "252490", 0);
            for (int user : new int[] {2, 3, 8, 9, 14, 16}) {
                String other = client.token(merchant, "765611990000000%02d".formatted(user));
                client.trade(other, 0, "");
                client.withdrawal(other, "730", user);
            }
            client.advance(merchant, "P30D");

            assertThat(receiver.got())
                    .hasSizeGreaterThan(40)
                    .allSatisfy(callback -> assertThat(violations(OpenApiFile.CALLBACK, root(callback)))
                            .as(callback.trade().toString())
                            .isEmpty());
            assertThat(receiver.events())
                    .contains(Stream.of(Status.values()).map(Status::name).toArray(String[]::new));
        }
    }

    private static JsonNode root(Receiver.Got callback) {
        return JsonNodeFactory.instance.objectNode().set("payload", callback.payload());
    }
}
