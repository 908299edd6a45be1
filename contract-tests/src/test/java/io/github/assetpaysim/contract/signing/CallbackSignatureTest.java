package io.github.assetpaysim.contract.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.fixtures.Fixtures;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallbackSignatureTest {
    /** Jackson does not read it; a host that sends such a name shows as an unreadable callback. */
    private static final String UNREADABLE = "lone-surrogate-name";

    static Stream<Arguments> vectors() {
        return entries("vectors");
    }

    static Stream<Arguments> mustFail() {
        return entries("mustFail");
    }

    private static Stream<Arguments> entries(String name) {
        JsonNode entries =
                Json.parse(Fixtures.bytes("vectors/canonical-json.json")).required(name);
        return StreamSupport.stream(entries.spliterator(), false)
                .filter(entry -> !entry.required("id").textValue().equals(UNREADABLE))
                .map(entry -> argumentSet(entry.required("id").textValue(), entry));
    }

    private static JsonNode trade(JsonNode vector) {
        return Json.parse(vector.required("json").textValue().getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void every_vector_verifies(JsonNode vector) {
        assertThat(CanonicalJson.of(trade(vector)))
                .isEqualTo(vector.required("canonical").textValue());
        assertThat(CallbackSignature.verifies(
                        trade(vector),
                        vector.required("key").textValue(),
                        vector.required("secret").textValue()))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("mustFail")
    void nothing_else_verifies(JsonNode vector) {
        assertThat(CallbackSignature.verifies(
                        trade(vector),
                        vector.required("key").asText(),
                        vector.required("secret").textValue()))
                .isFalse();
    }
}
