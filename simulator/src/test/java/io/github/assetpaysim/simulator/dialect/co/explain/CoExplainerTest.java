package io.github.assetpaysim.simulator.dialect.co.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.dialect.Explanation;
import io.github.assetpaysim.simulator.dialect.UnreadableCallback;
import io.github.assetpaysim.simulator.dialect.co.signature.TradeSignature;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.VectorScript;
import io.github.assetpaysim.simulator.text.Words;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CoExplainerTest {
    private static final String MISTAKES = "vectors/signature-mistakes.json";
    private static final String CANONICAL = "vectors/canonical-json.json";
    private static final String SECRET = "sim-secret-1";

    /** What the wrong keys of canonical-json.json were made by, where it is a usual mistake. */
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("secret-trimmed", "secret-trimmed"),
            Map.entry("secret-as-hex", "secret-hex-decoded"),
            Map.entry("array-reordered", "arrays-sorted"),
            Map.entry("null-is-not-absent", "nulls-left-out"),
            Map.entry("unsorted-signed", "keys-unsorted"),
            Map.entry("code-points-signed", "keys-unsorted"),
            Map.entry("spelling-signed", "numbers-as-written"),
            Map.entry("escapes-signed", "unicode-escaped"),
            Map.entry("slashes-signed", "slashes-escaped"),
            Map.entry("spaces-signed", "spaces-after-separators"),
            Map.entry("no-hmac", "secret-and-text-hashed"),
            Map.entry("key-short", "key-cut"));

    private static Explanation explain(JsonNode vector, String text) {
        return CoExplainer.explain(
                vector.required(text).textValue(),
                vector.required("key").textValue(),
                vector.required("secret").textValue());
    }

    private static String name(Explanation explanation) {
        return explanation.mistake() == null ? null : explanation.mistake().name();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mistakes")
    void every_mistake_is_named_with_its_fix(String id, String why, JsonNode vector) {
        Explanation explanation = explain(vector, "text");

        assertThat(explanation.verifies()).isFalse();
        assertThat(name(explanation)).isEqualTo(vector.required("mistake").textValue());
        assertThat(explanation.expectedKey()).matches("[0-9a-f]{64}");
        if (explanation.mistake() == null) {
            assertThat(explanation.notes())
                    .anyMatch(note -> note.startsWith("None of the usual mistakes gives this key"))
                    .anyMatch(note -> note.startsWith("Compare your canonical text with the one here"));
        } else {
            assertThat(explanation.mistake().explanation()).isNotBlank();
            assertThat(explanation.mistake().fix()).isNotBlank();
        }
    }

    static Stream<Arguments> mistakes() {
        return Rows.of(MISTAKES, "vectors").stream().map(CoExplainerTest::named);
    }

    @Test
    void every_mistake_has_a_vector() {
        String all = String.join(
                "+",
                Rows.of(MISTAKES, "vectors").stream()
                        .map(vector -> vector.required("mistake").asText())
                        .toList());

        assertThat(all.split("\\+"))
                .contains(Stream.of(SignatureMistake.values()).map(Words::of).toArray(String[]::new));
    }

    @Test
    void the_callbacks_of_the_mistakes_verify_with_the_keys_that_are_right() {
        for (JsonNode vector : Rows.of(MISTAKES, "vectors")) {
            String secret = vector.required("secret").textValue();
            String text = vector.required("text").textValue();
            String right = CoExplainer.explain(text, "x".repeat(400), secret).expectedKey();

            assertThat(CoExplainer.explain(text, right, secret).verifies())
                    .as(vector.required("id").textValue())
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("right")
    void a_right_key_verifies_and_nothing_is_said_against_it(String id, String why, JsonNode vector) {
        Explanation explanation = explain(vector, "json");

        assertThat(explanation.verifies()).isTrue();
        assertThat(explanation.mistake()).isNull();
        assertThat(explanation.canonical())
                .isEqualTo(vector.required("canonical").textValue());
        assertThat(explanation.expectedKey())
                .isEqualTo(explanation.givenKey())
                .isEqualTo(vector.required("key").textValue());
        assertThat(explanation.notes()).isEmpty();
    }

    static Stream<Arguments> right() {
        // Jackson does not read half a surrogate pair in a name.
        return Rows.of(CANONICAL, "vectors").stream()
                .filter(vector -> !vector.required("id").textValue().equals("lone-surrogate-name"))
                .map(CoExplainerTest::named);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrong")
    void a_wrong_key_is_blamed_on_nothing_but_what_made_it(String id, String why, JsonNode vector) {
        Explanation explanation = explain(vector, "json");

        assertThat(explanation.verifies()).isFalse();
        assertThat(name(explanation)).isEqualTo(NAMED.get(id));
    }

    static Stream<Arguments> wrong() {
        return Rows.of(CANONICAL, "mustFail").stream().map(CoExplainerTest::named);
    }

    private static Arguments named(JsonNode vector) {
        return Arguments.of(
                vector.required("id").textValue(), vector.required("why").textValue(), vector);
    }

    @Test
    void the_vectors_are_what_their_script_writes() throws Exception {
        VectorScript.check("make-mistake-vectors.mjs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "``                                   | there is nothing to read; give the body of a callback, or a trade",
                "` \n `                               | there is nothing to read; give the body of a callback, or a trade",
                "{\"a\":                              | this is not well-formed JSON: it ends too early (line 1, column 6)",
                "{'a':1}                              | this is not well-formed JSON: something else must stand at the end of '{'' (line 1, column 2)",
                "{} x                                 | this is not well-formed JSON: something else must stand at the end of '{} x'",
                "{} {}                                | the text goes on after the end of its JSON value (line 1, column 4)",
                "[1]                                  | this must be a JSON object, not an array",
                "7                                    | this must be a JSON object, not 7",
                "\"{}\"                               | this must be a JSON object, not a string; if JSON is in it, it was encoded twice",
                "{\"payload\":{\"event\":\"HOLD\"}}   | there is no trade: payload.trade is missing",
                "{\"event\":\"HOLD\",\"key\":\"00\"}  | there is no trade: trade is missing",
                "{\"payload\":null}                   | payload must be a JSON object, not null",
                "{\"payload\":\"{}\"}                 | payload must be a JSON object, not a string; if JSON is in it, it was encoded twice",
                "{\"payload\":{\"trade\":[]}}         | payload.trade must be a JSON object, not an array",
                "{\"payload\":{\"trade\":{},\"key\":7.50}} | key must be a string, not 7.50",
                "{\"payload\":{\"trade\":{},\"event\":\"HOLD\"}} | there is no key to check: payload has none, so give one beside it; under this secret the key of the trade is eb6ed7d9",
                "{\"id\":\"t-1\"}                     | there is no key to check: a trade alone has none, so give one beside it; under this secret the key of the trade is ",
            })
    void what_cannot_be_checked_is_refused_with_the_reason(String text, String reason) {
        assertThatThrownBy(() -> CoExplainer.explain(text, null, SECRET))
                .isInstanceOf(UnreadableCallback.class)
                .hasMessageContaining(reason);
    }

    @Test
    void too_many_brackets_are_refused() {
        assertThatThrownBy(() -> CoExplainer.explain("{\"a\":" + "[".repeat(100_000), "00", SECRET))
                .isInstanceOf(UnreadableCallback.class)
                .hasMessageContaining("nested deeper");
    }

    @Test
    void a_byte_order_mark_is_skipped() {
        String text = "{\"id\":\"t-1\"}";
        String key = CoExplainer.explain(text, "", SECRET).expectedKey();

        Explanation explanation = CoExplainer.explain("\uFEFF" + text, key, SECRET);

        assertThat(explanation.verifies()).isTrue();
    }

    @Test
    void of_members_that_occur_twice_the_last_counts() {
        Explanation explanation =
                CoExplainer.explain("{\"a\":[{\"b\":1,\"b\":2}],\"c\":{\"d\":1,\"d\":1},\"c\":3}", "", SECRET);

        assertThat(explanation.canonical()).isEqualTo("{\"a\":[{\"b\":2}],\"c\":3}");
    }

    @Test
    void an_event_that_is_not_the_status_is_said_although_the_signature_is_right() {
        String key = CoExplainer.explain("{\"status\":\"HOLD\"}", "", SECRET).expectedKey();

        Explanation explanation = CoExplainer.explain(
                "{\"payload\":{\"trade\":{\"status\":\"HOLD\"},\"event\":\"COMPLETED\",\"key\":\"" + key + "\"}}",
                null,
                SECRET);

        assertThat(explanation.verifies()).isTrue();
        assertThat(explanation.notes())
                .containsExactly("event is \"COMPLETED\", but trade.status is \"HOLD\"."
                        + " event and timestamp are not signed: decide on trade.status.");
    }

    @Test
    void of_two_keys_the_one_given_beside_the_callback_is_checked_and_the_other_judged() {
        String key = CoExplainer.explain("{\"status\":\"HOLD\"}", "", SECRET).expectedKey();
        String genuine = "{\"payload\":{\"trade\":{\"status\":\"HOLD\"},\"key\":\"" + key + "\"}}";

        assertThat(CoExplainer.explain(genuine, "00", SECRET).notes())
                .anyMatch(note -> note.contains("so the callback is genuine"));
        assertThat(CoExplainer.explain(genuine.replace(key, "11"), "00", SECRET).notes())
                .anyMatch(note -> note.endsWith("The one inside it is another, and wrong."));
        assertThat(CoExplainer.explain(genuine.replace(key, "11"), key, SECRET).verifies())
                .isTrue();
    }

    @Test
    void an_API_key_in_place_of_the_secret_is_said() {
        assertThat(CoExplainer.explain("{\"id\":\"t-1\"}", "0".repeat(64), "ap_123")
                        .notes())
                .contains("The secret begins like an API key (ap_). Callbacks are signed with the API secret.");
    }

    /** Objects of every size on both sides of the parser's buffers: their source must be cut out exactly. */
    @Test
    void the_raw_text_of_a_long_trade_is_found() {
        for (int length : new int[] {1, 3_900, 8_100, 33_000, 70_000}) {
            String trade = "{\"name\" : \"" + "★".repeat(length) + "\"}";
            String text = "{\"payload\": {\"trade\":  " + trade + " , \"event\":\"HOLD\"} }";
            byte[] secret = SECRET.getBytes(UTF_8);
            String key = HexFormat.of().formatHex(TradeSignature.hmac("HmacSHA256", secret, trade.getBytes(UTF_8)));

            assertThat(name(CoExplainer.explain(text, key, SECRET))).isEqualTo("raw-trade-signed");
        }
    }

    @Test
    void a_form_that_would_be_far_longer_than_the_text_is_cut_off() {
        JsonNode deep = CallbackText.read(
                        "{\"a\":" + "[".repeat(150) + "1,".repeat(500_000) + "1" + "]".repeat(150) + "}")
                .trade();
        JsonForm indented = new JsonForm();
        indented.layout = new JsonForm.Layout(",", ": ", "    ");

        assertThat(indented.of(deep).length()).isBetween(8 << 20, 9 << 20);
    }

    /** As long as the largest deposits are; seconds of this thread's own, where trying everything would take minutes. */
    @Test
    void a_body_of_128_KiB_is_answered_soon_with_all_single_mistakes_tried() {
        String item = "{\"price\":8.60,\"name\":\"★ Karambit\",\"id\":\"item/1\",\"wear\":0.25,\"amount\":10.0},";
        String items = item.repeat((128 << 10) / (item.length() + 2) - 10);
        String text = "{\"items\":[" + items.substring(0, items.length() - 1) + "],\"id\":\"t-1\"}";

        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        Explanation explanation = CoExplainer.explain(text, "0".repeat(64), SECRET);

        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before)).isLessThan(Duration.ofSeconds(10));
        assertThat(explanation.notes()).anyMatch(note -> note.contains("because the text is long"));
        String wrapped = "{\"trade\":" + explanation.canonical() + "}";
        assertThat(name(CoExplainer.explain(text, TradeSignature.ofCanonical(wrapped, SECRET), SECRET)))
                .isEqualTo("trade-wrapped");
        assertThat(name(CoExplainer.explain(
                        text, TradeSignature.ofCanonical(explanation.canonical(), SECRET + "\r\n"), SECRET)))
                .isEqualTo("secret-with-line-end");
    }
}
