package io.github.assetpaysim.simulator.dialect.co;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A text that somebody may have signed; written only when it is asked for.
 *
 * @param mistakes what is wrong with signing it; empty for the right one
 */
record SignedText(Supplier<String> written, List<SignatureMistake> mistakes) {

    private record Part(JsonNode value, SignatureMistake mistake) {}

    /** Every text that can be made of a callback; of two that are alike the likelier one comes first. */
    static List<SignedText> all(CallbackText callback) {
        List<SignedText> texts = new ArrayList<>();
        for (Part part : parts(callback)) {
            for (JsonForm form : JsonForm.ALL) {
                List<SignatureMistake> mistakes = new ArrayList<>();
                if (part.mistake != null) {
                    mistakes.add(part.mistake);
                }
                mistakes.addAll(form.mistakes());
                texts.add(new SignedText(() -> form.of(part.value), List.copyOf(mistakes)));
            }
        }
        addRaw(callback, texts);
        return texts;
    }

    private static List<Part> parts(CallbackText callback) {
        JsonNode trade = callback.trade();
        JsonNode payload = callback.payload();
        JsonNode body = callback.body();
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(trade, null));
        if (body != null) {
            parts.add(new Part(body, SignatureMistake.WHOLE_BODY_SIGNED));
            ObjectNode keyless = JsonNodeFactory.instance.objectNode();
            body.properties().forEach(member -> keyless.set(member.getKey(), member.getValue()));
            keyless.set("payload", without("key", payload));
            parts.add(new Part(keyless, SignatureMistake.WHOLE_BODY_SIGNED));
        }
        if (payload != null) {
            parts.add(new Part(payload, SignatureMistake.PAYLOAD_SIGNED));
            if (payload.has("key")) {
                parts.add(new Part(without("key", payload), SignatureMistake.EVENT_AND_TIMESTAMP_SIGNED));
            }
        }
        parts.add(new Part(JsonNodeFactory.instance.objectNode().set("trade", trade), SignatureMistake.TRADE_WRAPPED));
        parts.add(new Part(without("items", trade), SignatureMistake.ITEMS_LEFT_OUT));
        parts.add(new Part(withoutNulls(trade), SignatureMistake.NULLS_LEFT_OUT));
        return parts;
    }

    private static void addRaw(CallbackText callback, List<SignedText> texts) {
        if (callback.body() != null) {
            // Editors and echo put a line end behind a body that had none.
            addRaw(callback.source(callback.body()), SignatureMistake.RAW_BODY_SIGNED, texts);
            addRaw(callback.text(), SignatureMistake.RAW_BODY_SIGNED, texts);
        }
        if (callback.payload() != null) {
            addRaw(callback.source(callback.payload()), SignatureMistake.RAW_PAYLOAD_SIGNED, texts);
        }
        addRaw(callback.source(callback.trade()), SignatureMistake.RAW_TRADE_SIGNED, texts);
    }

    private static void addRaw(String text, SignatureMistake mistake, List<SignedText> texts) {
        texts.add(new SignedText(() -> text, List.of(mistake)));
    }

    private static JsonNode without(String name, JsonNode object) {
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(member -> {
            if (!member.getKey().equals(name)) {
                rest.set(member.getKey(), member.getValue());
            }
        });
        return rest;
    }

    private static JsonNode withoutNulls(JsonNode value) {
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> array.add(withoutNulls(element)));
            return array;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        value.properties().forEach(member -> {
            if (!member.getValue().isNull()) {
                object.set(member.getKey(), withoutNulls(member.getValue()));
            }
        });
        return object;
    }

    byte[] bytes() {
        return written.get().getBytes(UTF_8);
    }
}
