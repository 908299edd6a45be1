package io.github.assetpaysim.contract.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.fixtures.Fixtures;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Holds answers and callbacks against {@code fixtures/openapi/co.json}, which is read when something is held against it for the first
 * time.
 */
final class Schemas {
    private static final String FILE = "openapi/co.json";
    private static final String ID = "https://assetpay.invalid/" + FILE;
    private static final String JSON_CONTENT = "/content/application~1json/schema";
    private static final int SHOWN = 80;

    private static final byte[] SOURCE = Fixtures.bytes(FILE);
    private static final JsonNode API = Json.parse(SOURCE);
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
            Dialect.builder(Dialects.getDraft202012())
                    // The patterns beside other formats say more.
                    .formats(formats -> {
                        formats.clear();
                        formats.put("usd", new Usd());
                    })
                    // The document's own members, which would be warned of.
                    .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                    .build(),
            registry -> registry.schemas(Map.of(ID, new String(SOURCE, UTF_8)))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .pathType(PathType.JSON_POINTER)
                            .locale(Locale.ROOT)
                            .build()));

    private Schemas() {}

    /** A number with at most two decimals, reckoned in decimals; other JSON types are another keyword's concern. */
    private static final class Usd implements Format {
        @Override
        public String getName() {
            return "usd";
        }

        @Override
        public boolean matches(ExecutionContext execution, SchemaContext schema, JsonNode value) {
            return !value.isNumber()
                    || value.decimalValue().stripTrailingZeros().scale() <= 2;
        }
    }

    /**
     * What is wrong with an answer by its operation and HTTP status, in the order of the document.
     *
     * @throws CheckFailure when it is no JSON, which is a violation
     */
    static List<Violation> violations(Exchange answer) {
        Operation operation = answer.operation();
        String responses = "/paths/" + operation.path().replace("/", "~1") + "/"
                + operation.method().toLowerCase(Locale.ROOT) + "/responses/";
        boolean known = API.at(responses + answer.status()).isObject();
        String response = responses + (known ? answer.status() : "default");
        String shared = API.at(response).path("$ref").asText();
        return violations((shared.isEmpty() ? response : shared.substring(1)) + JSON_CONTENT, answer.json());
    }

    /**
     * What is wrong with the body of a callback.
     *
     * @throws CheckFailure when it is no JSON, which is a violation
     */
    static List<Violation> violations(Received callback) {
        JsonNode body;
        try {
            body = Json.read(callback.body());
        } catch (IOException e) {
            throw CheckFailure.violated("a callback in JSON", cut(new String(callback.body(), UTF_8)));
        }
        return violations("/webhooks/trade/post/requestBody" + JSON_CONTENT, body);
    }

    /** What is wrong with a trade by itself. */
    static List<Violation> violationsOfTrade(JsonNode trade) {
        return violations("/components/schemas/Trade", trade);
    }

    /** What is wrong with a document by the schema to which the pointer leads; one violation for each place. */
    private static List<Violation> violations(String pointer, JsonNode document) {
        Map<String, Violation> byPlace = new LinkedHashMap<>();
        for (Error error :
                REGISTRY.getSchema(SchemaLocation.of(ID + "#" + pointer)).validate(document)) {
            Violation violation = violation(error, document);
            // What has the wrong type is no wrong value besides.
            if (violation.keyword().equals("type")) {
                byPlace.put(violation.pointer(), violation);
            } else {
                byPlace.putIfAbsent(violation.pointer(), violation);
            }
        }
        return List.copyOf(byPlace.values());
    }

    private static Violation violation(Error error, JsonNode document) {
        String place = error.getInstanceLocation().toString();
        if (error.getKeyword().equals("required")) {
            return new Violation(
                    JsonPointer.compile(place)
                            .appendProperty(error.getProperty())
                            .toString(),
                    "required",
                    "the member " + error.getProperty(),
                    "nothing");
        }
        return new Violation(place, error.getKeyword(), expected(error), cut(Json.text(document.at(place))));
    }

    private static String expected(Error error) {
        JsonNode told = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "type", "enum" -> oneOf(told);
            case "const" -> Json.text(told);
            case "pattern" -> "text of the form " + told.asText();
            case "format" -> told.asText().equals("usd") ? "a number with at most two decimals" : "a " + told.asText();
            default -> error.getKeyword() + " " + cut(Json.text(told));
        };
    }

    private static String oneOf(JsonNode values) {
        if (!values.isArray()) {
            return values.asText();
        }
        StringJoiner joined = new StringJoiner(" or ");
        values.forEach(value -> joined.add(value.asText()));
        return joined.toString();
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
