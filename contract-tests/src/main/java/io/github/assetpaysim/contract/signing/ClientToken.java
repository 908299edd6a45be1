package io.github.assetpaysim.contract.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.SteamUser;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A client token taken apart: a JWT signed with the API secret (A2).
 *
 * @param header its JOSE header
 * @param claims its payload
 */
public record ClientToken(JsonNode header, JsonNode claims, String signed, String signature) {
    private static final Duration LIFETIME = Duration.ofHours(24);

    /** Takes a token apart without checking its signature. */
    public static ClientToken parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new AssertionError("a JWT has three parts, this one has " + parts.length);
        }
        return new ClientToken(decode(parts[0]), decode(parts[1]), parts[0] + "." + parts[1], parts[2]);
    }

    /** Makes a token as a merchant's backend may do by itself. */
    public static String sign(String merchantId, String apiSecret, SteamUser user, Instant now) {
        return draft(merchantId, user, now).signed(apiSecret);
    }

    /** A token like {@link #sign}, of which anything can be changed before it is signed. */
    public static Draft draft(String merchantId, SteamUser user, Instant now) {
        ObjectNode header = Json.object().put("alg", "HS256").put("userId", merchantId);
        ObjectNode claims = Json.object().put("merchantId", merchantId);
        claims.putObject("client").put("steamID", user.steamId()).put("tradeUrl", user.tradeUrl());
        claims.put("iat", now.getEpochSecond()).put("exp", now.plus(LIFETIME).getEpochSecond());
        return new Draft(header, claims);
    }

    /**
     * A token before it is signed. Used by one thread, which may change both.
     *
     * @param header its JOSE header
     * @param claims its payload
     */
    public record Draft(ObjectNode header, ObjectNode claims) {
        /** The token, signed with HMAC-SHA256 whatever its header says. */
        public String signed(String secret) {
            return unsigned() + signature(text(), secret);
        }

        /** The token, its {@code alg} HS384 or HS512 and signed so. */
        public String signed(String secret, int bits) {
            header.put("alg", "HS" + bits);
            return unsigned() + base64(HmacSha256.of("HmacSHA" + bits, text().getBytes(US_ASCII), secret));
        }

        /** The token with nothing where its signature would be; it ends with a dot. */
        public String unsigned() {
            return text() + ".";
        }

        private String text() {
            return encode(header) + "." + encode(claims);
        }
    }

    public boolean isSignedWith(String apiSecret) {
        return MessageDigest.isEqual(signature(signed, apiSecret).getBytes(US_ASCII), signature.getBytes(US_ASCII));
    }

    private static String signature(String signed, String apiSecret) {
        return base64(HmacSha256.of(signed.getBytes(US_ASCII), apiSecret));
    }

    private static String encode(JsonNode part) {
        return base64(Json.text(part).getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static JsonNode decode(String part) {
        return Json.parse(Base64.getUrlDecoder().decode(part));
    }
}
