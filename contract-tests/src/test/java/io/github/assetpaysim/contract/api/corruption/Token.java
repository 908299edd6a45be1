package io.github.assetpaysim.contract.api.corruption;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.corruption.CorruptingProxy.Merchant;
import io.github.assetpaysim.contract.signing.HmacSha256;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** A client token in its parts, right or forged. */
record Token(ObjectNode header, ObjectNode claims, String signed, String signature) {
    /** Takes a token apart; null when it is no JWT. */
    static Token read(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        try {
            return decode(parts[0]) instanceof ObjectNode header && decode(parts[1]) instanceof ObjectNode claims
                    ? new Token(header, claims, parts[0] + "." + parts[1], parts[2])
                    : null;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static JsonNode decode(String part) throws IOException {
        return Json.read(Base64.getUrlDecoder().decode(part));
    }

    /** A token that a simulator takes. */
    static String of(Merchant merchant, String steamId) {
        long now = Instant.now().getEpochSecond();
        ObjectNode header = Json.object().put("alg", "HS256").put("userId", merchant.merchantId());
        ObjectNode claims = Json.object().put("merchantId", merchant.merchantId());
        claims.putObject("client")
                .put("steamID", steamId)
                .put("tradeUrl", "https://steamcommunity.com/tradeoffer/new/?partner=39734827&token=abcdEFGH");
        return sign(header, claims.put("iat", now).put("exp", now + 86400), merchant.apiSecret());
    }

    static String sign(JsonNode header, JsonNode claims, String secret) {
        String signed = encode(Json.text(header).getBytes(UTF_8)) + "."
                + encode(Json.text(claims).getBytes(UTF_8));
        return signed + "." + encode(HmacSha256.of(signed.getBytes(US_ASCII), secret));
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The signature that it should have. */
    String rightSignature(String secret) {
        return encode(HmacSha256.of(signed.getBytes(US_ASCII), secret));
    }

    /**
     * What is wrong with it, as the number of a requirement about forgeries; 0 for nothing.
     *
     * @param known the merchants there are
     */
    int forgery(List<Merchant> known) {
        String algorithm = header.path("alg").asText();
        if (algorithm.equalsIgnoreCase("none")) {
            return 4;
        }
        if (!algorithm.equals("HS256")) {
            return 5;
        }
        if (signature.isEmpty()) {
            return 2;
        }
        Merchant merchant = known.stream()
                .filter(each -> each.merchantId().equals(header.path("userId").asText()))
                .findFirst()
                .orElse(null);
        if (merchant == null) {
            return 12;
        }
        String right = rightSignature(merchant.apiSecret());
        if (!right.equals(signature)) {
            return wrongSignature(merchant, right);
        }
        return wrongClaim();
    }

    private int wrongSignature(Merchant merchant, String right) {
        if (right.startsWith(signature)) {
            return 3;
        }
        boolean otherSecret = rightSignature(merchant.apiKey()).equals(signature)
                || rightSignature(merchant.merchantId()).equals(signature);
        if (otherSecret) {
            return 1;
        }
        return header.size() == 2 ? 6 : 7;
    }

    private int wrongClaim() {
        long now = Instant.now().getEpochSecond();
        if (!claims.path("exp").isNumber()) {
            return 9;
        }
        long issued = claims.path("iat").asLong();
        if (claims.path("exp").asLong() <= now) {
            return 8;
        }
        if (issued > now + 60) {
            return 11;
        }
        if (claims.path("exp").asLong() - issued > 86400) {
            return 10;
        }
        return claims.path("merchantId").equals(header.path("userId")) ? 0 : 13;
    }
}
