package io.github.assetpaysim.contract.record;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.signing.HmacSha256;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes messages fit to be shown: keeps what belongs to AssetPay's documented vocabulary, small numbers and instants, and replaces
 * everything else, the same original by the same replacement wherever it stands. Used by one thread.
 */
final class Sanitizer {
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern SECONDS = Pattern.compile("\\d{10}");
    private static final Pattern QUANTITY = Pattern.compile("-?\\d{1,6}(\\.\\d{1,4})?");
    private static final Pattern CONTENT_TYPE =
            Pattern.compile("(?i)(application/json|text/plain|text/html)(; ?charset=utf-8)?");
    private static final Pattern SCHEME = Pattern.compile("(?i)(Bearer|Basic) +(.*)");
    /** Ids of Steam begin beyond; prices end before. */
    private static final int MOST_DIGITS = 9;

    private static final int MOST_DECIMALS = 9;
    /** Texts in texts in texts; what is deeper is replaced as a whole. */
    private static final int DEEPEST = 8;

    private final Replacements replacements;
    private final List<String> apiSecrets;
    private final Set<String> never;
    private final Set<String> segments;

    /**
     * @param apiSecrets that may have signed something
     * @param never what is not kept even if it is a word of the vocabulary
     * @param segments of paths that are kept
     */
    Sanitizer(Replacements replacements, List<String> apiSecrets, Set<String> never, Set<String> segments) {
        this.replacements = replacements;
        this.apiSecrets = apiSecrets;
        this.never = never;
        this.segments = segments;
    }

    /** A body, as a member {@code json} if it is JSON, as {@code text} if it is something else. */
    void body(ObjectNode message, byte[] body) {
        if (body == null || body.length == 0) {
            return;
        }
        try {
            JsonNode read = Json.read(body);
            if (!read.isMissingNode()) {
                message.set("json", json(read));
                return;
            }
        } catch (IOException e) {
            // It is no JSON, which is recorded too.
        }
        message.put("text", text(new String(body, UTF_8)));
    }

    JsonNode json(JsonNode value) {
        return json(value, "", 0);
    }

    private JsonNode json(JsonNode value, String name, int depth) {
        return switch (value.getNodeType()) {
            case OBJECT -> {
                ObjectNode object = Json.object();
                value.properties()
                        .forEach(member ->
                                object.set(name(member.getKey()), json(member.getValue(), member.getKey(), depth + 1)));
                yield object;
            }
            case ARRAY -> {
                ArrayNode array = Json.object().putArray("elements");
                value.forEach(each -> array.add(json(each, name, depth + 1)));
                yield array;
            }
            case STRING -> TextNode.valueOf(text(value.textValue(), depth));
            case NUMBER -> number(value, name);
            default -> value;
        };
    }

    private String name(String name) {
        return Vocabulary.MEMBERS.contains(name) && !never.contains(name) ? name : replacements.name(name);
    }

    private JsonNode number(JsonNode value, String name) {
        BigDecimal number = value.decimalValue();
        String digits = number.unscaledValue().abs().toString();
        boolean instant = Set.of("iat", "exp", "nbf").contains(name)
                && SECONDS.matcher(value.asText()).matches();
        boolean small = digits.length() <= MOST_DIGITS && number.scale() <= MOST_DECIMALS && number.scale() >= -2;
        if ((instant || small) && !never.contains(value.asText())) {
            return value;
        }
        if (value.isIntegralNumber() && Replacements.isSteamId(value.asText())) {
            return Json.object().numberNode(Long.parseLong(replacements.text(value.asText())));
        }
        BigDecimal replacement = replacements.number(number.stripTrailingZeros());
        return value.isIntegralNumber()
                ? Json.object()
                        .numberNode(replacement.setScale(0, RoundingMode.DOWN).toBigInteger())
                : DecimalNode.valueOf(replacement);
    }

    String text(String original) {
        return text(original, 0);
    }

    private String text(String original, int depth) {
        if (original.isBlank()) {
            return original;
        }
        String known = replacements.known(original);
        if (known != null) {
            return known;
        }
        if (!never.contains(original)
                && (Vocabulary.hasValue(original) || INSTANT.matcher(original).matches())) {
            return original;
        }
        if (depth < DEEPEST) {
            String inner = inner(original, depth);
            if (inner != null) {
                replacements.set(original, inner);
                return inner;
            }
        }
        return replacements.text(original);
    }

