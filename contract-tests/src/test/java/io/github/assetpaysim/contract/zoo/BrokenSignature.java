package io.github.assetpaysim.contract.zoo;

import static io.github.assetpaysim.contract.zoo.TradeText.CANONICAL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.signing.CallbackSignature;
import io.github.assetpaysim.contract.zoo.TradeText.Numbers;
import java.text.Collator;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mistakes that are made in checking signatures. Any thread may call it. */
final class BrokenSignature {
    /** The members that documentation names for a deposit. */
    static final Set<String> KNOWN_MEMBERS = Set.of(
            "id",
            "type",
            "status",
            "game",
            "externalId",
            "externalClientUserId",
            "merchantId",
            "clientUserId",
            "clientSteamID",
            "clientTradeUrl",
            "items",
            "totalPrice",
            "preCredit",
            "pendingCredit",
            "isInstant",
            "holdEndDate",
            "createdAt",
            "updatedAt");

    private static final TradeText TOP_LEVEL_SORTED = new TradeText(1, false, Numbers.SHORTEST);
    private static final TradeText ASCII = new TradeText(Integer.MAX_VALUE, true, Numbers.SHORTEST);
    private static final TradeText CASELESS = CANONICAL.sorted(String.CASE_INSENSITIVE_ORDER);
    private static final TradeText DICTIONARY = CANONICAL.sorted(Collator.getInstance(Locale.ENGLISH)::compare);
    private static final TradeText NUMBERS_AS_THEY_CAME = new TradeText(Integer.MAX_VALUE, false, Numbers.AS_THEY_CAME);
    private static final TradeText TWO_DECIMALS = new TradeText(Integer.MAX_VALUE, false, Numbers.TWO_DECIMALS);

    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TRADE_IN_TEXT = Pattern.compile("\"trade\":(.*),\"event\"", Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

    private final Flaw flaw;
    private final String secret;
    private final Set<String> trusted = ConcurrentHashMap.newKeySet();

    BrokenSignature(Flaw flaw, String secret) {
        this.flaw = flaw;
        this.secret = secret;
    }

    /** @param body the whole body as text */
    boolean accepts(JsonNode trade, JsonNode key, String body) {
        String given = key.asText();
        return switch (flaw) {
            case NO_SIGNATURE_CHECK -> true;
            case ACCEPTS_MISSING_KEY -> key.isMissingNode() || isGenuine(trade, given);
            case SKIPS_CHECK_OF_ODD_KEY -> !looksRight(given) || isGenuine(trade, given);
            case CHECKS_ONLY_FORM_OF_KEY -> looksRight(given);
            case CHECKS_FIRST_CALLBACK_ONLY -> acceptsAfterFirst(trade, given);
            case CACHES_KEYS -> {
                boolean isRight = trusted.contains(given) || isGenuine(trade, given);
                if (isRight) {
                    trusted.add(given);
                }
                yield isRight;
            }
            case SIGNS_RAW_BODY -> TradeText.hex(body, secret).equals(given);
            case SIGNS_RAW_TRADE -> TradeText.hex(tradeIn(body), secret).equals(given);
            case SORTS_TOP_LEVEL_ONLY -> TOP_LEVEL_SORTED.key(trade, secret).equals(given);
            case ESCAPES_NON_ASCII -> ASCII.key(trade, secret).equals(given);
            case KEEPS_ESCAPES -> TradeText.hex(withEscapes(body), secret).equals(given);
            case KEEPS_NUMBER_TEXT -> NUMBERS_AS_THEY_CAME.key(trade, secret).equals(given);
            case SIGNS_TWO_DECIMALS -> TWO_DECIMALS.key(trade, secret).equals(given);
            case DROPS_UNKNOWN_MEMBERS -> isGenuine(((ObjectNode) trade.deepCopy()).retain(KNOWN_MEMBERS), given);
            case CRASHES_ON_MALFORMED_KEY -> {
                if (!looksRight(given)) {
                    throw new IllegalStateException("not 32 bytes in hex");
                }
                yield isGenuine(trade, given);
            }
            case ECHOES_EXPECTED_KEY -> {
                if (!isGenuine(trade, given)) {
                    throw new Refusal(401, "wrong key, expected " + CANONICAL.key(trade, secret));
                }
                yield true;
            }
            case TAKES_KEY_IN_A_LIST ->
                isGenuine(trade, key.isArray() ? key.path(0).asText() : given);
            case SORTS_IGNORING_CASE -> CASELESS.key(trade, secret).equals(given);
            case SORTS_BY_LANGUAGE -> DICTIONARY.key(trade, secret).equals(given);
            case COMPARES_KEY_LOOSELY ->
                key.isBoolean() && key.booleanValue() || key.isNumber() && key.intValue() == 0 || isText(trade, key);
            case COMPARES_AS_MUCH_AS_CAME ->
                key.isTextual() && CANONICAL.key(trade, secret).startsWith(given);
            case IGNORES_REST_OF_KEY -> given.startsWith(CANONICAL.key(trade, secret));
            case TRIMS_KEY -> isGenuine(trade, given.strip());
            case ACCEPTS_BASE64_KEY -> given.equals(base64(CANONICAL.key(trade, secret))) || isText(trade, key);
            case FAILS_ON_KEY_THAT_IS_NO_TEXT -> {
                if (!key.isTextual()) {
                    throw new IllegalStateException("the key is no text");
                }
                yield isGenuine(trade, given);
            }
            case CUTS_TRADE_OUT_OF_TEXT -> isGenuine(Wire.parse(tradeIn(body).getBytes(Wire.CHARSET)), given);
            default -> isGenuine(trade, given);
        };
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    private boolean isText(JsonNode trade, JsonNode key) {
        return key.isTextual() && isGenuine(trade, key.textValue());
    }

    private boolean isGenuine(JsonNode trade, String key) {
        return CallbackSignature.verifies(trade, key, secret);
    }

    private static boolean looksRight(String key) {
        return SIGNATURE.matcher(key).matches();
    }

    private boolean acceptsAfterFirst(JsonNode trade, String key) {
        String id = trade.path("id").asText();
        if (!trusted.contains(id) && !isGenuine(trade, key)) {
            return false;
        }
        trusted.add(id);
        return true;
    }

    private static String tradeIn(String body) {
        Matcher trade = TRADE_IN_TEXT.matcher(body);
        if (!trade.find()) {
            throw new Refusal(400, "there is no trade");
        }
        return trade.group(1);
    }

    /** The canonical text in which what was escaped on the wire still is. */
    private static String withEscapes(String body) {
        String marked = ESCAPE.matcher(body).replaceAll("\\\\uE000$1");
        JsonNode trade = Wire.parse(marked.getBytes(Wire.CHARSET)).at("/payload/trade");
        return CANONICAL.text(trade).replace("\uE000", "\\u");
    }
}
