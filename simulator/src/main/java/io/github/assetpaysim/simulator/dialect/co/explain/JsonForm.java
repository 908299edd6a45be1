package io.github.assetpaysim.simulator.dialect.co.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.assetpaysim.simulator.dialect.co.signature.CanonicalJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A way in which somebody writes JSON: the right one (A7.3) until a mistake changes a part of it. Numbers that are no
 * {@link WrittenNumber}s were put there by a mistake, and stand as they are.
 */
final class JsonForm {
    /** In characters; indents could make a text of any length, and nobody signs one that is longer. */
    private static final int LONGEST = 8 << 20;

    private static final Set<String> PRICES =
            Set.of("price", "marketPrice", "totalPrice", "preCredit", "pendingCredit");
    private static final Pattern ENTITY = Pattern.compile("(.)(&[^;]+;)");
    private static final Pattern DIGITS = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?");

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

    Order order = (names, outermost) -> sorted(names);
    Layout layout = new Layout(",", ":", null);
    Numbers numbers = (member, number, shortest) -> shortest;
    /** What is escaped beyond what JSON escapes anyway, in what stands between the quotes of a string. */
    UnaryOperator<String> escapes = UnaryOperator.identity();
    /** The members, by their names, whose strings of digits are written as numbers. */
    Predicate<String> digits = member -> false;
    /** What stands behind the whole. */
    String end = "";

    /** Escapes of some characters, in small hex digits and in capitals. */
    static Stream<SignatureMistake.Way> escapes(IntPredicate characters) {
        return Stream.of(escaping(characters), escapingInCapitals(characters))
                .map(escapes -> it -> it.form.escapes = escapes);
    }

    /** @param pairs each a character and what stands for it, up to a semicolon */
    static UnaryOperator<String> entities(String pairs) {
        Map<String, String> entities = ENTITY.matcher(pairs)
                .results()
                .collect(Collectors.toMap(entity -> entity.group(1), entity -> entity.group(2)));
        return text -> {
            StringBuilder out = new StringBuilder();
            String plain = entities.containsKey("\"") ? text.replace("\\\"", "\"") : text;
            plain.chars().mapToObj(Character::toString).forEach(c -> out.append(entities.getOrDefault(c, c)));
            return out.toString();
        };
    }

    /** Escapes of some characters, in small hex digits. */
    static UnaryOperator<String> escaping(IntPredicate characters) {
        return text -> escaped(text, characters, HexFormat.of());
    }

    static UnaryOperator<String> escapingInCapitals(IntPredicate characters) {
        return text -> escaped(text, characters, HexFormat.of().withUpperCase());
    }

    /** What System.Text.Json escapes even when it is told to be relaxed. */
    static boolean isEscapedByRelaxedDotnet(int c) {
        return switch (Character.getType(c)) {
            case Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            case Character.SPACE_SEPARATOR -> c != ' ';
            default -> false;
        };
    }

    private static String escaped(String text, IntPredicate characters, HexFormat digits) {
        StringBuilder out = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            if (characters.test(c)) {
                out.append("\\u").append(digits.toHexDigits(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
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
        return out.append(end).toString();
    }

    private void write(JsonNode value, String member, List<String> outermost, int depth, StringBuilder out) {
        switch (value.getNodeType()) {
            case OBJECT -> {
                List<String> inTheText = new ArrayList<>(value.size());
                value.fieldNames().forEachRemaining(inTheText::add);
                List<String> names = order.of(inTheText, outermost);
                enclose('{', names, '}', depth, out, name -> {
                    out.append(string(name)).append(layout.colon);
                    write(value.get(name), name, outermost == null ? names : outermost, depth + 1, out);
                });
            }
            case ARRAY ->
                enclose('[', value, ']', depth, out, element -> write(element, member, outermost, depth + 1, out));
            case STRING -> {
                String text = value.textValue();
                boolean number = digits.test(member) && DIGITS.matcher(text).matches();
                out.append(number ? text : string(text));
            }
            case NUMBER ->
                out.append(
                        value instanceof WrittenNumber number
                                ? numbers.text(member, number, CanonicalJson.of(value))
                                : value.asText());
            default -> out.append(value.asText());
        }
    }

    private <T> void enclose(
            char open, Iterable<T> parts, char close, int depth, StringBuilder out, Consumer<T> write) {
        out.append(open);
        String before = "";
        for (T part : parts) {
            if (out.length() >= LONGEST) {
                return;
            }
            out.append(before);
            newLine(depth + 1, out);
            write.accept(part);
            before = layout.comma;
        }
        if (!before.isEmpty()) {
            newLine(depth, out);
        }
        out.append(close);
    }

    private void newLine(int depth, StringBuilder out) {
        if (layout.indent != null) {
            out.append('\n').append(layout.indent.repeat(depth));
        }
    }

    private String string(String text) {
        String quoted = CanonicalJson.of(TextNode.valueOf(text));
        return '"' + escapes.apply(quoted.substring(1, quoted.length() - 1)) + '"';
    }
}
