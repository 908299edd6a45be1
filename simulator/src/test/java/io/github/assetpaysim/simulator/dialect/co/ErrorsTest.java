package io.github.assetpaysim.simulator.dialect.co;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorsTest {
    private static final List<JsonNode> TABLE = Rows.of("errors/co-errors.json");

    private final Errors errors = new Errors();

    /** Special cases of a key are named by their {@code when}, all others by the key. */
    private static String name(JsonNode row) {
        return row.path("when").asText(row.required("key").textValue());
    }

    private static Refusal.Code code(JsonNode row) {
        return row.has("when") ? HttpError.valueOf(name(row)) : ErrorRow.valueOf(name(row));
    }

    static List<JsonNode> rows() {
        return TABLE;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void every_row_is_answered_with_its_code_key_and_http_status(JsonNode row) throws IOException {
        Refusal.Code code = code(row);
        int http = row.required("http").intValue();

        JsonNode body = StrictJson.MAPPER.readTree(errors.body(new Refusal(code, "what ★ was wrong"), http, "id-1"));

        assertThat(errors.status(code)).isEqualTo(http);
        assertThat(errors.contentType()).startsWith("application/json");
        assertThat(body)
                .isEqualTo(StrictJson.MAPPER.readTree("{\"requestId\":\"id-1\",\"success\":false,\"error\":{\"code\":"
                        + row.required("code") + ",\"key\":" + row.required("key")
                        + ",\"message\":\"what ★ was wrong\"}}"));
    }

    @Test
    void the_dialect_has_no_other_rows() {
        assertThat(TABLE)
                .filteredOn(row -> !row.has("when"))
                .extracting(ErrorsTest::name)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(ErrorRow.values()).map(Enum::name).toList());
    }

    static Stream<Refusal.Code> codesOfOthers() {
        return Stream.concat(Stream.of(Refusal.Reason.values()), Stream.of(HttpError.values()));
    }

    @ParameterizedTest
    @MethodSource("codesOfOthers")
    void what_the_core_and_http_refuse_has_a_row(Refusal.Code code) {
        assertThat(ErrorRow.valueOf(errors.key(code))).isNotNull();
        assertThat(errors.status(code)).isBetween(400, 503);
    }

    @Test
    void a_code_and_its_key_always_go_together_and_13_is_unused() {
        for (JsonNode one : TABLE) {
            for (JsonNode other : TABLE) {
                assertThat(one.required("code").equals(other.required("code")))
                        .isEqualTo(one.required("key").equals(other.required("key")));
            }
        }
        assertThat(TABLE).noneMatch(row -> row.required("code").intValue() == 13);
    }
}
