package io.github.assetpaysim.contract.api.corruption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import io.github.assetpaysim.contract.api.corruption.Message.Ask;
import io.github.assetpaysim.contract.signing.CallbackSignature;
import java.io.IOException;

/**
 * An attempt of a callback that has not reached the merchant yet.
 *
 * @param ask the request, whose target is a whole URL
 * @param secret what the merchant's callbacks are signed with
 */
record Delivery(CorruptingProxy proxy, Ask ask, String secret) {
    private static final Answer ACKNOWLEDGED = new Answer(200, java.util.Map.of(), new byte[0]);

    ObjectNode payload() {
        return ask.json().path("payload") instanceof ObjectNode payload ? payload : Json.object();
    }

    ObjectNode trade() {
        return payload().path("trade") instanceof ObjectNode trade ? trade : Json.object();
    }

    String status() {
        return trade().path("status").asText();
    }

    boolean isAbout(String status) {
        return status().equals(status);
    }

    boolean isWithdrawal() {
        return trade().path("type").asText().equals("WITHDRAW");
    }

    /** Whether the merchant is asked for a verdict. */
    boolean isGate() {
        return isWithdrawal() && isAbout("INITIATED");
    }

    /** Which callback of all it is, the same for each attempt. */
    String callback() {
        return trade().path("id").asText() + " " + status();
    }

    Answer pass() throws IOException {
        return send(ask);
    }

    Answer send(Ask other) throws IOException {
        return proxy.deliver(other);
    }

    /** Sends the payload instead. */
    Answer send(ObjectNode payload) throws IOException {
        ObjectNode body = Json.object();
        body.set("payload", payload);
        return send(ask.withJson(body));
    }

    /** Sends the payload with this trade in it instead, signed again. */
    Answer sendSigned(JsonNode trade) throws IOException {
        ObjectNode payload = payload();
        payload.set("trade", trade);
        payload.put("event", trade.path("status").asText());
        return send(payload.put("key", CallbackSignature.of(trade, secret)));
    }

    /** AssetPay takes it for delivered. */
    Answer acknowledged() {
        return ACKNOWLEDGED;
    }
}
