package io.github.assetpaysim.simulator.dialect.co;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the {@code key} of a callback (A7.3); free of state, any thread may call it. */
final class TradeSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private TradeSignature() {}

    /**
     * The lowercase hex HMAC-SHA256 of the trade's canonical JSON; event and timestamp are not signed.
     *
     * @throws IllegalArgumentException when the secret is empty
     */
    static String key(JsonNode trade, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(CanonicalJson.of(trade).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }
}
