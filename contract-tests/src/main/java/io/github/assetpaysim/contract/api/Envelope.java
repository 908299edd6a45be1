package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.assetpaysim.contract.Json;
import java.io.IOException;

/**
 * What an answer wraps its data or its error into (A3), without the data.
 *
 * @param isObject whether the answer is a JSON object at all; if not, everything else is missing
 * @param hasData whether there is a member data, null counted
 * @param isData whether there is one that is not null
 */
record Envelope(
        Exchange exchange,
        boolean isObject,
        JsonNode requestId,
        JsonNode success,
        boolean hasData,
        boolean isData,
        JsonNode error) {
    static Envelope of(Exchange exchange) {
        JsonNode json = json(exchange.body());
        return new Envelope(
                exchange,
                json.isObject(),
                json.path("requestId"),
                json.path("success"),
                json.has("data"),
                json.hasNonNull("data"),
                json.path("error"));
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.read(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Whether it is meant as a success: by two of its HTTP status, its member success and what it has inside, so that an answer
     * in which one of them is wrong is held against what it should be.
     */
    boolean isSuccess() {
        int status = exchange.status() / 100 == 2 ? 1 : -1;
        int said = !success.isBoolean() ? 0 : success.booleanValue() ? 1 : -1;
        int inside = Boolean.compare(hasData, !error.isMissingNode());
        int sum = status + said + inside;
        return sum == 0 ? status > 0 : sum > 0;
    }
}
