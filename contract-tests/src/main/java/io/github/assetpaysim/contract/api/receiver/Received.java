package io.github.assetpaysim.contract.api.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.signing.CallbackSignature;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One attempt of a callback that reached the receiver.
 *
 * @param path where it was sent, with the query
 * @param headers by name in lower case
 * @param body exactly as it came
 * @param at when all of it had come, by the clock of this machine
 * @param answered the HTTP status that is sent back, or null when none is
 */
public record Received(
        String method, String path, Map<String, List<String>> headers, byte[] body, Instant at, Integer answered) {

    /** The body's {@code payload} (A7.2); a missing node when the body is no JSON. */
    public JsonNode payload() {
        try {
            return Json.read(body).path("payload");
        } catch (IOException e) {
            return Json.object().path("payload");
        }
    }

    public JsonNode trade() {
        return payload().path("trade");
    }

    public String tradeId() {
        return trade().path("id").asText();
    }

    /** The status of the trade in it, which need not be its event; the event where the trade has none. */
    public String status() {
        JsonNode status = trade().path("status");
        return (status.isTextual() ? status : payload().path("event")).asText();
    }

    /** Whether its key is the one that its trade has under this API secret (A7.3). */
    public boolean isSigned(String apiSecret) {
        JsonNode key = payload().path("key");
        return trade().isObject() && key.isTextual() && CallbackSignature.verifies(trade(), key.textValue(), apiSecret);
    }

    /** Whether the merchant is asked to approve a withdrawal, as far as it can be told (A7.6). */
    public boolean isGate() {
        return status().equals("INITIATED") && !trade().path("type").asText().equals("DEPOSIT");
    }

    /** The first header of this name, or null. */
    public String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** Whether it was sent to a path that ends so, whatever the query. */
    public boolean wentTo(String end) {
        return path.replaceFirst("\\?.*", "").endsWith(end);
    }

    public boolean hasBody(byte[] bytes) {
        return Arrays.equals(body, bytes);
    }

    @Override
    public String toString() {
        return "callback " + status() + " of trade " + tradeId() + ": "
                + (answered == null ? "not answered" : "answered " + answered);
    }
}
