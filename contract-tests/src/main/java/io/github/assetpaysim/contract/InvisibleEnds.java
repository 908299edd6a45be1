package io.github.assetpaysim.contract;

import java.util.Locale;

/** What nobody sees at the ends of secrets and keys: left there by a file, an editor or a clipboard, it makes every signature wrong. */
public final class InvisibleEnds {
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private InvisibleEnds() {}

    /** A file's text without the byte order mark and the line ends around it. */
    public static String cutFrom(String text) {
        return text.replaceAll("^[\\uFEFF\\r\\n]+|[\\uFEFF\\r\\n]+\\z", "");
    }

    /**
     * A secret, which may have blanks at its ends.
     *
     * @throws IllegalArgumentException when it begins or ends with a byte order mark, CR or LF; {@code what} names it
     */
    public static String checkedSecret(String secret, String what) {
        if (secret != null && !cutFrom(secret).equals(secret)) {
            throw new IllegalArgumentException(what + " " + told(secret) + ", which belongs to a file: cut that off");
        }
        return secret;
    }

    /**
     * A key or token, which goes into a header.
     *
     * @throws IllegalArgumentException when it begins or ends with anything that nobody sees; {@code what} names it
     */
    public static String checkedKey(String key, String what) {
        if (key != null && told(key) != null) {
            throw new IllegalArgumentException(what + " " + told(key) + ": cut that off");
        }
        return key;
    }

    /** Says which invisible character a text begins or ends with, or null. */
    public static String told(String text) {
        if (text.isEmpty()) {
            return null;
        }
        int first = text.codePointAt(0);
        int last = text.codePointBefore(text.length());
        return isInvisible(first)
                ? "begins with " + named(first)
                : isInvisible(last) ? "ends with " + named(last) : null;
    }

    private static boolean isInvisible(int character) {
        int type = Character.getType(character);
        return Character.isSpaceChar(character) || type == Character.CONTROL || type == Character.FORMAT;
    }

    private static String named(int character) {
        String name = character == BYTE_ORDER_MARK ? "BYTE ORDER MARK" : Character.getName(character);
        return String.format(Locale.ROOT, "U+%04X (%s)", character, name);
    }
}
