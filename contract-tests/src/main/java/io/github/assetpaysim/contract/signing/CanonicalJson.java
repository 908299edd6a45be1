package io.github.assetpaysim.contract.signing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text that AssetPay signs: members sorted at every depth, no white space, strings and numbers as JavaScript writes them
 * (A7.3). Written for the kit alone, so that it shares no mistake with what it checks.
 */
public final class CanonicalJson {
    /** Every double is told from its neighbours by this many digits. */
    private static final int MOST_DIGITS = 17;

    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    public static String of(JsonNode value) {
        CanonicalJson canonical = new CanonicalJson();
        canonical.value(value);
        return canonical.text.toString();
    }

    private void value(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> object(value);
            case ARRAY -> array(value);
            case STRING -> string(value.textValue());
            case NUMBER -> text.append(number(value.doubleValue()));
            case BOOLEAN -> text.append(value.booleanValue());
            case NULL -> text.append("null");
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("not JSON: " + value.getNodeType());
        }
    }

    private void object(JsonNode object) {
        // A String's natural order is that of its UTF-16 code units, which is the one asked for.
        Map<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
        text.append('{');
        String separator = "";
        for (Map.Entry<String, JsonNode> member : sorted.entrySet()) {
            text.append(separator);
            separator = ",";
            string(member.getKey());
            text.append(':');
            value(member.getValue());
        }
        text.append('}');
    }

    private void array(JsonNode array) {
        text.append('[');
        for (Iterator<JsonNode> elements = array.iterator(); elements.hasNext(); ) {
            value(elements.next());
            if (elements.hasNext()) {
                text.append(',');
            }
        }
        text.append(']');
    }

    private void string(String string) {
        text.append('"');
        // A surrogate without its partner comes out as a code point of its own.
        string.codePoints().forEach(this::character);
        text.append('"');
    }

    private void character(int character) {
        switch (character) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (character < ' ' || Character.getType(character) == Character.SURROGATE) {
                    text.append(String.format(Locale.ROOT, "\\u%04x", character));
                } else {
                    text.appendCodePoint(character);
                }
            }
        }
    }

    private static String number(double number) {
        if (!Double.isFinite(number)) {
            return "null";
        }
        if (number == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(number));
        String sign = number < 0 ? "-" : "";
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent > -7 && exponent < 21) {
            return sign + shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "" : "+") + exponent;
    }

    /** The fewest digits that still mean this double; {@link Double#toString} gives too many before Java 19. */
    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        BigDecimal rounded = exact;
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == number) {
                break;
            }
        }
        return rounded.stripTrailingZeros();
    }
}
