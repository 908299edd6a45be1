package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.SteamAccount;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.json.JsonUtil;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.HmacUsingShaAlgorithm;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.JoseException;

/**
 * Makes and checks client tokens: JWTs signed with HS256, the merchant's API secret being the key (A2). Thread-safe: the one thing kept
 * is what tokens said that were found genuine, immutable values in a synchronized map.
 */
public final class ClientToken {
    private static final Duration LONGEST_LIFE = Duration.ofHours(24);
    /** First second of the year 10000. */
    private static final long END_OF_TIME = 253_402_300_800L;

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
    private static final String MERCHANT_HEADER = "userId";
    /** The library would skip padding and foreign characters in a token, and read plain base64 as well. */
    private static final Pattern FORM =
            Pattern.compile("(?:(?i:Bearer) \\s*)?([A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]*+)");

    private static final int MOST_KEPT = 5_000;
    /** By the text of the token, the longest unused first: to read a token again costs as much as the rest of a request. */
    private static final Map<String, Genuine> KEPT = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Genuine> eldest) {
            return size() > MOST_KEPT;
        }
    });

    private ClientToken() {}

    /**
     * What a token says whose signature fits.
     *
     * @param secret that it fits
     * @param issued null when it does not tell
     */
    private record Genuine(String merchantId, String secret, EndUserClaims claims, Instant expiry, Instant issued) {}

    private record Owned(Merchant owner, Genuine token) {}

    /** HS256 and nothing else: the library would first make every algorithm it knows, while somebody waits. */
    private static final class Hs256 extends JsonWebSignature {
        private static final JsonWebSignatureAlgorithm ALGORITHM = new HmacUsingShaAlgorithm.HmacSha256();

        @Override
        public JsonWebSignatureAlgorithm getAlgorithm() {
            return ALGORITHM;
        }
    }

    /**
     * What a token told once it was checked.
     *
     * @param merchant whose token it is
     */
    public record Bearer(Merchant merchant, EndUserClaims claims) {}

    /** A token for one user. Its header has the members {@code alg} and {@code userId} and no others. */
    public static String issue(Credentials merchant, EndUserClaims client, Instant now, Duration ttl) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("steamID", client.steamId());
        user.put("tradeUrl", client.tradeUrl());
        user.put("clientData", client.clientData());
        user.put("clientId", client.clientId());
        user.values().removeIf(Objects::isNull);
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("merchantId", merchant.merchantId());
        payload.put("client", user);
        payload.put("iat", now.getEpochSecond());
        payload.put("exp", now.getEpochSecond() + ttl.toSeconds());

        JsonWebSignature jws = new Hs256();
        jws.setHeader("alg", AlgorithmIdentifiers.HMAC_SHA256);
        jws.setHeader(MERCHANT_HEADER, merchant.merchantId());
        jws.setPayload(JsonUtil.toJson(payload));
        key(jws, merchant.apiSecret());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("cannot sign a client token", e);
        }
    }

    /**
     * Checks the value of an {@code Authorization} header.
     *
     * @param header the token, raw or behind the word {@code Bearer}; null when the header is missing
     * @param merchants finds a merchant by its id
     * @throws Refusal {@code MISSING_TOKEN}, {@code INVALID_TOKEN} or {@code EXPIRED_TOKEN}, saying what is wrong with the token
     */
    public static Bearer check(String header, Function<String, Optional<Merchant>> merchants, Instant now) {
        if (header == null || header.isBlank()) {
            throw new Refusal(
                    Refusal.Reason.MISSING_TOKEN, "the Authorization header is missing; send the client token in it");
        }
        String text = header.trim();
        Owned checked = kept(text, merchants).orElseGet(() -> read(text, merchants));
        checkTimes(checked.token, now);
        return new Bearer(checked.owner, checked.token.claims);
    }

    private static Optional<Owned> kept(String text, Function<String, Optional<Merchant>> merchants) {
        return Optional.ofNullable(KEPT.get(text))
                .flatMap(token -> merchants.apply(token.merchantId).map(owner -> new Owned(owner, token)))
                // Another merchant may have taken the id, or this one another secret.
                .filter(each -> each.owner.credentials().apiSecret().equals(each.token.secret));
    }

    private static Owned read(String text, Function<String, Optional<Merchant>> merchants) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw malformed();
        }
        JsonWebSignature jws = new Hs256();
        Merchant owner;
        Credentials credentials;
        Map<String, Object> payload;
        try {
            jws.setCompactSerialization(form.group(1));
            Object algorithm = jws.getHeaders().getObjectHeaderValue("alg");
            if (!AlgorithmIdentifiers.HMAC_SHA256.equals(algorithm)) {
                throw refused("the client token's header names "
                        + (algorithm == null
                                ? "no algorithm"
                                : "the algorithm " + Quoted.text(String.valueOf(algorithm)))
                        + "; expected HS256");
            }
            Map<String, Object> head = JsonUtil.parseJson(jws.getHeaders().getFullHeaderAsJsonString());
            if (!(head.get(MERCHANT_HEADER) instanceof String merchantId)) {
                throw unusable("header member userId", head, MERCHANT_HEADER, "the merchant's id");
            }
            owner = merchants
                    .apply(merchantId)
                    .orElseThrow(() -> refused("the client token's header names an unknown merchant in userId"));
            credentials = owner.credentials();
            key(jws, credentials.apiSecret());
            if (!jws.verifySignature()) {
                throw refused("the client token's signature does not match the merchant's API secret");
            }
            payload = JsonUtil.parseJson(jws.getUnverifiedPayload());
        } catch (JoseException e) {
            throw malformed();
        }
        if (!(payload.get("merchantId") instanceof String merchantId)) {
            throw unusable("claim merchantId", payload, "merchantId", "the merchant's id");
        }
        if (!credentials.merchantId().equals(merchantId)) {
            throw refused("the client token's claim merchantId differs from userId in its header");
        }
        Genuine token = new Genuine(
                merchantId,
                credentials.apiSecret(),
                claims(payload),
                numericDate(payload, "exp"),
                payload.containsKey("iat") ? numericDate(payload, "iat") : null);
        KEPT.put(text, token);
        return new Owned(owner, token);
    }

    private static EndUserClaims claims(Map<String, Object> payload) {
        if (!(payload.get("client") instanceof Map<?, ?> client)) {
            throw unusable("claim client", payload, "client", "an object with steamID and tradeUrl");
        }
        String steamId = text(client, "steamID", SteamAccount.STEAM_ID, SteamAccount.STEAM_ID_FORM);
        String tradeUrl = text(client, "tradeUrl", SteamAccount.TRADE_URL, SteamAccount.TRADE_URL_FORM);
        Object clientId = client.get("clientId");
        if (clientId != null && !(clientId instanceof String text && text.codePointCount(0, text.length()) <= 128)) {
            throw refused("the client token's claim client.clientId is not a string of at most 128 characters");
        }
        return new EndUserClaims(steamId, tradeUrl, null, (String) clientId);
    }

    private static String text(Map<?, ?> client, String name, Pattern form, String expected) {
        if (!(client.get(name) instanceof String text)) {
            throw unusable("claim client." + name, client, name, expected);
        }
        if (!form.matcher(text).matches()) {
            throw refused("the client token's claim client." + name + " must be " + expected + ", not "
                    + Quoted.fault(text, form));
        }
        return text;
    }

    private static void checkTimes(Genuine token, Instant now) {
        Instant issued = token.issued == null ? now : token.issued;
        if (issued.isAfter(now.plus(CLOCK_SKEW))) {
            throw refused("the client token's claim iat lies in the future");
        }
        if (Duration.between(issued, token.expiry).compareTo(LONGEST_LIFE) > 0) {
            throw refused("the client token lives longer than 24 hours");
        }
        if (!now.isBefore(token.expiry)) {
            throw new Refusal(
                    Refusal.Reason.EXPIRED_TOKEN,
                    "the client token expired at " + token.expiry + "; authenticate the client again");
        }
    }

    /** A date as RFC 7519 has it: any JSON number of seconds since 1970, a fraction included. */
    private static Instant numericDate(Map<String, Object> payload, String name) {
        if (!(payload.get(name) instanceof Number number)) {
            throw unusable("claim " + name, payload, name, "a JSON number, the seconds since 1970");
        }
        if (number.doubleValue() < 0) {
            throw unusable("claim " + name, payload, name, "a time since 1970, in seconds");
        }
        if (number.doubleValue() >= END_OF_TIME) {
            throw unusable(
                    "claim " + name, payload, name, "a time before the year 10000, in seconds, not milliseconds");
        }
        BigDecimal seconds = new BigDecimal(number.toString());
        BigDecimal nanos = seconds.remainder(BigDecimal.ONE).movePointRight(9);
        return Instant.ofEpochSecond(seconds.longValue(), nanos.longValue());
    }

    /** The complaint about a part of the token that is missing, or is there and of no use. */
    private static Refusal unusable(String part, Map<?, ?> members, String name, String expected) {
        Object value = members.get(name);
        String state = !members.containsKey(name)
                ? "missing"
                : value instanceof String text
                        ? "the string \"" + Quoted.text(text) + "\""
                        : value instanceof Map
                                ? "an object"
                                : value instanceof List ? "an array" : Quoted.text(String.valueOf(value));
        return refused("the client token's " + part + " is " + state + "; expected " + expected);
    }

    private static void key(JsonWebSignature jws, String secret) {
        jws.setKey(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        // AssetPay's secrets may be shorter than the 256 bits that the library asks of a key.
        jws.setDoKeyValidation(false);
    }

    private static Refusal malformed() {
        return refused("the Authorization header carries no well-formed client token (a JWT of three parts)");
    }

    private static Refusal refused(String message) {
        return new Refusal(Refusal.Reason.INVALID_TOKEN, message);
    }
}
