package io.github.assetpaysim.contract.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What signs callbacks and client tokens alike. */
public final class HmacSha256 {
    private static final String NAME = "HmacSHA256";

    private HmacSha256() {}

    public static byte[] of(byte[] message, String secret) {
        try {
            Mac mac = Mac.getInstance(NAME);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), NAME));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + NAME, e);
        }
    }
}
