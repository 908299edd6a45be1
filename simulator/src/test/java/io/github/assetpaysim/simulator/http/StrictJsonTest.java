package io.github.assetpaysim.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.assetpaysim.simulator.trade.Refusal;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    static Stream<Arguments> bad() {
        return Stream.of(
                arguments("", "the body is empty"),
                arguments(" \n", "the body is empty"),
                arguments("null", "must be a JSON object"),
                arguments("[]", "must be a JSON object"),
                arguments("\"{}\"", "must be a JSON object"),
                arguments("7", "must be a JSON object"),
                arguments("{", "not well-formed JSON: it ends too early (line 1, column 2)"),
                arguments("{\"a\":}", "must stand at the end of '{\"a\":}' (line 1, column 6)"),
                arguments("{\"a\":1\n,}", "line 2, column 2"),
                arguments("{\"a\":1,\"a\":2}", "the member 'a' is given twice"),
                arguments("{\"a\":{\"b\":1,\"b\":1}}", "the member 'b' is given twice"),
                arguments("{\"a\":[{\"b\":[],\"b\":{}}]}", "the member 'b' is given twice"),
                arguments("{} {}", "goes on after the end"),
                arguments("{\"a\":1} 7", "goes on after the end"),
                arguments("{}]", "not well-formed JSON"),
                arguments("{}x", "not well-formed JSON"),
                arguments("{'a':1}", "not well-formed JSON"),
                arguments("{a:1}", "not well-formed JSON"),
                arguments("{\"a\":01}", "not well-formed JSON"),
                arguments("{\"a\":+1}", "not well-formed JSON"),
                arguments("{\"a\":.5}", "not well-formed JSON"),
                arguments("{\"a\":5.}", "not well-formed JSON"),
                arguments("{\"a\":NaN}", "not well-formed JSON"),
                arguments("{\"a\":Infinity}", "not well-formed JSON"),
                arguments("{\"a\":0x10}", "not well-formed JSON"),
                arguments("{/* no */}", "not well-formed JSON"),
                arguments("{\"a\":\"\n\"}", "not well-formed JSON"),
                arguments("{\"a\":\"\\x\"}", "not well-formed JSON"),
                arguments("{\"a\":\"\\u12\"}", "not well-formed JSON"),
                arguments("{\"a\":\u0000}", "NUL byte"),
                arguments("{\"a\":" + "1".repeat(201) + "}", "a number longer than 200"),
                arguments("{\"" + "n".repeat(60_000) + "\":1}", "a name longer than 50000"),
                arguments(nested(65), "nested deeper than 64 levels"),
                arguments("{\"a\":" + "[".repeat(500_000), "nested deeper"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void what_is_not_one_JSON_object_is_refused_with_the_reason(String body, String reason) {
        assertThat(complaint(body.getBytes(UTF_8))).contains(reason);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void the_reason_names_no_class_and_no_setting_of_the_parser(String body, String reason) {
        assertThat(complaint(body.getBytes(UTF_8)))
                .doesNotContain("`")
                .doesNotContainIgnoringCase("fasterxml")
                .doesNotContain("Feature", "StreamRead", "Source", "java.", "ALLOW_", "Exception", "parser")
                .doesNotContain("\n")
                .hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C328", "C080", "EDA080", "F8888080", "E28298FF", "80"})
    void bytes_that_are_not_UTF_8_are_refused(String hex) {
        byte[] broken = java.util.HexFormat.of().parseHex("7B2261223A22" + hex + "227D");

        assertThat(complaint(broken)).isEqualTo("the body is not UTF-8 text");
    }

    @Test
    void other_encodings_are_refused_with_and_without_a_mark() {
        for (Charset other : new Charset[] {UTF_16LE, UTF_16BE, Charset.forName("UTF-32")}) {
            assertThat(complaint("{\"a\":1}".getBytes(other))).contains("send UTF-8 text");
            assertThat(complaint("\uFEFF{\"a\":1}".getBytes(other))).contains("UTF-8 text");
        }
    }

    @Test
    void an_object_is_read_as_it_stands() {
        Fields read = StrictJson.readObject("{\"★\":\"\\u2122\\u0000\",\"price\":10.750}".getBytes(UTF_8));

        assertThat(read.text("★", "text")).isEqualTo("™\0");
        assertThat(read.number("price", "a number")).isEqualTo(new BigDecimal("10.750"));
        assertThat(StrictJson.readObject(nested(64).getBytes(UTF_8)).has("a")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "-1E+999999999",
                "1e-999999999",
                "0.1e2147483647",
                "1e99999999999",
                "1e-99999999999"
            })
    void a_huge_exponent_costs_nothing(String number) {
        byte[] body = ("{\"a\":" + number + "}").getBytes(UTF_8);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Refusal refusal = catchThrowableOfType(
                    Refusal.class, () -> StrictJson.readObject(body).integer("a", 0, 3, 0));

            assertThat(refusal.getMessage()).hasSizeLessThan(200).doesNotContain("Exception", "java");
        });
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    }

    private static String complaint(byte[] body) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> StrictJson.readObject(body));
        assertThat(refusal).as("refusal of the body").isNotNull();
        assertThat(refusal.code()).isEqualTo(HttpError.BAD_REQUEST);
        return refusal.getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00.000Z",
                "2026-03-04T10:05:09.007Z",
                "2024-02-29T23:59:59.999Z",
                "9999-12-31T23:59:59.120Z",
                "+10000-01-01T00:00:00.000Z"
            })
    void an_instant_is_written_with_milliseconds_and_a_z(String text) {
        assertThat(StrictJson.text(Instant.parse(text))).isEqualTo(text);
        assertThat(StrictJson.text(Instant.parse(text).plusNanos(999_999))).isEqualTo(text);
    }
}
