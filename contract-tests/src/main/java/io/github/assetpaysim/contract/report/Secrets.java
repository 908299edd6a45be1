package io.github.assetpaysim.contract.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What must stand in no report: secrets and tokens that the run was given, wherever somebody repeats them. */
public final class Secrets {
    /** None. */
    public static final Secrets NONE = new Secrets(List.of());

    private static final String MASK = "***";
    /** Something shorter is no secret, and stands in any text by chance. */
    private static final int SHORTEST = 4;

    private static final Pattern URL = Pattern.compile("(?i)https?://[^\\s'\"<>]+");

    /** A client token, or what was made of one: nothing behind its claims, which are JSON in Base64, is shown. */
    private static final Pattern TOKEN = Pattern.compile("\\b(eyJ[\\w-]*\\.(?:eyJ[\\w-]*\\.)?+)[\\w.{}~+/=-]+");

    private static final Pattern SECRET_HEADER =
            Pattern.compile("(?i)(.*-)?(authorization|cookie)|.*(api-?key|secret|token).*");

    private final Pattern values;

    /** @param values null ones are none */
    public Secrets(List<String> values) {
        String any = values.stream()
                .filter(value -> value != null && value.length() >= SHORTEST)
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        this.values = any.isEmpty() ? null : Pattern.compile("(?<![\\p{L}\\p{N}])(" + any + ")(?![\\p{L}\\p{N}])");
    }

    /** The text without these values, signatures of tokens, and credentials in its URLs. */
    public String masked(String text) {
        String unsigned = TOKEN.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        return URL.matcher(values == null ? unsigned : values.matcher(unsigned).replaceAll(MASK))
                .replaceAll(url -> Matcher.quoteReplacement(HttpUrl.masked(url.group())));
    }

    /** Everything in it masked, in place. */
    JsonNode masked(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(masked(member.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, masked(array.get(i)));
            }
        }
        return node.isTextual() ? TextNode.valueOf(masked(node.textValue())) : node;
    }

    /** The callback without credentials in its headers. */
    static SentCallback masked(SentCallback callback) {
        return new SentCallback(
                callback.id(),
                callback.tradeId(),
                callback.event(),
                callback.fault(),
                callback.genuine(),
                callback.url(),
                masked(callback.headers()),
                callback.body(),
                callback.answers().stream()
                        .map(answer -> new SentCallback.Answer(
                                answer.outcome(),
                                masked(answer.headers()),
                                answer.status(),
                                answer.error(),
                                answer.millis(),
                                answer.body()))
                        .toList());
    }

    private static Map<String, String> masked(Map<String, String> headers) {
        Map<String, String> masked = new LinkedHashMap<>();
        headers.forEach((name, value) -> masked.put(
                name, SECRET_HEADER.matcher(name.toLowerCase(Locale.ROOT)).matches() ? MASK : value));
        return masked;
    }
}
