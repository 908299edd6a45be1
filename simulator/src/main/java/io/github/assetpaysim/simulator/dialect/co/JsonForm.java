package io.github.assetpaysim.simulator.dialect.co;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A way in which people write JSON. What is signed is {@link #CANONICAL} (A7.3); every other one is made of mistakes, at most one
 * of each kind. Numbers in the values must be {@link WrittenNumber}s.
 */
record JsonForm(Order order, Layout layout, Numbers numbers, Escapes escapes) {
    static final JsonForm CANONICAL = new JsonForm(Order.SORTED, Layout.COMPACT, Numbers.SHORTEST, Escapes.FEWEST);

    /** In characters; indents and escapes could make a text of any length, and nobody signs one that is longer. */
    private static final int LONGEST = 8 << 20;

    /** All there are, the canonical one first. */
    static final List<JsonForm> ALL = all();

    /** In which order members and elements stand. */
    enum Order {
        SORTED(null),
        AS_IN_THE_TEXT(SignatureMistake.KEYS_UNSORTED),
        OUTERMOST_SORTED(SignatureMistake.NESTED_KEYS_UNSORTED),
        NAMES_OF_THE_OUTERMOST(SignatureMistake.NESTED_MEMBERS_FILTERED),
        IGNORING_CASE(SignatureMistake.KEYS_SORTED_IGNORING_CASE),
        ARRAYS_TOO(SignatureMistake.ARRAYS_SORTED);

        private final SignatureMistake mistake;

        Order(SignatureMistake mistake) {
            this.mistake = mistake;
        }

        private List<String> names(JsonNode object, List<String> outermost) {
            if (this == NAMES_OF_THE_OUTERMOST && outermost != null) {
                return outermost.stream().filter(object::has).toList();
            }
            List<String> names = new ArrayList<>(object.size());
            object.fieldNames().forEachRemaining(names::add);
            switch (this) {
                case AS_IN_THE_TEXT -> {}
                case IGNORING_CASE -> names.sort(String.CASE_INSENSITIVE_ORDER.thenComparing(Comparable::compareTo));
                case OUTERMOST_SORTED -> {
                    if (outermost == null) {
                        Collections.sort(names);
                    }
                }
                case SORTED, NAMES_OF_THE_OUTERMOST, ARRAYS_TOO -> Collections.sort(names);
            }
            return names;
        }
    }

    /** What stands between the tokens. */
    enum Layout {
        COMPACT(null, ",", ":", null),
        SPACED(SignatureMistake.SPACES_AFTER_SEPARATORS, ", ", ": ", null),
        TWO_SPACES(SignatureMistake.PRETTY_PRINTED, ",", ": ", "  "),
        FOUR_SPACES(SignatureMistake.PRETTY_PRINTED, ",", ": ", "    "),
        TABS(SignatureMistake.PRETTY_PRINTED, ",", ": ", "\t");

        private final SignatureMistake mistake;
        private final String comma;
        private final String colon;
        private final String indent;

        Layout(SignatureMistake mistake, String comma, String colon, String indent) {
            this.mistake = mistake;
            this.comma = comma;
            this.colon = colon;
            this.indent = indent;
        }

        private void newLine(int depth, StringBuilder out) {
            if (indent != null && out.length() < LONGEST) {
                out.append('\n').append(indent.repeat(depth));
            }
        }
    }

    /** How numbers are written. */
    enum Numbers {
        SHORTEST(null),
        AS_WRITTEN(SignatureMistake.NUMBERS_AS_WRITTEN),
        FLOATS_KEEP_POINT(SignatureMistake.FLOATS_KEEP_POINT),
        PRICES_AS_FLOATS(SignatureMistake.PRICES_AS_FLOATS),
        PRICES_WITH_CENTS(SignatureMistake.PRICES_WITH_CENTS),
        ALL_FLOATS(SignatureMistake.ALL_NUMBERS_AS_FLOATS);

        private static final Set<String> PRICES =
                Set.of("price", "marketPrice", "totalPrice", "preCredit", "pendingCredit");
        /** Longer ones are no amounts of money, and with an exponent could become longer still. */
        private static final int LONGEST_PRICE = 20;

        private final SignatureMistake mistake;

        Numbers(SignatureMistake mistake) {
            this.mistake = mistake;
        }

        private void write(String member, WrittenNumber number, StringBuilder out) {
            if (this == AS_WRITTEN) {
                out.append(number.text());
                return;
            }
            int start = out.length();
            CanonicalJson.writeNumber(number, out);
            boolean price = member != null && PRICES.contains(member);
            if (this == PRICES_WITH_CENTS) {
                if (price && out.length() - start <= LONGEST_PRICE && out.indexOf("e", start) < 0) {
                    BigDecimal amount = new BigDecimal(out.substring(start));
                    out.setLength(start);
                    out.append(amount.setScale(2, RoundingMode.HALF_UP).toPlainString());
                }
                return;
            }
            boolean pointed = this == FLOATS_KEEP_POINT && number.writtenAsFloat()
                    || this == PRICES_AS_FLOATS && price
                    || this == ALL_FLOATS;
            if (pointed && isWhole(out, start)) {
                out.append(".0");
            }
        }
    }

    private static boolean isWhole(StringBuilder out, int start) {
        for (int i = start; i < out.length(); i++) {
            if (out.charAt(i) != '-' && !Character.isDigit(out.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Which characters are escaped beyond those that JSON escapes anyway. */
    enum Escapes {
        FEWEST(null),
        UNICODE(SignatureMistake.UNICODE_ESCAPED),
        UNICODE_IN_CAPITALS(SignatureMistake.UNICODE_ESCAPED),
        SLASHES(SignatureMistake.SLASHES_ESCAPED),
        PHP(SignatureMistake.SLASHES_AND_UNICODE_ESCAPED),
        GO(SignatureMistake.HTML_ESCAPED),
        GSON(SignatureMistake.HTML_ESCAPED),
        DOTNET(SignatureMistake.DOTNET_ESCAPED);

        private static final char LAST_OF_ASCII = '~';
        private static final HexFormat SMALL = HexFormat.of();
        private static final HexFormat CAPITALS = SMALL.withUpperCase();

        private final SignatureMistake mistake;

        Escapes(SignatureMistake mistake) {
            this.mistake = mistake;
        }

        private void write(String text, StringBuilder out) {
            out.append('"');
            int written = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean hex = hex(c);
                boolean slash = c == '/' && (this == SLASHES || this == PHP);
                boolean anyway = c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c) && !isInPair(text, i);
                if (!hex && !slash && !anyway) {
                    continue;
                }
                out.append(text, written, i);
                written = i + 1;
                if (hex) {
                    HexFormat digits = this == UNICODE_IN_CAPITALS || this == DOTNET ? CAPITALS : SMALL;
                    out.append("\\u").append(digits.toHexDigits(c));
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

        private boolean hex(char c) {
            return switch (this) {
                case FEWEST, SLASHES -> false;
                case UNICODE, UNICODE_IN_CAPITALS -> c > LAST_OF_ASCII;
                case PHP -> c > LAST_OF_ASCII + 1;
                case GO -> c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029';
                case GSON ->
                    c == '<' || c == '>' || c == '&' || c == '=' || c == '\'' || c == '\u2028' || c == '\u2029';
                case DOTNET -> c > LAST_OF_ASCII || "\"<>&'+`".indexOf(c) >= 0;
            };
        }
    }

    private static List<JsonForm> all() {
        List<JsonForm> forms = new ArrayList<>();
        for (Order order : Order.values()) {
            for (Layout layout : Layout.values()) {
                for (Numbers numbers : Numbers.values()) {
                    for (Escapes escapes : Escapes.values()) {
                        forms.add(new JsonForm(order, layout, numbers, escapes));
                    }
                }
            }
        }
        return List.copyOf(forms);
    }

    /** What is wrong with this form; empty for the canonical one. */
    List<SignatureMistake> mistakes() {
        return Stream.of(order.mistake, layout.mistake, numbers.mistake, escapes.mistake)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The value's text in this form; cut off when it grows beyond all measure. */
    String of(JsonNode value) {
        if (equals(CANONICAL)) {
            return CanonicalJson.of(value);
        }
        StringBuilder out = new StringBuilder(1024);
        write(value, null, null, 0, out);
        return out.toString();
    }

    /** @param outermost the names in the outermost object; null there */
    private void write(JsonNode value, String member, List<String> outermost, int depth, StringBuilder out) {
        if (out.length() >= LONGEST) {
            return;
        }
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value, outermost, depth, out);
            case ARRAY -> writeArray(value, member, outermost, depth, out);
            case STRING -> escapes.write(value.textValue(), out);
            case NUMBER -> numbers.write(member, (WrittenNumber) value, out);
            default -> out.append(value.asText());
        }
    }

    private void writeObject(JsonNode object, List<String> outermost, int depth, StringBuilder out) {
        List<String> names = order.names(object, outermost);
        out.append('{');
        String comma = "";
        for (String name : names) {
            out.append(comma);
            layout.newLine(depth + 1, out);
            escapes.write(name, out);
            out.append(layout.colon);
            write(object.get(name), name, outermost == null ? names : outermost, depth + 1, out);
            comma = layout.comma;
        }
        if (!names.isEmpty()) {
            layout.newLine(depth, out);
        }
        out.append('}');
    }

    private void writeArray(JsonNode array, String member, List<String> outermost, int depth, StringBuilder out) {
        out.append('[');
        if (order == Order.ARRAYS_TOO) {
            writeSorted(array, member, outermost, depth, out);
        } else {
            String comma = "";
            for (JsonNode element : array) {
                out.append(comma);
                layout.newLine(depth + 1, out);
                write(element, member, outermost, depth + 1, out);
                comma = layout.comma;
            }
        }
        if (!array.isEmpty()) {
            layout.newLine(depth, out);
        }
        out.append(']');
    }

    private void writeSorted(JsonNode array, String member, List<String> outermost, int depth, StringBuilder out) {
        List<String> elements = new ArrayList<>(array.size());
        int start = out.length();
        for (Iterator<JsonNode> each = array.elements(); each.hasNext(); out.setLength(start)) {
            write(each.next(), member, outermost, depth + 1, out);
            elements.add(out.substring(start));
        }
        Collections.sort(elements);
        String comma = "";
        for (String element : elements) {
            out.append(comma);
            layout.newLine(depth + 1, out);
            out.append(element);
            comma = layout.comma;
        }
    }
}
