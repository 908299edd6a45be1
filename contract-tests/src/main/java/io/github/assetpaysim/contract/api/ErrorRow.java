package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.fixtures.Fixtures;
import java.util.LinkedHashMap;
import java.util.Map;

/** One row of AssetPay's documented table of errors (A9). */
record ErrorRow(int code, String key, int http) {
    private static final Map<Integer, ErrorRow> ALL = new LinkedHashMap<>();

    static {
        for (JsonNode row : Json.parse(Fixtures.bytes("errors/co-errors.json"))) {
            ErrorRow read = new ErrorRow(
                    row.required("code").intValue(),
                    row.required("key").textValue(),
                    row.required("http").intValue());
            // The rows that follow with the same code are for HTTP statuses that AssetPay does not document.
            ALL.putIfAbsent(read.code(), read);
        }
    }

    /** @throws IllegalArgumentException when there is none */
    static ErrorRow of(int code) {
        if (!isKnown(code)) {
            throw new IllegalArgumentException("there is no error " + code);
        }
        return ALL.get(code);
    }

    static boolean isKnown(int code) {
        return ALL.containsKey(code);
    }
}
