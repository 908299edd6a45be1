package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An object in an answer: members in the order in which they are given; what is null is left out. */
final class JsonObject {
    private final Map<String, Object> members = new LinkedHashMap<>();

    JsonObject with(String name, Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    <T> JsonObject with(String name, List<T> elements, Function<T, ?> view) {
        return with(name, elements.stream().map(view).toList());
    }

    @JsonValue
    Map<String, Object> members() {
        return members;
    }
}
