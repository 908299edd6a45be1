package io.github.assetpaysim.contract.api.corruption;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.signing.HmacSha256;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Rules of canonical JSON that are not AssetPay's (A7.3), each otherwise in one way. */
enum OtherRules {
    UNSORTED,
    /** The members of the trade are sorted, those of its items are not. */
    SORTED_ABOVE,
    WHITE_SPACE,
    ESCAPED,
    SLASHES_ESCAPED,
    TWO_DECIMALS;

    /** The signature of a value under these rules. */
    String key(JsonNode value, String secret) {
        return hex(text(value, 1), secret);
    }

    static String hex(String text, String secret) {
        return HexFormat.of().formatHex(HmacSha256.of(text.getBytes(UTF_8), secret));
    }

    private String text(JsonNode value, int depth) {
        if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(text(element, depth + 1)));
            return "[" + String.join(comma(), elements) + "]";
        }
        if (value.isObject()) {
            List<Map.Entry<String, JsonNode>> members = new ArrayList<>(value.properties());
            members.sort(
                    isTurned(depth)
                            ? Map.Entry.<String, JsonNode>comparingByKey().reversed()
                            : Map.Entry.comparingByKey());
            return members.stream()
                    .map(member -> string(member.getKey())
                            + (this == WHITE_SPACE ? ": " : ":")
                            + text(member.getValue(), depth + 1))
                    .collect(Collectors.joining(comma(), "{", "}"));
        }
        if (value.isTextual()) {
            return string(value.textValue());
        }
        return value.isNumber() ? number(value) : value.asText();
    }

    /** However members came, this is another order. */
    private boolean isTurned(int depth) {
        return this == UNSORTED || this == SORTED_ABOVE && depth > 1;
    }

    private String comma() {
        return this == WHITE_SPACE ? ", " : ",";
    }

    private String string(String text) {
        String plain = Json.text(com.fasterxml.jackson.databind.node.TextNode.valueOf(text));
        return switch (this) {
            case SLASHES_ESCAPED -> plain.replace("/", "\\/");
            case ESCAPED ->
                plain.chars()
                        .mapToObj(c -> c < 128 ? String.valueOf((char) c) : String.format(Locale.ROOT, "\\u%04x", c))
                        .collect(Collectors.joining());
            default -> plain;
        };
    }

    private String number(JsonNode number) {
        if (this == TWO_DECIMALS && number.decimalValue().stripTrailingZeros().scale() > 0) {
            return number.decimalValue().setScale(2, RoundingMode.HALF_UP).toPlainString();
        }
        return number.decimalValue().signum() == 0
                ? "0"
                : number.decimalValue().stripTrailingZeros().toPlainString();
    }
}
