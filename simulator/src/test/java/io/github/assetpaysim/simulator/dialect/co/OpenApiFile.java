package io.github.assetpaysim.simulator.dialect.co;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.github.assetpaysim.fixtures.Fixtures;
import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.http.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** {@code fixtures/openapi/co.json}, and documents held against its schemas. */
final class OpenApiFile {
    static final JsonNode ROOT;
    static final String CALLBACK = "/webhooks/trade/post/requestBody";

    private static final byte[] SOURCE = Fixtures.bytes("openapi/co.json");
    private static final String ID = "https://assetpay.invalid/openapi/co.json";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
            Dialect.builder(Dialects.getDraft202012())
                    .format(new Usd())
                    .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                    .build(),
            registry -> registry.schemas(Map.of(ID, new String(SOURCE, UTF_8)))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));

    static {
        try {
            ROOT = StrictJson.MAPPER.readTree(SOURCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OpenApiFile() {}

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

    /** Where an operation stands. */
    static String pointer(Operation operation) {
        return "/paths/" + operation.path().replace("/", "~1") + "/"
                + operation.method().toLowerCase(Locale.ROOT);
    }

    /** Where something is told that stands there, or that is referred to from there. */
    static String resolved(String pointer) {
        String reference = ROOT.at(pointer).path("$ref").asText();
        return reference.isEmpty() ? pointer : reference.substring(1);
    }

    /** The pointers to an operation's parameters. */
    static List<String> parameters(Operation operation) {
        String all = pointer(operation) + "/parameters";
        return Stream.iterate(0, i -> i + 1)
                .limit(ROOT.at(all).size())
                .map(i -> resolved(all + "/" + i))
                .toList();
    }

    /** What is wrong with a request's or an answer's body, or a callback's. */
    static List<Error> violations(String described, JsonNode body) {
        return violationsOf(resolved(described) + "/content/application~1json/schema", body);
    }

    /** What is wrong with a value by the schema there. */
    static List<Error> violationsOf(String schema, JsonNode value) {
        return REGISTRY.getSchema(SchemaLocation.of(ID + "#" + schema)).validate(value);
    }

    /** The example of a request's or an answer's body. */
    static JsonNode example(String described) {
        return ROOT.at(resolved(described) + "/content/application~1json/example");
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
