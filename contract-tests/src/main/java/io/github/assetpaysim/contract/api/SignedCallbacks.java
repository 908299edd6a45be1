package io.github.assetpaysim.contract.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.signing.CallbackSignature;
import io.github.assetpaysim.contract.signing.CanonicalJson;
import io.github.assetpaysim.contract.signing.HmacSha256;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The signature in a callback (A7.3). */
final class SignedCallbacks {
    private static final int SHOWN = 60;

    private SignedCallbacks() {}

    /** Whether the key is the one that the trade has under the API secret. */
    static boolean judgeKey(ApiRun.Announced announced) {
        JsonNode trade = announced.callback().trade();
        if (!trade.isObject()) {
            return false;
        }
        JsonNode key = announced.callback().payload().path("key");
        String right = CallbackSignature.of(trade, announced.by().apiSecret());
        if (!right.equals(key.textValue())) {
            CheckFailure violated = CheckFailure.violated(
                    "the key " + right + " in the " + announced.callback(),
                    key.isMissingNode() ? "none" : key.toString());
            throw right.equalsIgnoreCase(key.textValue()) ? violated.because("The digits are upper-case.") : violated;
        }
        return true;
    }

    /**
     * Whether the key is one of the trade alone. When it is not, and not that of any message with event or timestamp in it either,
     * nobody knows what it signs.
     */
    static boolean judgeMessage(ApiRun.Announced announced) {
        JsonNode payload = announced.callback().payload();
        JsonNode trade = announced.callback().trade();
        String key = payload.path("key").asText();
        String secret = announced.by().apiSecret();
        if (!trade.isObject()) {
            return false;
        }
        if (CallbackSignature.of(trade, secret).equalsIgnoreCase(key)) {
            return true;
        }
        for (String message : withMore(payload, trade)) {
            if (HexFormat.of()
                    .formatHex(HmacSha256.of(message.getBytes(UTF_8), secret))
                    .equalsIgnoreCase(key)) {
                throw CheckFailure.violated(
                        "a key of the trade alone in the " + announced.callback(),
                        "one that also signs what stands beside it: "
                                + message.substring(0, Math.min(SHOWN, message.length())) + "…");
            }
        }
        return false;
    }

    /** Messages that have event or timestamp in them, in forms that signatures commonly have. */
    private static List<String> withMore(JsonNode payload, JsonNode trade) {
        List<String> messages = new ArrayList<>();
        String canonical = CanonicalJson.of(trade);
        String event = payload.path("event").asText();
        String timestamp = payload.path("timestamp").asText();
        for (List<String> names : List.of(
                List.of("trade", "event"), List.of("trade", "timestamp"), List.of("trade", "event", "timestamp"))) {
            ObjectNode signed = Json.object();
            names.stream().filter(payload::has).forEach(name -> signed.set(name, payload.path(name)));
            messages.add(CanonicalJson.of(signed));
            messages.add(Json.text(signed));
        }
        for (String separator : List.of("", ".", ":", "\n")) {
            messages.add(event + separator + canonical);
            messages.add(canonical + separator + event);
            messages.add(timestamp + separator + canonical);
            messages.add(canonical + separator + timestamp);
            messages.add(event + separator + timestamp + separator + canonical);
            messages.add(canonical + separator + event + separator + timestamp);
        }
        return messages;
    }
}
