package io.github.assetpaysim.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What a client token says about itself, signature and all else unchecked: for the journal and for hints, never for a decision.
 *
 * @param merchantId whose token it says it is, or null
 * @param steamId the user it says it speaks for, or null
 * @param expiresAt or null
 */
public record UncheckedToken(String merchantId, String steamId, Instant expiresAt) {

    /** Reads the value of a header, with or without a word such as {@code Bearer} before the token; empty when it is none. */
    public static Optional<UncheckedToken> in(String header) {
        if (header == null) {
            return Optional.empty();
        }
        String[] parts =
                header.substring(header.trim().lastIndexOf(' ') + 1).trim().split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode head = part(parts[0]);
            JsonNode claims = part(parts[1]);
            return Optional.of(new UncheckedToken(
                    head.path("userId").textValue(),
                    claims.path("client").path("steamID").textValue(),
                    claims.path("exp").isNumber()
                            ? Instant.ofEpochMilli(Math.round(claims.path("exp").doubleValue() * 1000))
                            : null));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JsonNode part(String base64) throws IOException {
        return StrictJson.MAPPER.readTree(Base64.getUrlDecoder().decode(base64));
    }
}
