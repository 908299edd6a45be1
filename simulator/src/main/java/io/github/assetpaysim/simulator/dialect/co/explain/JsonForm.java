package io.github.assetpaysim.simulator.dialect.co.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.dialect.co.signature.CanonicalJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A way in which somebody writes JSON: the right one (A7.3) until a mistake changes a part of it. Numbers in the values must be
 * {@link WrittenNumber}s.
 */
final class JsonForm {
    /** In characters; indents and escapes could make a text of any length, and nobody signs one that is longer. */
    private static final int LONGEST = 8 << 20;

    private static final Set<String> PRICES =
            Set.of("price", "marketPrice", "totalPrice", "preCredit", "pendingCredit");
    /** Longer ones are no amounts of money, and with an exponent could become longer still. */
    private static final int LONGEST_PRICE = 20;

    /** Which members of an object are written in which order; {@code outermost} got those names, or is null itself. */
    interface Order {
        List<String> of(List<String> names, List<String> outermost);
    }

    /** How a number is written, {@code shortest} being right; {@code member} is whose value it is, alone or in an array. */
    interface Numbers {
        String text(String member, WrittenNumber number, String shortest);
    }

    /** What stands between tokens. @param indent null for everything in one line */
    record Layout(String comma, String colon, String indent) {}

    /** Which characters are written as hex escapes beyond those that JSON escapes anyway. */
    record Escapes(IntPredicate hex, HexFormat digits) {}

    Order order = (names, outermost) -> sorted(names);
    boolean arraysSorted;
    Layout layout = new Layout(",", ":", null);
    Numbers numbers = (member, number, shortest) -> shortest;
    Escapes escapes = escaping(c -> false);
    boolean slashesEscaped;

    static Escapes escaping(IntPredicate hex) {
        return new Escapes(hex, HexFormat.of());
    }

    static Escapes escapingInCapitals(IntPredicate hex) {
        return new Escapes(hex, HexFormat.of().withUpperCase());
    }

    static List<String> sorted(List<String> names) {
        return sorted(names, Comparator.naturalOrder());
    }

    static List<String> sorted(List<String> names, Comparator<String> order) {
        names.sort(order);
        return names;
    }

    static boolean isPrice(String member) {
        return member != null && PRICES.contains(member);
    }

    /** A number as languages write a float: with a point even when it is whole. */
    static String withPoint(String number) {
        return number.chars().allMatch(c -> c == '-' || Character.isDigit(c)) ? number + ".0" : number;
    }

    /** A number with two decimals. */
    static String withCents(String number) {
        boolean money = number.length() <= LONGEST_PRICE && number.indexOf('e') < 0 && !number.equals("null");
        return money ? new BigDecimal(number).setScale(2, RoundingMode.HALF_UP).toPlainString() : number;
    }

    /** The value's text in this form; cut off when it grows beyond all measure. */
    String of(JsonNode value) {
        StringBuilder out = new StringBuilder(1024);
        write(value, null, null, 0, out);
        return out.toString();
    }

    private void write(JsonNode value, String member, List<String> outermost, int depth, StringBuilder out) {
        if (out.length() >= LONGEST) {
            return;
        }
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value, outermost, depth, out);
            case ARRAY -> writeArray(value, member, outermost, depth, out);
            case STRING -> writeString(value.textValue(), out);
            case NUMBER -> writeNumber(member, (WrittenNumber) value, out);
            default -> out.append(value.asText());
        }
    }

    private void writeObject(JsonNode object, List<String> outermost, int depth, StringBuilder out) {
        List<String> inTheText = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(inTheText::add);
        List<String> names = order.of(inTheText, outermost);
        out.append('{');
        String comma = "";
        for (String name : names) {
            out.append(comma);
            newLine(depth + 1, out);
            writeString(name, out);
            out.append(layout.colon);
            write(object.get(name), name, outermost == null ? names : outermost, depth + 1, out);
            comma = layout.comma;
        }
        if (!names.isEmpty()) {
            newLine(depth, out);
        }
        out.append('}');
    }

    private void writeArray(JsonNode array, String member, List<String> outermost, int depth, StringBuilder out) {
        List<String> elements = new ArrayList<>();
        out.append('[');
        String comma = "";
        for (JsonNode element : array) {
            int start = out.length();
            if (!arraysSorted) {
                out.append(comma);
                newLine(depth + 1, out);
            }
            write(element, member, outermost, depth + 1, out);
            if (arraysSorted) {
                elements.add(out.substring(start));
                out.setLength(start);
            }
            comma = layout.comma;
        }
        Collections.sort(elements);
        comma = "";
        for (String element : elements) {
            out.append(comma);
            newLine(depth + 1, out);
            out.append(element);
            comma = layout.comma;
        }
        if (!array.isEmpty()) {
            newLine(depth, out);
        }
        out.append(']');
    }

    private void newLine(int depth, StringBuilder out) {
        if (layout.indent != null && out.length() < LONGEST) {
            out.append('\n').append(layout.indent.repeat(depth));
        }
    }

    private void writeNumber(String member, WrittenNumber number, StringBuilder out) {
        int start = out.length();
        CanonicalJson.writeNumber(number, out);
        String shortest = out.substring(start);
        out.setLength(start);
        out.append(numbers.text(member, number, shortest));
    }

    private void writeString(String text, StringBuilder out) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean hex = escapes.hex.test(c);
            boolean slash = c == '/' && slashesEscaped;
            boolean anyway = c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c) && !isInPair(text, i);
            if (!hex && !slash && !anyway) {
                continue;
            }
            out.append(text, written, i);
            written = i + 1;
            if (hex) {
                out.append("\\u").append(escapes.digits.toHexDigits(c));
            } else if (slash) {
                out.append("\\/");
            } else {
                CanonicalJson.writeEscaped(c, out);
            }
        }
        out.append(text, written, text.length()).append('"');
    }

    private static boolean isInPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
