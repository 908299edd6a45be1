package io.github.assetpaysim.contract.zoo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A body in another form that means the same. */
enum Form {
    NUMBERS {
        @Override
        String change(String json) {
            return json.replace("\"totalPrice\":19.99", "\"totalPrice\":1.9990e1");
        }
    },
    WHITE_SPACE {
        @Override
        String change(String json) {
            return "\r\n" + json.replace("\":", "\" :\t").replace(",\"", " ,\n  \"");
        }
    },
    ESCAPES {
        @Override
        String change(String json) {
            return json.replace("★", "\\u2605").replace("™", "\\u2122").replace("DEPOSIT", "DEP\\u004fSIT");
        }
    },
    ORDER {
        @Override
        String change(String json) {
            return Wire.text(reversed(Wire.parse(json.getBytes(UTF_8))));
        }
    };

    abstract String change(String json);

    private static JsonNode reversed(JsonNode value) {
        if (!value.isObject()) {
            return value;
        }
        ObjectNode reversed = JsonNodeFactory.instance.objectNode();
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(value.properties());
        Collections.reverse(members);
        members.forEach(member -> reversed.set(member.getKey(), reversed(member.getValue())));
        return reversed;
    }
}
