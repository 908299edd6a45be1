package io.github.assetpaysim.simulator.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.TestClient.Answer;

/** What a refusal looks like, whoever refuses and why. */
public final class Refusals {
    public static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private Refusals() {}

    /** A refusal of the API, in its envelope. */
    public static void assertRefused(Answer answer, int status, int code) {
        assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        JsonNode json = answer.json();
        assertThat(json.fieldNames()).toIterable().containsExactly("requestId", "success", "error");
        assertThat(json.required("requestId").textValue()).matches(UUID);
        assertThat(json.required("success").booleanValue()).isFalse();
        assertThat(json.at("/error/code").intValue()).isEqualTo(code);
        assertThat(json.at("/error/message").textValue())
                .isNotBlank()
                .doesNotContain("org.", "java.", "io.", "Exception", "null");
    }

    /** A refusal of the API whose message contains a text. */
    public static void assertRefused(Answer answer, int status, int code, String message) {
        assertRefused(answer, status, code);
        assertThat(answer.json().at("/error/message").textValue()).contains(message);
    }

    /** A refusal of the API that has a key, and whose message contains a text. */
    public static void assertRefused(Answer answer, int status, int code, String key, String message) {
        assertRefused(answer, status, code, message);
        assertThat(answer.json().at("/error/key").textValue()).isEqualTo(key);
    }

    /** A refusal of the control API, as problem details whose detail contains a text. */
    public static void assertProblem(Answer answer, int status, String detail) {
        assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        JsonNode json = answer.json();
        assertThat(json.fieldNames()).toIterable().containsExactly("type", "title", "status", "detail", "requestId");
        assertThat(json.required("status").intValue()).isEqualTo(status);
        assertThat(json.required("detail").textValue()).contains(detail).doesNotContain("Exception", "java.");
    }
}
