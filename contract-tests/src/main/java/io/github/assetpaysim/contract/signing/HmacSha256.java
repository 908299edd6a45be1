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
        return of(NAME, message, secret);
    }

    /** The same with another algorithm of its family, as the Java runtime calls it: what a forger may try. */
    static byte[] of(String name, byte[] message, String secret) {
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), name));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + name, e);
        }
    }
}
