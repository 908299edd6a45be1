package io.github.assetpaysim.simulator.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody gave, as messages quote it: short, with everything invisible but blanks escaped, so that a terminal obeys nothing in
 * it. The one place where messages cut.
 */
public final class Quoted {
    /** Longer texts are cut; a trade URL is not. */
    private static final int MOST = 120;

    private static final int END = 40;

    private Quoted() {}

    /** The text, or its beginning and its end: nothing is known about where the fault is. */
    public static String text(String text) {
        return text.length() <= MOST
                ? visible(text)
                : visible(text.substring(0, MOST - END)) + "…" + visible(text.substring(text.length() - END));
    }

    /** The text, or what stands around the place of a fault. */
    public static String around(String text, int place) {
        int from = Math.max(0, Math.min(place - MOST / 2, text.length() - MOST));
        int to = Math.min(text.length(), from + MOST);
        return (from > 0 ? "…" : "") + visible(text.substring(from, to)) + (to < text.length() ? "…" : "");
    }

    /** The text in quotes, and from where on a pattern that it does not match as a whole forbids it. */
    public static String fault(String text, Pattern allowed) {
        int place = place(text, allowed);
        return "\"" + around(text, place) + "\"; "
                + (place == text.length()
                        ? "it ends too early"
                        : "it is wrong from \"" + around(text.substring(place), 0) + "\" on");
    }

    /** The length of the longest beginning that some matching text has. */
    private static int place(String text, Pattern allowed) {
        int right = 0;
        int wrong = text.length() + 1;
        while (wrong - right > 1) {
            int middle = (right + wrong) / 2;
            Matcher beginning = allowed.matcher(text.substring(0, middle));
            if (beginning.matches() || beginning.hitEnd()) {
                right = middle;
            } else {
                wrong = middle;
            }
        }
        return right;
    }

    /** A text that is no quotation, on one line: a question mark stands for each character that a terminal might obey. */
    public static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .map(character -> character == ' ' || !Invisible.is(character) ? character : '?')
                .forEach(line::appendCodePoint);
        return line.toString();
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (character == ' ' || !Invisible.is(character)) {
                visible.appendCodePoint(character);
            } else {
                visible.append(
                        switch (character) {
                            case '\n' -> "\\n";
                            case '\r' -> "\\r";
                            case '\t' -> "\\t";
                            default -> String.format(Locale.ROOT, "\\u%04x", character);
                        });
            }
        });
        return visible.toString();
    }
}
