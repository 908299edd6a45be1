package io.github.assetpaysim.contract.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.HttpUrl;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.Nearest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The request with which the merchant is told to start a deposit.
 *
 * @param url with placeholders
 * @param body with placeholders
 */
public record StartDeposit(String method, String url, String body) {
    /** What is sent unless told otherwise. */
    public static final String BODY = "{\"steamId\":\"{steamId}\",\"tradeUrl\":\"{tradeUrl}\",\"items\":{items},"
            + "\"game\":\"{game}\",\"externalId\":\"{externalId}\",\"isInstant\":{isInstant}}";

    /** What can stand in braces. */
    public static final List<String> PLACES = List.of(
            "steamId", "tradeUrl", "items", "game", "externalId", "isInstant", "itemId", "price", "reference", "token");

    private static final String START = "the address to start a deposit";
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)}");

    /**
     * Reads {@code POST http://host/deposits}.
     *
     * @param body a template, or null for {@link #BODY}
     * @throws IllegalArgumentException when it makes no request
     */
    public static StartDeposit of(String request, String body) {
        String[] words = request.trim().split("\\s+");
        if (words.length != 2 || !words[0].matches("POST|PUT")) {
            throw new IllegalArgumentException("'" + HttpUrl.masked(request)
                    + "' is no request: write a method and a URL, as in \"POST http://127.0.0.1:3000/deposits\"");
        }
        StartDeposit start = new StartDeposit(words[0], words[1], body == null ? BODY : body);
        Map<String, String> example = values(Order.EXAMPLE, "token");
        HttpUrl.parse(fill(start.url, example), START);
        try {
            Json.read(fill(start.body, example).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the body to start a deposit is no JSON once it is filled in: " + fill(start.body, example), e);
        }
        return start;
    }

    private static Map<String, String> values(Order order, String token) {
        JsonNode first = order.items().get(0);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("steamId", order.steamId());
        values.put("tradeUrl", order.tradeUrl());
        values.put("items", Json.text(order.items()));
        values.put("game", order.game());
        values.put("externalId", order.externalId());
        values.put("isInstant", String.valueOf(order.isInstant()));
        values.put("itemId", first.path("itemId").asText());
        values.put("price", Json.text(first.path("offer").path("price")));
        values.put("reference", first.path("offer").path("reference").asText());
        values.put("token", token);
        return values;
    }

    private static String fill(String template, Map<String, String> values) {
        Matcher place = PLACE.matcher(template);
        return place.replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException("there is nothing to put in place of " + found.group()
                        + "; did you mean {" + Nearest.to(found.group(1), PLACES) + "}?");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** Tells the merchant to start a deposit for a user whose client token is {@code token}. */
    Http.Answer send(Http http, Order order, String token, Duration deadline) throws IOException, InterruptedException {
        Map<String, String> values = values(order, token);
        return http.send(method, HttpUrl.parse(fill(url, values), START), Map.of(), fill(body, values), deadline);
    }
}
