package io.github.assetpaysim.simulator.text;

import java.util.Locale;
import java.util.function.IntPredicate;

/** Characters that nobody sees, by code points: white space, controls, marks of width zero. */
public final class Invisible {
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private Invisible() {}

    /** Whether nobody sees it, the blank included. */
    public static boolean is(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** Whether it belongs to how a file was written, not to what it says: a byte order mark, CR or LF. */
    public static boolean isOfFiles(int character) {
        return character == BYTE_ORDER_MARK || character == '\r' || character == '\n';
    }

    /** A text without such characters at its ends. */
    public static String cut(String text, IntPredicate such) {
        int from = 0;
        int to = text.length();
        while (from < to && such.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (to > from && such.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    /** Says how a text begins or ends with such a character: {@code ends with U+000D (CARRIAGE RETURN (CR))}; null if it does not. */
    public static String atEnds(String text, IntPredicate such) {
        if (text.isEmpty()) {
            return null;
        }
        int first = text.codePointAt(0);
        if (such.test(first)) {
            return "begins with " + named(first);
        }
        int last = text.codePointBefore(text.length());
        return such.test(last) ? "ends with " + named(last) : null;
    }

    private static String named(int character) {
        String name = character == BYTE_ORDER_MARK ? "BYTE ORDER MARK" : Character.getName(character);
        return String.format(Locale.ROOT, "U+%04X (%s)", character, name);
    }
}
