package io.github.assetpaysim.simulator.dialect.co;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.http.StrictJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Ways to write the same values of a callback in other bytes, so that its key still holds (A7.3). */
final class Reserialization {
    /** By name. */
    static final Map<String, Consumer<CallbackWriter>> STYLES = styles();

    private Reserialization() {}

    private static Map<String, Consumer<CallbackWriter>> styles() {
        Map<String, Consumer<CallbackWriter>> styles = new LinkedHashMap<>();
        styles.put("key-order", callback -> callback.body = reversed(callback.body));
        styles.put("white-space", callback -> callback.writer = callback.writer.withDefaultPrettyPrinter());
        styles.put("number-form", callback -> callback.body = longer(callback.body));
        styles.put(
                "escaped-unicode",
                callback -> callback.writer =
                        callback.writer.with(JsonWriteFeature.ESCAPE_NON_ASCII).with(new EscapedSlash()));
        return styles;
    }

    /** The members of all objects in the opposite order. */
    private static JsonNode reversed(JsonNode node) {
        return rewritten(node, leaf -> leaf, Collections::reverse);
    }

    /** Every amount of money gets another zero: 10 becomes 10.0, 10.75 becomes 10.750. */
    private static JsonNode longer(JsonNode node) {
        return rewritten(
                node,
                leaf -> leaf.isBigDecimal()
                        ? new DecimalNode(
                                leaf.decimalValue().setScale(leaf.decimalValue().scale() + 1))
                        : leaf,
                members -> {});
    }

    private static JsonNode rewritten(
            JsonNode node, UnaryOperator<JsonNode> leaf, Consumer<List<Map.Entry<String, JsonNode>>> order) {
        if (node.isArray()) {
            ArrayNode array = StrictJson.MAPPER.createArrayNode();
            node.forEach(element -> array.add(rewritten(element, leaf, order)));
            return array;
        }
        if (!node.isObject()) {
            return leaf.apply(node);
        }
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(node.properties());
        order.accept(members);
        ObjectNode object = StrictJson.MAPPER.createObjectNode();
        members.forEach(member -> object.set(member.getKey(), rewritten(member.getValue(), leaf, order)));
        return object;
    }

    /** As PHP writes JSON unless told otherwise. */
    private static final class EscapedSlash extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] escapes = standardAsciiEscapesForJSON();
            escapes['/'] = ESCAPE_CUSTOM;
            return escapes;
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return character == '/' ? new SerializedString("\\/") : null;
        }
    }
}
