package io.github.assetpaysim.contract.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What must stand in no report: secrets and tokens that the run was given, wherever somebody repeats them. */
public final class Secrets {
    /** None. */
    public static final Secrets NONE = new Secrets(List.of());

    private static final String MASK = "***";
    /** Something shorter is no secret, and stands in any text by chance. */
    private static final int SHORTEST = 4;

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

    String masked(String text) {
        return values == null ? text : values.matcher(text).replaceAll(MASK);
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

    /** The callback without credentials in its URL and headers. */
    static SentCallback masked(SentCallback callback) {
        Map<String, String> headers = new LinkedHashMap<>();
        callback.headers()
                .forEach((name, value) -> headers.put(
                        name,
                        SECRET_HEADER.matcher(name.toLowerCase(Locale.ROOT)).matches() ? MASK : value));
        return new SentCallback(
                callback.id(),
                callback.tradeId(),
                callback.event(),
                callback.fault(),
                callback.genuine(),
                callback.url() == null
                        ? null
                        : URI.create(HttpUrl.masked(callback.url().toString())),
                headers,
                callback.body(),
                callback.answers());
    }
}
