package io.github.assetpaysim.simulator.dialect.co;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.dialect.Edit;
import io.github.assetpaysim.simulator.dialect.Letter;
import io.github.assetpaysim.simulator.dialect.Shipment;
import io.github.assetpaysim.simulator.dialect.co.signature.TradeSignature;
import io.github.assetpaysim.simulator.http.StrictJson;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Renders a callback that says something AssetPay would not say, or says it in another way (A7). Used by one thread, once. */
final class EditedLetter {
    private static final String UNKNOWN_STATUS = "QUEUED";

    private final List<Edit> edits;
    private final Map<String, String> headers;
    private final ObjectNode trade;
    private final ObjectNode payload;
    private JsonNode body;
    private String secret;
    private ObjectWriter writer = StrictJson.MAPPER.writer();
    private int missingAtTheEnd;

    EditedLetter(Shipment shipment, CoWire.TradeObject wire, String secret, Map<String, String> headers) {
        this.edits = shipment.edits().stream().sorted().toList();
        this.headers = new LinkedHashMap<>(headers);
        this.trade = StrictJson.MAPPER.valueToTree(wire);
        this.body = CoDialect.body(trade, shipment.status(), shipment.generatedAt(), "");
        this.payload = (ObjectNode) body.get("payload");
        this.secret = secret;
    }

    Letter letter() {
        edits.stream().filter(edit -> edit.what().isSigned()).forEach(this::apply);
        payload.put("key", TradeSignature.key(trade, secret));
        edits.stream().filter(edit -> !edit.what().isSigned()).forEach(this::apply);
        byte[] bytes = bytes();
        return new Letter(
                Arrays.copyOf(bytes, Math.max(0, bytes.length - missingAtTheEnd)),
                Collections.unmodifiableMap(headers));
    }

    private byte[] bytes() {
        try {
            return writer.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write JSON", e);
        }
    }

    private void apply(Edit edit) {
        switch (edit.what()) {
            case UNKNOWN_MEMBERS -> addUnknownMembers();
            case UNKNOWN_STATUS -> say(UNKNOWN_STATUS);
            case MANY_ITEMS -> fillUp(Integer.parseInt(edit.with()));
            case WRONG_SECRET -> secret = "not " + secret;
            case NO_KEY -> payload.remove("key");
            case MALFORMED_KEY -> changeKey(key -> key.substring(1));
            case UPPER_CASE_KEY -> changeKey(key -> key.toUpperCase(Locale.ROOT));
            case TAMPERED_PRICE -> tamperPrice(new DecimalNode(new BigDecimal(edit.with())));
            case TAMPERED_STATUS -> say(edit.with() == null ? otherStatus() : edit.with());
            case TAMPERED_STEAM_ID -> trade.put("clientSteamID", edit.with());
            case OTHER_EVENT -> payload.put("event", edit.with());
            case KEY_ORDER -> body = reversed(body);
            case WHITE_SPACE -> writer = writer.withDefaultPrettyPrinter();
            case NUMBER_FORM -> body = longer(body);
            case ESCAPED_UNICODE ->
                writer = writer.with(JsonWriteFeature.ESCAPE_NON_ASCII).with(new EscapedSlash());
            case MALFORMED_JSON -> missingAtTheEnd = 2;
            case EMPTY_BODY -> missingAtTheEnd = Integer.MAX_VALUE;
            case CONTENT_TYPE -> headers.put("Content-Type", edit.with());
        }
    }

    /** Another fault may have taken it away. */
    private void changeKey(UnaryOperator<String> change) {
        if (payload.has("key")) {
            payload.put("key", change.apply(payload.get("key").textValue()));
        }
    }

    /** The one that pays, or takes back when it was that. */
    private String otherStatus() {
        String completed = CoStatus.COMPLETED.name();
        return trade.path("status").asText().equals(completed) ? CoStatus.REVERTED.name() : completed;
    }

    private void say(String status) {
        trade.put("status", status);
        payload.put("event", status);
    }

    /** What the other generation of AssetPay has, so that this one may have it too some day (A5), and what none has. */
    private void addUnknownMembers() {
        trade.put("offerID", "7712345678").putNull("error").put("x-unknown", "later");
        trade.putObject("botInfo").put("name", "bot-7").put("level", 12);
        trade.putObject("collateral").put("provider", 0).put("merchant", 0);
        trade.path("items").forEach(item -> ((ObjectNode) item).put("inspectLink", "steam://rungame/730"));
        payload.put("deliveryId", "d-1");
        payload.putObject("meta").putArray("links");
    }

    /** The items that are added cost nothing, so that the prices still add up. */
    private void fillUp(int count) {
        ArrayNode items = (ArrayNode) trade.get("items");
        JsonNode last = items.get(items.size() - 1);
        while (items.size() < count) {
            ObjectNode item = last.deepCopy();
            item.put("id", last.path("id").asText() + "-" + items.size());
            ((ObjectNode) item.get("offer")).put("price", 0);
            items.add(item);
        }
    }

    private void tamperPrice(JsonNode price) {
        trade.set("totalPrice", price);
        if (trade.has("preCredit")) {
            trade.set("preCredit", price);
        }
    }

    private static JsonNode reversed(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = StrictJson.MAPPER.createArrayNode();
            node.forEach(element -> array.add(reversed(element)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(node.properties());
        Collections.reverse(members);
        ObjectNode object = StrictJson.MAPPER.createObjectNode();
        members.forEach(member -> object.set(member.getKey(), reversed(member.getValue())));
        return object;
    }

    /** Every amount of money gets another zero: 10 becomes 10.0, 10.75 becomes 10.750. */
    private static JsonNode longer(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = StrictJson.MAPPER.createArrayNode();
            node.forEach(element -> array.add(longer(element)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = StrictJson.MAPPER.createObjectNode();
            node.properties().forEach(member -> object.set(member.getKey(), longer(member.getValue())));
            return object;
        }
        return node.isBigDecimal()
                ? new DecimalNode(
                        node.decimalValue().setScale(node.decimalValue().scale() + 1))
                : node;
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
