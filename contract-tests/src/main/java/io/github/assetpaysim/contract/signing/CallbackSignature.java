package io.github.assetpaysim.contract.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The signature inside a callback's body (A7.3), worked out without any code of the simulator. */
public final class CallbackSignature {
    private CallbackSignature() {}

    /** Whether {@code key} signs {@code trade} under the API secret. */
    public static boolean verifies(JsonNode trade, String key, String apiSecret) {
        return MessageDigest.isEqual(of(trade, apiSecret).getBytes(UTF_8), key.getBytes(UTF_8));
    }

    /** The key of a trade under the API secret. */
    public static String of(JsonNode trade, String apiSecret) {
        // A lone surrogate is no text in UTF-8; canonical JSON has escaped it by then.
        return HexFormat.of().formatHex(HmacSha256.of(CanonicalJson.of(trade).getBytes(UTF_8), apiSecret));
    }
}
