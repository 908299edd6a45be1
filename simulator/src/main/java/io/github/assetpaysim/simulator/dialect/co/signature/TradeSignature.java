package io.github.assetpaysim.simulator.dialect.co.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the {@code key} of a callback (A7.3); free of state, any thread may call it. */
public final class TradeSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private TradeSignature() {}

    /**
     * The lowercase hex HMAC-SHA256 of the trade's canonical JSON; event and timestamp are not signed.
     *
     * @throws IllegalArgumentException when the secret is empty
     */
    public static String key(JsonNode trade, String secret) {
        return ofCanonical(CanonicalJson.of(trade), secret);
    }

    /** As {@link #key}, for a trade that has been written as canonical JSON already. */
    public static String ofCanonical(String text, String secret) {
        return HexFormat.of().formatHex(hmac(ALGORITHM, secret.getBytes(UTF_8), text.getBytes(UTF_8)));
    }

    /**
     * The HMAC of a text.
     *
     * @param algorithm as Java names it, one that every runtime has
     * @throws IllegalArgumentException when the secret is empty
     */
    public static byte[] hmac(String algorithm, byte[] secret, byte[] text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }
}
