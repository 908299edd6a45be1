package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** An object in an answer: members in the order in which they are given; what is null is left out. */
final class JsonObject {
    private final Map<String, Object> members = new LinkedHashMap<>();

    JsonObject with(String name, Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    @JsonValue
    Map<String, Object> members() {
        return members;
    }
}
