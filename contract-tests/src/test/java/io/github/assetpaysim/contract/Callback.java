package io.github.assetpaysim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One request that reached the callback URL.
 *
 * @param headers by name in lower case
 * @param body exactly as it came
 */
public record Callback(String method, Map<String, List<String>> headers, byte[] body) {
    public JsonNode payload() {
        return Json.parse(body).path("payload");
    }

    public JsonNode trade() {
        return payload().path("trade");
    }

    public String tradeId() {
        return trade().path("id").asText();
    }

    public String status() {
        return trade().path("status").asText();
    }

    public String key() {
        return payload().path("key").asText();
    }

    @Override
    public String toString() {
        return "callback " + status() + " of trade " + tradeId();
    }
}
