package io.github.assetpaysim.simulator.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.StringJoiner;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a careful merchant writes to verify callbacks; deliberately not the simulator's own code. */
public final class Signature {
    private Signature() {}

    /** The key a callback about this trade must carry. */
    public static String of(JsonNode trade, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(canonical(trade).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String canonical(JsonNode value) {
        if (value.isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            value.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
            StringJoiner members = new StringJoiner(",", "{", "}");
            sorted.forEach((name, member) -> members.add(new TextNode(name) + ":" + canonical(member)));
            return members.toString();
        }
        if (value.isArray()) {
            StringJoiner elements = new StringJoiner(",", "[", "]");
            for (Iterator<JsonNode> each = value.elements(); each.hasNext(); ) {
                elements.add(canonical(each.next()));
            }
            return elements.toString();
        }
        return value.isNumber()
                ? new BigDecimal(value.asText()).stripTrailingZeros().toPlainString()
                : value.toString();
    }
}
