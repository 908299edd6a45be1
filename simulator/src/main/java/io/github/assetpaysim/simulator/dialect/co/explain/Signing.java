package io.github.assetpaysim.simulator.dialect.co.explain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.dialect.co.signature.CanonicalJson;
import io.github.assetpaysim.simulator.dialect.co.signature.TradeSignature;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How somebody makes the key of a callback, step by step: the right way (A7.3) until a mistake changes a step. Where a step
 * cannot be taken, it gives null. For one thread.
 */
final class Signing {
    /** Characters that are two in UTF-16, as a pattern. */
    static final String BEYOND_BMP = "[^\\x00-\\uFFFF]";

    private static final Pattern PREFIXED = Pattern.compile("(?i)(?:sha-?\\d+|hmac-sha\\d+|v\\d|0x)[=:]?(.+)");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");
    private static final Pattern ANY_BASE64 = Pattern.compile("[A-Za-z0-9+/_-]+={0,2}");

    /** Which part of the callback is written as JSON. */
    Function<CallbackText, ObjectNode> part = CallbackText::trade;
    /** What is changed in a copy of it before. */
    final List<Consumer<ObjectNode>> edits = new ArrayList<>();

    final JsonForm form = new JsonForm();
    /** The text that is signed, when nothing is parsed and written; null otherwise. */
    Function<CallbackText, String> raw;

    /** Makes bytes of the text that is signed. */
    Function<String, byte[]> encoding = Signing::bytes;

    /** The bytes that stand for the secret. */
    Function<String, byte[]> secret = Signing::bytes;
    /** Makes the key's bytes of those of the secret and of the text, neither of them empty. */
    BinaryOperator<byte[]> function = hmac("HmacSHA256");

    /** The key without what stands around it. */
    UnaryOperator<String> bare = UnaryOperator.identity();
    /** The bytes that the key stands for. */
    Function<String, byte[]> reading =
            text -> isHex(text) && text.equals(text.toLowerCase(Locale.ROOT)) ? hex(text) : null;

    /** The bytes that are signed. */
    byte[] text(CallbackText callback) {
        if (raw != null) {
            String text = raw.apply(callback);
            return text == null ? null : encoding.apply(text);
        }
        ObjectNode value = part.apply(callback);
        if (value == null) {
            return null;
        }
        ObjectNode copy = value.deepCopy();
        edits.forEach(edit -> edit.accept(copy));
        return encoding.apply(form.of(copy));
    }

    /** The bytes that a given key stands for. */
    byte[] read(String key) {
        String text = bare.apply(key);
        return text == null ? null : reading.apply(text);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Bytes in a charset, which has a question mark for what it lacks. */
    static Function<String, byte[]> encoding(String charset) {
        return text -> text.getBytes(Charset.forName(charset));
    }

    /** HMAC with a hash, by Java's name for it. */
    static BinaryOperator<byte[]> hmac(String algorithm) {
        return (secret, text) -> TradeSignature.hmac(algorithm, secret, text);
    }

    /** SHA-256 of two texts one after the other. */
    static byte[] sha256(byte[] first, byte[] second) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(first);
            return sha.digest(second);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Whether it is the hex text of whole bytes. */
    static boolean isHex(String text) {
        return text.length() % 2 == 0 && HEX.matcher(text).matches();
    }

    static byte[] hex(String text) {
        return isHex(text) ? HexFormat.of().parseHex(text) : null;
    }

    /** The bytes of base64 in either alphabet, padded or not. */
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

    /** As {@link #base64}, for what the alphabet or missing padding shows to be base64url, or for all else. */
    static byte[] base64(String text, boolean url) {
        boolean shown = text.indexOf('-') >= 0 || text.indexOf('_') >= 0 || text.length() % 4 != 0;
        return shown == url ? base64(text) : null;
    }

    static byte[] hexInBase64(String text) {
        byte[] decoded = base64(text);
        return decoded == null ? null : hex(new String(decoded, ISO_8859_1));
    }

    static String withoutPrefix(String key) {
        Matcher prefixed = PREFIXED.matcher(key);
        return prefixed.matches() ? prefixed.group(1) : null;
    }

    static byte[] unquoted(String secret) {
        int last = secret.length() - 1;
        boolean quoted = last > 1 && secret.charAt(0) == secret.charAt(last) && "\"'".indexOf(secret.charAt(0)) >= 0;
        return quoted ? bytes(secret.substring(1, last)) : null;
    }

    /** The bytes of hex digits, in any case, with one character between each two of them. */
    static byte[] separatedHex(String text) {
        return text.matches("[0-9a-fA-F]{2}([-: ][0-9a-fA-F]{2})+") ? hex(text.replaceAll("[-: ]", "")) : null;
    }

    static String withoutQuotes(String key) {
        byte[] bytes = unquoted(key);
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    static boolean isEmptyArray(JsonNode value) {
        return value.isArray() && value.isEmpty();
    }

    static boolean isZero(JsonNode value) {
        return value.isNumber() && value.doubleValue() == 0 || value.isBoolean() && !value.booleanValue();
    }

    /** What Go's omitempty leaves out. */
    static boolean isEmpty(JsonNode value) {
        return value.isNull()
                || isZero(value)
                || isEmptyArray(value)
                || value.isTextual() && value.asText().isEmpty();
    }

    /** Removes such members at every depth. */
    static void remove(JsonNode value, Predicate<JsonNode> such) {
        value.forEach(each -> remove(each, such));
        if (value instanceof ObjectNode object) {
            object.removeIf(such);
        }
    }

    static void replaceNulls(JsonNode value, JsonNode instead) {
        value.forEach(each -> replaceNulls(each, instead));
        if (value instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(member -> member.getValue().isNull())
                    .forEach(member -> member.setValue(instead));
        }
    }

    static void sortArrays(JsonNode value) {
        value.forEach(Signing::sortArrays);
        if (value instanceof ArrayNode array) {
            List<JsonNode> elements = new ArrayList<>();
            array.forEach(elements::add);
            elements.sort(Comparator.comparing(CanonicalJson::of));
            array.removeAll().addAll(elements);
        }
    }
}
