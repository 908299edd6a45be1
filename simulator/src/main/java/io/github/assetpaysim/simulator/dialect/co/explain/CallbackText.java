package io.github.assetpaysim.simulator.dialect.co.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.dialect.UnreadableCallback;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.Malformed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A callback as a person hands it in: the whole body (A7.2), its payload, or the trade alone. It keeps what a tree loses and a
 * signature shows: the text of each number, the order of members, and where objects begin and end.
 */
final class CallbackText {
    private static final int DEEPEST = 200;
    private static final int LONGEST_NUMBER = 200;
    private static final int MOST_DOUBLES_NAMED = 3;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    // No ObjectMapper: loading it takes longer than everything else that the command line does.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String text;
    private final JsonParser parser;
    private final Map<JsonNode, String> sources = new IdentityHashMap<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private JsonNode body;
    private JsonNode payload;
    private JsonNode trade;
    private String key;

    private CallbackText(String text, JsonParser parser) {
        this.text = text;
        this.parser = parser;
    }

    /**
     * Reads it.
     *
     * @throws UnreadableCallback when it is not JSON or has no trade
     */
    static CallbackText read(String given) {
        boolean marked = given.startsWith(BYTE_ORDER_MARK);
        String text = marked ? given.substring(1) : given;
        if (text.isBlank()) {
            throw new UnreadableCallback("there is nothing to read; give the body of a callback, or a trade");
        }
        try (JsonParser parser = JSON.createParser(text)) {
            CallbackText callback = new CallbackText(text, parser);
            if (marked) {
                callback.notes.add("The text begins with a byte order mark, which was skipped. No callback has one.");
            }
            callback.read();
            return callback;
        } catch (JsonProcessingException e) {
            throw new UnreadableCallback(
                    "this is not well-formed JSON: " + Malformed.why(text, e, JSON.streamReadConstraints()));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
    }

    private void read() throws IOException {
        parser.nextToken();
        JsonNode root = value(0);
        if (parser.nextToken() != null) {
            throw new UnreadableCallback("the text goes on after the end of its JSON value (line "
                    + parser.currentTokenLocation().getLineNr() + ", column "
                    + parser.currentTokenLocation().getColumnNr() + ")");
        }
        if (root.isTextual()) {
            throw new UnreadableCallback("this is a JSON string, not an object; if a callback is in it,"
                    + " it was encoded twice: parse it once and give what is inside");
        }
        if (!root.isObject()) {
            throw new UnreadableCallback("this must be a JSON object, not " + shown(root));
        }
        if (!doubled.isEmpty()) {
            notes.add(
                    "Of two members with one name the last counts here, as in JavaScript; other parsers may take the first."
                            + " Twice there: " + String.join(", ", doubled) + ".");
        }
        find(root);
    }

    private void find(JsonNode root) {
        if (root.has("payload")) {
            body = root;
            payload = object(root, "payload", "");
            trade = object(payload, "trade", "payload.");
            key = key("payload.");
        } else if (root.has("trade") || root.has("key") && root.has("event")) {
            payload = root;
            trade = object(root, "trade", "");
            key = key("");
        } else {
            trade = root;
        }
    }

    private static JsonNode object(JsonNode parent, String name, String path) {
        JsonNode value = parent.get(name);
        if (value == null) {
            throw new UnreadableCallback("there is no trade: " + path + name + " is missing");
        }
        if (value.isTextual()) {
            throw new UnreadableCallback(path + name + " is a string, not an object; if JSON is in it,"
                    + " it was encoded twice: parse it before you put it there");
        }
        if (!value.isObject()) {
            throw new UnreadableCallback(path + name + " must be an object, not " + shown(value));
        }
        return value;
    }

    private String key(String path) {
        JsonNode value = payload.get("key");
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new UnreadableCallback(path + "key must be a string, not " + shown(value));
        }
        return value.textValue();
    }

    private static String shown(JsonNode value) {
        return value.isContainerNode()
                ? value.isArray() ? "an array" : "an object"
                : value instanceof WrittenNumber number ? Fields.shown(number.text()) : Fields.shown(value.asText());
    }

    /** The value that begins at the parser's token. */
    private JsonNode value(int depth) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new WrittenNumber(parser.getText());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new IllegalStateException("no value begins with " + parser.currentToken());
        };
    }

    private JsonNode object(int depth) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (object.replace(name, value(depth + 1)) != null && doubled.size() < MOST_DOUBLES_NAMED) {
                doubled.add(
                        Fields.shown(parser.getParsingContext().pathAsPointer().toString()));
            }
        }
        // Only body, payload and trade are ever asked for.
        if (depth <= 2) {
            sources.put(
                    object, text.substring(start, (int) parser.currentLocation().getCharOffset()));
        }
        return object;
    }

    private JsonNode array(int depth) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(depth + 1));
        }
        return array;
    }

    JsonNode trade() {
        return trade;
    }

    /** {@code {"trade":…}}. */
    JsonNode tradeInObject() {
        return NODES.objectNode().set("trade", trade);
    }

    /** Null when the trade was given alone. */
    JsonNode payload() {
        return payload;
    }

    /** Null when a trade was given alone. */
    JsonNode payloadWithoutKey() {
        return payload == null ? null : without("key", payload);
    }

    /** Null when a payload or a trade was given. */
    JsonNode body() {
        return body;
    }

    /** Null when a payload or a trade was given. */
    JsonNode bodyWithoutKey() {
        return body == null ? null : copy(body).set("payload", payloadWithoutKey());
    }

    /** The key in it, or null. */
    String key() {
        return key;
    }

    /** A copy of the object without one of its members. */
    static JsonNode without(String name, JsonNode object) {
        return copy(object).without(name);
    }

    private static ObjectNode copy(JsonNode object) {
        ObjectNode copy = NODES.objectNode();
        copy.setAll((ObjectNode) object);
        return copy;
    }

    /** Whether it looks like a callback of the other dialect (B7): the trade in an object, and nothing beside it. */
    boolean otherDialect() {
        return body == null && payload != null && payload.size() == 1;
    }

    /** The text of body, payload or trade as it stood in the source; null for null. */
    String source(JsonNode part) {
        return sources.get(part);
    }

    /** All of the text of a body, null for others. Editors and echo put a line end behind a body that had none. */
    String wholeText() {
        return body == null ? null : text;
    }

    /** All of the text, without a byte order mark. */
    String text() {
        return text;
    }

    /** What is odd about the text, in sentences. */
    List<String> notes() {
        return notes;
    }
}
