package io.github.assetpaysim.contract.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The text whose HMAC signs a trade (A7.3), with the mistakes that can be made in writing it. Right for amounts of money; ends of
 * a double's range are left to the kit's own.
 *
 * @param sortedDepth down to which depth members are sorted; the trade's own members have depth 1
 * @param asciiOnly whether other characters are escaped, as Python's {@code json.dumps} does unless told otherwise
 * @param order in which members are sorted
 */
record TradeText(int sortedDepth, boolean asciiOnly, Numbers numbers, Comparator<String> order) {
    static final TradeText CANONICAL = new TradeText(Integer.MAX_VALUE, false, Numbers.SHORTEST);

    TradeText(int sortedDepth, boolean asciiOnly, Numbers numbers) {
        this(sortedDepth, asciiOnly, numbers, Comparator.naturalOrder());
    }

    /** The same with the members in another order. */
    TradeText sorted(Comparator<String> otherOrder) {
        return new TradeText(sortedDepth, asciiOnly, numbers, otherOrder);
    }

    enum Numbers {
        /** 8.60 becomes 8.6. */
        SHORTEST,
        /** 8.60 stays 8.60, if it came like that. */
        AS_THEY_CAME,
        /** 8.6 becomes 8.60. */
        TWO_DECIMALS
    }

    /** The signature in lowercase hex. */
    String key(JsonNode trade, String secret) {
        return hex(text(trade), secret);
    }

    static String hex(String text, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    String text(JsonNode trade) {
        return text(trade, 1);
    }

    private String text(JsonNode value, int depth) {
        if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(text(element, depth + 1)));
            return "[" + String.join(",", elements) + "]";
        }
        if (value.isObject()) {
            List<Map.Entry<String, JsonNode>> members = new ArrayList<>(value.properties());
            if (depth <= sortedDepth) {
                members.sort(Map.Entry.comparingByKey(order));
            }
            return members.stream()
                    .map(member -> string(member.getKey()) + ":" + text(member.getValue(), depth + 1))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value.isTextual()) {
            return string(value.textValue());
        }
        return value.isNumber() ? number(value) : value.asText();
    }

    private String string(String text) {
        String plain = Wire.text(text);
        if (!asciiOnly) {
            return plain;
        }
        return plain.chars()
                .mapToObj(c -> c < 128 ? String.valueOf((char) c) : String.format("\\u%04x", c))
                .collect(Collectors.joining());
    }

    private String number(JsonNode number) {
        return switch (numbers) {
            case SHORTEST ->
                number.decimalValue().signum() == 0
                        ? "0"
                        : number.decimalValue().stripTrailingZeros().toPlainString();
            case AS_THEY_CAME -> number.decimalValue().toString();
            case TWO_DECIMALS ->
                number.isIntegralNumber() ? number.asText() : String.format(Locale.ROOT, "%.2f", number.decimalValue());
        };
    }
}
