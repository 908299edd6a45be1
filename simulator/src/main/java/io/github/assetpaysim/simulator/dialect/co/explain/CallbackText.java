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
import io.github.assetpaysim.simulator.http.Malformed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * A callback as a person hands it in: the whole body (A7.2), its payload, the trade alone, or the control API's record of it. It keeps
 * what a tree loses and a signature shows: the text of each number, the order of members, and where objects begin and end.
 */
final class CallbackText {
    private static final int DEEPEST = 200;
    private static final int LONGEST_NUMBER = 200;
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
    private ObjectNode body;
    private ObjectNode payload;
    private ObjectNode trade;
    private String key;
    /** The body that stands in the control API's record of a callback; null when something else was given. */
    private String recorded;

    private CallbackText(String text, JsonParser parser) {
        this.text = text;
        this.parser = parser;
    }

    /**
     * Reads it. A byte order mark is skipped, and of two members with one name the last counts, as in JavaScript.
     *
     * @throws UnreadableCallback when it is not JSON or has no trade
     */
    static CallbackText read(String given) {
        String text = given.startsWith(BYTE_ORDER_MARK) ? given.substring(1) : given;
        if (text.isBlank()) {
            throw new UnreadableCallback("there is nothing to read; give the body of a callback, or a trade");
        }
        try (JsonParser parser = JSON.createParser(text)) {
            CallbackText callback = new CallbackText(text, parser);
            callback.read();
            return callback.recorded == null ? callback : read(callback.recorded);
        } catch (JsonProcessingException e) {
            throw new UnreadableCallback(
                    "this is not well-formed JSON: " + Malformed.why(text, e, JSON.streamReadConstraints()));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
    }

    private void read() throws IOException {
        parser.nextToken();
        ObjectNode root = object(value(0), "this");
        if (parser.nextToken() != null) {
            throw new UnreadableCallback("the text goes on after the end of its JSON value (line "
                    + parser.currentTokenLocation().getLineNr() + ", column "
                    + parser.currentTokenLocation().getColumnNr() + ")");
        }
        if (root.path("attempts").isArray() && root.path("body").isTextual()) {
            recorded = root.path("body").textValue();
        } else if (root.has("payload")) {
            body = root;
            payload = object(root.get("payload"), "payload");
            trade = object(payload.get("trade"), "payload.trade");
        } else if (root.has("trade") || root.has("key") && root.has("event")) {
            payload = root;
            trade = object(root.get("trade"), "trade");
        } else {
            trade = root;
        }
        key = payload != null && payload.hasNonNull("key") ? text(payload.get("key")) : null;
    }

    private static String text(JsonNode key) {
        if (!key.isTextual()) {
            throw new UnreadableCallback("key must be a string, not " + shown(key));
        }
        return key.textValue();
    }

    private static ObjectNode object(JsonNode value, String name) {
        if (value == null) {
            throw new UnreadableCallback("there is no trade: " + name + " is missing");
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw new UnreadableCallback(name + " must be a JSON object, not "
                + (value.isTextual() ? "a string; if JSON is in it, it was encoded twice" : shown(value)));
    }

    private static String shown(JsonNode value) {
        return value.isContainerNode()
                ? value.isArray() ? "an array" : "an object"
                : value instanceof WrittenNumber number ? number.text() : value.asText();
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

    private ObjectNode object(int depth) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.set(name, value(depth + 1));
        }
        // Only body, payload and trade are ever asked for.
        if (depth <= 2) {
            sources.put(
                    object, text.substring(start, (int) parser.currentLocation().getCharOffset()));
        }
        return object;
    }

    private ArrayNode array(int depth) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(depth + 1));
        }
        return array;
    }

    ObjectNode trade() {
        return trade;
    }

    /** Null when a trade was given alone. */
    ObjectNode payload() {
        return payload;
    }

    /** Null when a payload or a trade was given. */
    ObjectNode body() {
        return body;
    }

    /** The key in it, or null. */
    String key() {
        return key;
    }

    /** Whether it looks like a callback of the other dialect (B7): the trade in an object, and nothing beside it. */
    boolean otherDialect() {
        return body == null && payload != null && payload.size() == 1;
    }

    /** The text of body, payload or trade as it stood in the source; null for null. */
    String source(JsonNode part) {
        return sources.get(part);
    }

    /** How many characters the whole text has. */
    int length() {
        return text.length();
    }
}
