package io.github.assetpaysim.simulator.dialect.co.signature;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Iterator;

/** Writes a JSON value the way a callback's signature wants it (A7.3); free of state, any thread may call it. */
public final class CanonicalJson {
    /** The largest integer up to which a double holds every integer: 2^53. */
    private static final long EXACT = 1L << 53;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private CanonicalJson() {}

    /** The text that {@code JSON.stringify} gives for the value once all members are sorted by UTF-16 code unit. */
    public static String of(JsonNode value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(JsonNode value, StringBuilder out) {
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value, out);
            case ARRAY -> writeArray(value, out);
            case STRING -> writeString(value.textValue(), out);
            case NUMBER -> writeNumber(value, out);
            case BOOLEAN -> out.append(value.booleanValue());
            case NULL -> out.append("null");
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getNodeType());
        }
    }

    private static void writeObject(JsonNode object, StringBuilder out) {
        String[] names = new String[object.size()];
        Iterator<String> unsorted = object.fieldNames();
        for (int i = 0; i < names.length; i++) {
            names[i] = unsorted.next();
        }
        Arrays.sort(names);
        out.append('{');
        for (int i = 0; i < names.length; i++) {
            if (i > 0) {
                out.append(',');
            }
            writeString(names[i], out);
            out.append(':');
            write(object.get(names[i]), out);
        }
        out.append('}');
    }

    private static void writeArray(JsonNode array, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            write(array.get(i), out);
        }
        out.append(']');
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            out.append(text, written, i);
            written = i + 1;
            writeEscaped(c, out);
        }
        out.append(text, written, text.length()).append('"');
    }

    /** Writes a character that a JSON string must not hold as it is, in the shortest escape there is for it. */
    private static void writeEscaped(char c, StringBuilder out) {
        out.append('\\');
        switch (c) {
            case '"', '\\' -> out.append(c);
            case '\b' -> out.append('b');
            case '\t' -> out.append('t');
            case '\n' -> out.append('n');
            case '\f' -> out.append('f');
            case '\r' -> out.append('r');
            default -> {
                out.append('u').append(HEX[c >> 12]).append(HEX[c >> 8 & 15]);
                out.append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
            }
        }
    }

    /** Writes a number as JavaScript does, in the shortest form that is read as the same double. */
    private static void writeNumber(JsonNode number, StringBuilder out) {
        if (number.isInt() || number.isLong()) {
            long integer = number.longValue();
            if (-EXACT <= integer && integer <= EXACT) {
                out.append(integer);
                return;
            }
        }
        if (number.isBigDecimal() && isShort(number.decimalValue())) {
            out.append(number.decimalValue().stripTrailingZeros().toPlainString());
            return;
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            out.append("null");
            return;
        }
        if (value < 0) {
            out.append('-');
            value = -value;
        }
        writeShortest(value, out);
    }

    /** No two decimals of up to 15 digits are read as the same double, so there is no shorter form of such a one; as all money is. */
    private static boolean isShort(BigDecimal number) {
        return number.precision() <= 15 && 0 <= number.scale() && number.scale() <= 2;
    }

    /** Lays out the shortest digits as ECMAScript's Number::toString does; 0.digits * 10^point is the value. */
    private static void writeShortest(double value, StringBuilder out) {
        BigDecimal shortest = shortest(value);
        String digits = shortest.unscaledValue().toString();
        int count = digits.length();
        int point = count - shortest.scale();
        if (point > 21 || point < -5) {
            out.append(digits.charAt(0));
            if (count > 1) {
                out.append('.').append(digits, 1, count);
            }
            out.append(point > 0 ? "e+" : "e-").append(Math.abs(point - 1));
        } else if (point <= 0) {
            out.append("0.").append("0".repeat(-point)).append(digits);
        } else if (point < count) {
            out.append(digits, 0, point).append('.').append(digits, point, count);
        } else {
            out.append(digits).append("0".repeat(point - count));
        }
    }

    /** {@code Double.toString} is not the shortest before Java 19, and later still writes 4.9E-324 for 5e-324. */
    private static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
        if (digits.precision() == 2) {
            BigDecimal oneDigit = digits.round(new MathContext(1));
            if (oneDigit.doubleValue() == value) {
                return oneDigit.stripTrailingZeros();
            }
        }
        return digits;
    }
}
