package io.github.assetpaysim.simulator.dialect.co;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A way to make the bytes of a key of a text: which function, and what it takes for the secret. */
record Keying(Digest digest, SecretForm secret) {

    /** The functions that people use; the first is right. */
    enum Digest {
        HMAC_SHA256(null, 32),
        HMAC_MD5(SignatureMistake.HMAC_MD5, 16),
        HMAC_SHA1(SignatureMistake.HMAC_SHA1, 20),
        HMAC_SHA384(SignatureMistake.HMAC_SHA384, 48),
        HMAC_SHA512(SignatureMistake.HMAC_SHA512, 64),
        TEXT(SignatureMistake.TEXT_HASHED, 32),
        SECRET_AND_TEXT(SignatureMistake.SECRET_AND_TEXT_HASHED, 32),
        TEXT_AND_SECRET(SignatureMistake.TEXT_AND_SECRET_HASHED, 32),
        SECRET(SignatureMistake.SECRET_HASHED, 32),
        SWAPPED(SignatureMistake.SECRET_AND_TEXT_SWAPPED, 32);

        private final SignatureMistake mistake;
        private final int length;

        Digest(SignatureMistake mistake, int length) {
            this.mistake = mistake;
            this.length = length;
        }

        private byte[] of(byte[] secret, byte[] text) {
            return switch (this) {
                case HMAC_SHA256 -> TradeSignature.hmac("HmacSHA256", secret, text);
                case HMAC_MD5 -> TradeSignature.hmac("HmacMD5", secret, text);
                case HMAC_SHA1 -> TradeSignature.hmac("HmacSHA1", secret, text);
                case HMAC_SHA384 -> TradeSignature.hmac("HmacSHA384", secret, text);
                case HMAC_SHA512 -> TradeSignature.hmac("HmacSHA512", secret, text);
                case TEXT -> sha256(text, new byte[0]);
                case SECRET_AND_TEXT -> sha256(secret, text);
                case TEXT_AND_SECRET -> sha256(text, secret);
                case SECRET -> sha256(secret, new byte[0]);
                case SWAPPED -> TradeSignature.hmac("HmacSHA256", text, secret);
            };
        }

        private static byte[] sha256(byte[] first, byte[] second) {
            try {
                MessageDigest sha = MessageDigest.getInstance("SHA-256");
                sha.update(first);
                return sha.digest(second);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java runtime has SHA-256", e);
            }
        }
    }

    /** @param mistake null for the secret as it was given */
    record SecretForm(byte[] bytes, SignatureMistake mistake) {}

    /** Every way that gives so many bytes, the right one first if it does. */
    static List<Keying> all(String secret, List<Integer> lengths) {
        List<SecretForm> secrets = secrets(secret);
        return Arrays.stream(Digest.values())
                .filter(digest -> lengths.contains(digest.length))
                .flatMap(digest -> secrets.stream().map(form -> new Keying(digest, form)))
                .filter(keying -> keying.digest != Digest.TEXT || keying.secret.mistake == null)
                .toList();
    }

    private static List<SecretForm> secrets(String secret) {
        List<SecretForm> forms = new ArrayList<>();
        add(forms, secret.getBytes(UTF_8), null);
        add(forms, secret.strip().getBytes(UTF_8), SignatureMistake.SECRET_TRIMMED);
        add(forms, (secret + "\n").getBytes(UTF_8), SignatureMistake.SECRET_WITH_LINE_END);
        add(forms, (secret + "\r\n").getBytes(UTF_8), SignatureMistake.SECRET_WITH_LINE_END);
        for (String quote : List.of("\"", "'")) {
            add(forms, (quote + secret + quote).getBytes(UTF_8), SignatureMistake.SECRET_QUOTED);
            if (secret.length() > 2 && secret.startsWith(quote) && secret.endsWith(quote)) {
                add(forms, secret.substring(1, secret.length() - 1).getBytes(UTF_8), SignatureMistake.SECRET_UNQUOTED);
            }
        }
        if (GivenKey.isHex(secret)) {
            add(forms, HexFormat.of().parseHex(secret), SignatureMistake.SECRET_HEX_DECODED);
        }
        byte[] decoded = GivenKey.base64(secret);
        if (decoded != null) {
            add(forms, decoded, SignatureMistake.SECRET_BASE64_DECODED);
        }
        return forms;
    }

    private static void add(List<SecretForm> forms, byte[] bytes, SignatureMistake mistake) {
        boolean there =
                forms.stream().anyMatch(form -> ByteBuffer.wrap(form.bytes).equals(ByteBuffer.wrap(bytes)));
        // An HMAC has no empty key.
        if (!there && bytes.length > 0) {
            forms.add(new SecretForm(bytes, mistake));
        }
    }

    /** The bytes of the key for this text, which must not be empty. */
    byte[] of(byte[] text) {
        return digest.of(secret.bytes, text);
    }

    /** What is wrong with this way; empty for the right one. */
    List<SignatureMistake> mistakes() {
        return Stream.of(secret.mistake, digest.mistake)
                .filter(Objects::nonNull)
                .toList();
    }
}
