package io.github.assetpaysim.simulator.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Verifies callbacks as a merchant does; the README shows this class as the recipe for Java. */
public final class CallbackSignature {
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();

    private CallbackSignature() {}

    public static boolean verify(JsonNode trade, String key, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        String expected = HexFormat.of().formatHex(mac.doFinal(canonical(trade).getBytes(UTF_8)));
        return MessageDigest.isEqual(
                expected.getBytes(UTF_8), String.valueOf(key).getBytes(UTF_8));
    }

    private static String canonical(JsonNode value) throws Exception {
        if (value.isNumber()) {
            return number(value.doubleValue());
        }
        if (!value.isContainerNode()) {
            return JSON.writeValueAsString(value);
        }
        List<String> parts = new ArrayList<>();
        if (value.isArray()) {
            for (JsonNode element : value) {
                parts.add(canonical(element));
            }
            return "[" + String.join(",", parts) + "]";
        }
        TreeSet<String> names = new TreeSet<>(); // in the order of UTF-16 code units
        value.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            parts.add(JSON.writeValueAsString(name) + ":" + canonical(value.get(name)));
        }
        return "{" + String.join(",", parts) + "}";
    }

    private static String number(double x) {
        String text = NumberOutput.toString(x == 0 ? 0 : x, true); // Double.toString is too long before Java 19
        if (x == 0 || Math.abs(x) >= 1e-6 && Math.abs(x) < 1e21) {
            return new BigDecimal(text).stripTrailingZeros().toPlainString();
        }
        return text.replace(".0E", "E").replace("E-", "e-").replace("E", "e+");
    }
}