    /** A token, or JSON within a text, which keeps its form; null when it is neither. */
    private String inner(String original, int depth) {
        String[] parts = original.split("\\.", -1);
        try {
            if (parts.length == 3) {
                return token(parts, depth);
            }
            if (original.startsWith("{") || original.startsWith("[")) {
                return Json.text(json(Json.read(original.getBytes(UTF_8)), "", depth + 1));
            }
        } catch (IOException | IllegalArgumentException e) {
            // It only looked like one.
        }
        return null;
    }

    /** The token made again: signed under the published secret if it was rightly signed, and wrongly otherwise. */
    private String token(String[] parts, int depth) throws IOException {
        String signed = part(parts[0], depth) + "." + part(parts[1], depth);
        if (parts[2].isEmpty()) {
            return signed + ".";
        }
        byte[] message = (parts[0] + "." + parts[1]).getBytes(US_ASCII);
        boolean right = apiSecrets.stream()
                .anyMatch(secret -> base64(HmacSha256.of(message, secret)).equals(parts[2]));
        String secret = right ? Recording.API_SECRET : Recording.OTHER_SECRET;
        return signed + "." + base64(HmacSha256.of(signed.getBytes(US_ASCII), secret));
    }

    private String part(String part, int depth) throws IOException {
        JsonNode json = Json.read(Base64.getUrlDecoder().decode(part));
        if (!json.isObject()) {
            throw new IllegalArgumentException("no part of a token");
        }
        return base64(Json.text(json(json, "", depth + 1)).getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Headers by name in lower case; those that are not known are left out. */
    ObjectNode headers(Map<String, List<String>> headers) {
        ObjectNode kept = Json.object();
        Map<String, List<String>> byName = new TreeMap<>();
        headers.forEach((name, values) -> byName.put(name.toLowerCase(Locale.ROOT), values));
        byName.forEach((name, values) -> {
            if (Vocabulary.HEADERS.contains(name)) {
                kept.put(name, values.stream().map(value -> header(name, value)).collect(Collectors.joining(", ")));
            }
        });
        return kept;
    }

    private String header(String name, String value) {
        if (name.equals("content-type")) {
            return CONTENT_TYPE.matcher(value).matches() ? value : text(value);
        }
        Matcher scheme = SCHEME.matcher(value);
        if (name.equals("authorization") && scheme.matches()) {
            return scheme.group(1) + " " + text(scheme.group(2));
        }
        if (Vocabulary.LISTS.contains(name)) {
            return Arrays.stream(value.split(","))
                    .map(String::trim)
                    .map(part -> isListWord(part) ? part : text(part))
                    .collect(Collectors.joining(", "));
        }
        return text(value);
    }

    private boolean isListWord(String part) {
        return !never.contains(part)
                && (Vocabulary.hasListWord(part.toLowerCase(Locale.ROOT))
                        || QUANTITY.matcher(part).matches());
    }

    /** Path and query. */
    String target(String target) {
        String[] parts = target.split("\\?", 2);
        String path = Arrays.stream(parts[0].split("/", -1))
                .map(segment -> segment.isEmpty() || segments.contains(segment) && !never.contains(segment)
                        ? segment
                        : text(decoded(segment)))
                .map(Sanitizer::encoded)
                .collect(Collectors.joining("/"));
        return parts.length == 1 ? path : path + "?" + query(parts[1]);
    }

    private String query(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(parameter -> {
                    String[] parts = parameter.split("=", 2);
                    String name = decoded(parts[0]);
                    boolean known = name.isEmpty() || Vocabulary.PARAMETERS.contains(name) && !never.contains(name);
                    String kept = encoded(known ? name : replacements.name(name));
                    return parts.length == 1 ? kept : kept + "=" + encoded(parameter(name, decoded(parts[1])));
                })
                .collect(Collectors.joining("&"));
    }

    private String parameter(String name, String value) {
        boolean number = Vocabulary.NUMERIC_PARAMETERS.contains(name)
                && QUANTITY.matcher(value).matches()
                && !never.contains(value);
        return number ? value : text(value);
    }

    /** What cannot be decoded is taken as it stands. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
