package io.github.assetpaysim.simulator.dialect.co;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CoErrorsTest {
    private static final List<JsonNode> TABLE = Rows.of("errors/co-errors.json");

    private final CoErrors errors = new CoErrors();

    /** Special cases of a key are named by their {@code when}, all others by the key. */
    private static String name(JsonNode row) {
        return row.path("when").asText(row.required("key").textValue());
    }

    @ParameterizedTest
    @EnumSource(Refusal.Reason.class)
    void every_reason_has_the_code_key_and_http_status_of_its_row(Refusal.Reason reason) throws IOException {
        JsonNode row = TABLE.stream()
                .filter(each -> name(each).equals(reason.name()))
                .findFirst()
                .orElseThrow();
        int http = row.required("http").intValue();

        JsonNode body = StrictJson.MAPPER.readTree(errors.body(new Refusal(reason, "what ★ was wrong"), http, "id-1"));

        assertThat(errors.status(reason)).isEqualTo(http);
        assertThat(errors.contentType()).startsWith("application/json");
        assertThat(body)
                .isEqualTo(StrictJson.MAPPER.readTree("{\"requestId\":\"id-1\",\"success\":false,\"error\":{\"code\":"
                        + row.required("code") + ",\"key\":" + row.required("key")
                        + ",\"message\":\"what ★ was wrong\"}}"));
    }

    @Test
    void every_row_has_a_reason() {
        assertThat(TABLE)
                .extracting(CoErrorsTest::name)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(Refusal.Reason.valueOf(name)).isNotNull());
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
