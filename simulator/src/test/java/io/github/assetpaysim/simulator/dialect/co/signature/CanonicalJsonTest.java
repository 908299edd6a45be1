package io.github.assetpaysim.simulator.dialect.co.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.fixtures.Fixtures;
import io.github.assetpaysim.simulator.support.VectorScript;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalJsonTest {
    private static final long SEED = 20310108;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper DOUBLES = new ObjectMapper();
    private static final ObjectMapper DECIMALS = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("vectors")
    void every_vector_has_its_text_and_its_key(String id, String why, JsonNode vector) throws IOException {
        for (ObjectMapper numbersAs : List.of(DOUBLES, DECIMALS)) {
            JsonNode trade = numbersAs.readTree(vector.get("json").textValue());

            assertThat(CanonicalJson.of(trade))
                    .isEqualTo(vector.get("canonical").textValue());
            assertThat(TradeSignature.key(trade, vector.get("secret").textValue()))
                    .isEqualTo(vector.get("key").textValue());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mustFail")
    void every_must_fail_vector_has_another_key(String id, String why, JsonNode vector) throws IOException {
        JsonNode trade = DOUBLES.readTree(vector.get("json").textValue());

        assertThat(TradeSignature.key(trade, vector.get("secret").textValue()))
                .isNotEqualTo(vector.get("key").textValue());
    }

    /** Jackson writes such a name but does not read it, so the tree is built by hand. */
    @Test
    void half_a_surrogate_pair_as_a_name_has_its_text() throws IOException {
        JsonNode vector = entries("vectors")
                .filter(CanonicalJsonTest::isUnreadable)
                .findFirst()
                .orElseThrow();
        JsonNode trade = NODES.objectNode()
                .put("\ud83d", 1)
                .put("\ud83d\ude02", 2)
                .put("\ude02", 3)
                .put("\ue000", 4)
                .put("a", 5);

        assertThat(CanonicalJson.of(trade)).isEqualTo(vector.get("canonical").textValue());
        assertThat(TradeSignature.key(trade, vector.get("secret").textValue()))
                .isEqualTo(vector.get("key").textValue());
    }

    @Test
    void there_are_enough_vectors() throws IOException {
        assertThat(vectors()).hasSizeGreaterThanOrEqualTo(50);
        assertThat(mustFail()).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void the_vectors_are_what_their_script_writes() throws Exception {
        VectorScript.check("make-vectors.mjs");
    }

    @Test
    void a_canonical_text_read_back_is_canonical_again() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 5_000; i++) {
            String canonical = CanonicalJson.of(randomValue(random, 4));

            assertThat(CanonicalJson.of(DOUBLES.readTree(canonical))).isEqualTo(canonical);
            assertThat(CanonicalJson.of(DECIMALS.readTree(canonical))).isEqualTo(canonical);
        }
    }

    @Test
    void strings_survive_whatever_they_hold() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 5_000; i++) {
            String text = randomString(random);

            assertThat(DOUBLES.readTree(CanonicalJson.of(NODES.textNode(text))).textValue())
                    .isEqualTo(text);
        }
    }

    @Test
    void the_order_of_members_does_not_matter() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 5_000; i++) {
            JsonNode value = randomValue(random, 4);

            assertThat(CanonicalJson.of(shuffled(value, new Random(random.nextLong()))))
                    .isEqualTo(CanonicalJson.of(value));
        }
    }

    @Test
    void a_double_is_written_with_the_fewest_digits_that_read_back_as_it() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 20_000; i++) {
            double value = randomDouble(random);

            String text = CanonicalJson.of(NODES.numberNode(value));

            assertThat(Double.parseDouble(text)).as(text).isEqualTo(value + 0.0);
            assertThat(new BigDecimal(text))
                    .as("shortest text of %s", new BigDecimal(value))
                    .isEqualByComparingTo(fewestDigits(value, digitsOf(text) - 1));
        }
    }

    @Test
    void an_exponent_is_written_below_a_millionth_and_from_ten_to_21_on() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 20_000; i++) {
            double value = randomDouble(random);
            double size = Math.abs(value);

            assertThat(CanonicalJson.of(NODES.numberNode(value)))
                    .matches(
                            size != 0 && (size < 1e-6 || size >= 1e21)
                                    ? "-?[1-9](\\.\\d*[1-9])?e[+-][1-9]\\d*"
                                    : "-?(0|[1-9]\\d*)(\\.\\d*[1-9])?");
        }
    }

    @Test
    void a_price_in_cents_is_written_as_its_decimal() {
        for (int cents = 1; cents < 200_000; cents++) {
            String expected = BigDecimal.valueOf(cents, 2).stripTrailingZeros().toPlainString();

            assertThat(CanonicalJson.of(NODES.numberNode(cents / 100.0))).isEqualTo(expected);
            assertThat(CanonicalJson.of(NODES.numberNode(BigDecimal.valueOf(cents, 2))))
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_huge_exponent_is_never_written_out() {
        assertThat(CanonicalJson.of(NODES.numberNode(new BigDecimal("1e999999999"))))
                .isEqualTo("null");
        assertThat(CanonicalJson.of(NODES.numberNode(new BigDecimal("-1e-999999999"))))
                .isEqualTo("0");
    }

    @Test
    void what_json_cannot_hold_is_refused() {
        assertThatThrownBy(() -> CanonicalJson.of(NODES.arrayNode().add(NODES.binaryNode(new byte[1]))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BINARY");
        assertThatThrownBy(() -> CanonicalJson.of(NODES.missingNode()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MISSING");
    }

    static Stream<Arguments> vectors() throws IOException {
        return entries("vectors").filter(vector -> !isUnreadable(vector)).map(CanonicalJsonTest::named);
    }

    static Stream<Arguments> mustFail() throws IOException {
        return entries("mustFail").map(CanonicalJsonTest::named);
    }

    private static Stream<JsonNode> entries(String list) throws IOException {
        JsonNode file = DOUBLES.readTree(Fixtures.bytes("vectors/canonical-json.json"));
        return StreamSupport.stream(file.get(list).spliterator(), false);
    }

    private static Arguments named(JsonNode entry) {
        return Arguments.of(entry.get("id").textValue(), entry.get("why").textValue(), entry);
    }

    private static boolean isUnreadable(JsonNode vector) {
        return vector.get("id").textValue().equals("lone-surrogate-name");
    }

    /**
     * The nearest of the shortest decimals that read back as the value, found without any number printer. Where so
     * many digits do not do, fewer do not either: the search need not begin at one digit.
     */
    private static BigDecimal fewestDigits(double value, int from) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = Math.max(1, from); digits < 17; digits++) {
            BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
            BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
            boolean belowFits = below.doubleValue() == value;
            boolean aboveFits = above.doubleValue() == value;
            if (belowFits && aboveFits) {
                return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            }
            if (belowFits || aboveFits) {
                return belowFits ? below : above;
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }

    private static int digitsOf(String number) {
        return new BigDecimal(number).stripTrailingZeros().precision();
    }

    private static double randomDouble(SplittableRandom random) {
        double value = switch (random.nextInt(6)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextLong(1_000_000_000_000L) / Math.pow(10, random.nextInt(13));
            case 2 -> random.nextInt(200_000) / 100.0 + random.nextInt(200_000) / 100.0;
            case 3 -> random.nextInt(300) * Double.MIN_VALUE;
            case 4 -> Math.scalb(1.0, random.nextInt(-1074, 1024));
            default -> random.nextDouble() * Math.pow(10, random.nextInt(-9, 24));
        };
        return Double.isFinite(value) ? value : 1;
    }

    private static String randomString(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            text.append((char)
                    switch (random.nextInt(5)) {
                        case 0 -> random.nextInt(' ');
                        case 1 -> random.nextInt(0xd800, 0xe000);
                        case 2 -> random.nextInt(0x10000);
                        default -> random.nextInt(0x80);
                    });
        }
        return text.toString();
    }

    /** Without half a surrogate pair, which Jackson does not read in a name. */
    private static String randomName(SplittableRandom random) {
        return new String(randomString(random).getBytes(UTF_8), UTF_8);
    }

    private static JsonNode randomValue(SplittableRandom random, int depth) {
        switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0:
                return NODES.nullNode();
            case 1:
                return NODES.booleanNode(random.nextBoolean());
            case 2:
                return NODES.numberNode(random.nextLong() >> random.nextInt(64));
            case 3:
                return NODES.numberNode(randomDouble(random));
            case 4:
                return NODES.numberNode(BigDecimal.valueOf(random.nextLong(), random.nextInt(-30, 30)));
            case 5:
                return NODES.textNode(randomString(random));
            case 6:
                ArrayNode array = NODES.arrayNode();
                for (int size = random.nextInt(6); size > 0; size--) {
                    array.add(randomValue(random, depth - 1));
                }
                return array;
            default:
                ObjectNode object = NODES.objectNode();
                for (int size = random.nextInt(6); size > 0; size--) {
                    object.set(randomName(random), randomValue(random, depth - 1));
                }
                return object;
        }
    }

    private static JsonNode shuffled(JsonNode value, Random random) {
        if (value.isArray()) {
            ArrayNode array = NODES.arrayNode();
            value.forEach(element -> array.add(shuffled(element, random)));
            return array;
        }
        if (!value.isObject()) {
            return value;
        }
        List<String> names = new ArrayList<>();
        value.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names, random);
        ObjectNode object = NODES.objectNode();
        names.forEach(name -> object.set(name, shuffled(value.get(name), random)));
        return object;
    }

    @Test
    void an_amount_of_money_is_written_as_the_double_it_is_read_as() {
        SplittableRandom random = new SplittableRandom(15);
        for (int i = 0; i < 100_000; i++) {
            long cents = random.nextLong(1_000_000_000_000_000L) / (long) Math.pow(10, i % 16);
            BigDecimal amount = BigDecimal.valueOf(i % 2 == 0 ? cents : -cents, i % 3);

            assertThat(CanonicalJson.of(DecimalNode.valueOf(amount)))
                    .isEqualTo(CanonicalJson.of(DoubleNode.valueOf(amount.doubleValue())));
        }
    }
}
