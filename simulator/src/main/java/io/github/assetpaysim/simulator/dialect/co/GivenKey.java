package io.github.assetpaysim.simulator.dialect.co;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes that somebody may have meant by a key.
 *
 * @param mistakes what is wrong with the way it is written; empty for lowercase hex
 */
record GivenKey(byte[] bytes, List<SignatureMistake> mistakes) {
    /** Longer ones are no keys of any kind. */
    private static final int LONGEST = 300;

    private static final Pattern PREFIXED = Pattern.compile("(?i)(?:sha-?\\d+|hmac-sha\\d+|v\\d|0x)[=:]?(.+)");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");
    private static final Pattern ANY_BASE64 = Pattern.compile("[A-Za-z0-9+/_-]+={0,2}");

    /** Every reading of a key, the plainest first; none when it is no encoded bytes at all. */
    static List<GivenKey> of(String key) {
        List<GivenKey> readings = new ArrayList<>();
        if (key.length() > LONGEST) {
            return readings;
        }
        List<SignatureMistake> around = new ArrayList<>();
        String text = key.strip();
        if (!text.equals(key)) {
            around.add(SignatureMistake.WHITE_SPACE_AROUND_KEY);
        }
        decode(text, around, readings);
        Matcher prefixed = PREFIXED.matcher(text);
        if (prefixed.matches()) {
            around.add(SignatureMistake.PREFIX_BEFORE_KEY);
            decode(prefixed.group(1), around, readings);
        }
        return readings;
    }

    private static void decode(String text, List<SignatureMistake> around, List<GivenKey> readings) {
        if (isHex(text)) {
            boolean small = text.equals(text.toLowerCase(Locale.ROOT));
            add(HexFormat.of().parseHex(text), around, small ? null : SignatureMistake.UPPER_CASE_HEX, readings);
            // In base64, too, it would mean something; but base64 without a letter behind F does not happen.
            return;
        }
        byte[] decoded = base64(text);
        if (decoded == null) {
            return;
        }
        boolean url = text.indexOf('-') >= 0 || text.indexOf('_') >= 0 || text.length() % 4 != 0;
        add(decoded, around, url ? SignatureMistake.BASE64URL : SignatureMistake.BASE64, readings);
        String inside = new String(decoded, ISO_8859_1);
        if (isHex(inside)) {
            add(HexFormat.of().parseHex(inside), around, SignatureMistake.BASE64_OF_HEX, readings);
        }
    }

    /** Whether it is the hex text of whole bytes. */
    static boolean isHex(String text) {
        return text.length() % 2 == 0 && HEX.matcher(text).matches();
    }

    /** Base64 of either alphabet, padded or not; null for anything else. */
    static byte[] base64(String text) {
        if (!ANY_BASE64.matcher(text).matches()) {
            return null;
        }
        try {
            return Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void add(
            byte[] bytes, List<SignatureMistake> around, SignatureMistake form, List<GivenKey> readings) {
        List<SignatureMistake> mistakes = new ArrayList<>(around);
        if (form != null) {
            mistakes.add(form);
        }
        readings.add(new GivenKey(bytes, List.copyOf(mistakes)));
    }
}
