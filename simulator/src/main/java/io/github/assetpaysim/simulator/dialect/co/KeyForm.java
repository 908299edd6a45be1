package io.github.assetpaysim.simulator.dialect.co;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.assetpaysim.simulator.http.StrictJson;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Ways in which the key of a callback can be wrong in form (A7.3). Each is made from the right key, so careless comparison takes it. */
enum KeyForm {
    TOO_SHORT(text(key -> key.substring(1))),
    CUT_AT_END(text(key -> key.substring(0, key.length() - 1))),
    TOO_LONG(text(key -> key + "0")),
    HALF(text(key -> key.substring(0, key.length() / 2))),
    DOUBLED(text(key -> key + key)),
    EMPTY(text(key -> "")),
    PADDED(text(key -> " " + key + " ")),
    LINE_END(text(key -> key + "\n")),
    WITH_0X(text(key -> "0x" + key)),
    WITH_ALGORITHM(text(key -> "sha256=" + key)),
    TRAILING_TEXT(text(key -> key + "zz")),
    NON_HEX(text(key -> key.substring(0, key.length() - 2) + "zz")),
    NON_ASCII(text(key -> key.substring(0, key.length() - 1) + "é")),
    BASE64(text(key -> Base64.getEncoder().encodeToString(HexFormat.of().parseHex(key)))),
    BASE64URL(text(key -> Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(HexFormat.of().parseHex(key)))),
    TRUE(key -> BooleanNode.TRUE),
    ZERO(key -> IntNode.valueOf(0)),
    ONE(key -> IntNode.valueOf(1)),
    NULL(key -> NullNode.instance),
    ARRAY(key -> StrictJson.MAPPER.createArrayNode().add(key)),
    EMPTY_ARRAY(key -> StrictJson.MAPPER.createArrayNode()),
    OBJECT(key -> StrictJson.MAPPER.createObjectNode().put("key", key));

    private final Function<String, JsonNode> change;

    KeyForm(Function<String, JsonNode> change) {
        this.change = change;
    }

    private static Function<String, JsonNode> text(UnaryOperator<String> change) {
        return key -> TextNode.valueOf(change.apply(key));
    }

    /** The right key, a text of 64 hex digits, in this form. */
    JsonNode of(String key) {
        return change.apply(key);
    }
}
