package io.github.assetpaysim.contract.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Keys that are wrong in form, most of them near the right one: careless comparison takes them. */
final class WrongKeys {
    private WrongKeys() {}

    /** @param key the right one, 64 hex digits */
    static List<JsonNode> near(String key) {
        String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(key));
        JsonNodeFactory json = JsonNodeFactory.instance;
        return List.of(
                json.nullNode(),
                json.booleanNode(true),
                json.booleanNode(false),
                json.numberNode(0),
                json.numberNode(1),
                json.arrayNode(),
                json.arrayNode().add(key),
                json.objectNode(),
                json.objectNode().put("key", key),
                json.textNode(""),
                json.textNode(" "),
                json.textNode("0"),
                json.textNode("true"),
                json.textNode(key.substring(1)),
                json.textNode(key.substring(0, 63)),
                json.textNode(key.substring(0, 32)),
                json.textNode(key.substring(0, 8)),
                json.textNode(key + "0"),
                json.textNode(key + key),
                json.textNode(key + "="),
                json.textNode(key + "\u0000"),
                json.textNode(key + "\n"),
                json.textNode(" " + key),
                json.textNode("sha256=" + key),
                json.textNode("0x" + key),
                json.textNode("\u2605".repeat(64)),
                json.textNode(base64));
    }
}
