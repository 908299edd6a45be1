package io.github.assetpaysim.contract.merchant.scene;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.http.Http;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.plan.Nearest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The request with which the merchant is told to start a deposit or a withdrawal.
 *
 * @param url with placeholders
 * @param body with placeholders
 */
public record StartTrade(String method, String url, String body) {
    private static final String USER_AND_ITEMS =
            "{\"steamId\":\"{steamId}\",\"tradeUrl\":\"{tradeUrl}\",\"items\":{items},\"game\":\"{game}\",";

    /** What is sent for a deposit unless told otherwise. */
    public static final String DEPOSIT = USER_AND_ITEMS + "\"externalId\":\"{externalId}\",\"isInstant\":{isInstant}}";

    /** What is sent for a withdrawal unless told otherwise. */
    public static final String WITHDRAWAL = USER_AND_ITEMS + "\"externalId\":\"{externalId}\"}";

    private static final String START = "the address to start a trade";
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)}");

    /**
     * Reads {@code POST http://host/deposits}.
     *
     * @param body a template, or null for {@link #DEPOSIT}
     * @throws IllegalArgumentException when it makes no request
     */
    public static StartTrade deposit(String request, String body) {
        return of(request, body == null ? DEPOSIT : body, Order.DEPOSIT_EXAMPLE);
    }

    /**
     * Reads {@code POST http://host/withdrawals}.
     *
     * @param body a template, or null for {@link #WITHDRAWAL}
     * @throws IllegalArgumentException when it makes no request
     */
    public static StartTrade withdrawal(String request, String body) {
        return of(request, body == null ? WITHDRAWAL : body, Order.WITHDRAWAL_EXAMPLE);
    }

    private static StartTrade of(String request, String body, Order example) {
        String[] words = request.trim().split("\\s+");
        if (words.length != 2 || !words[0].matches("POST|PUT")) {
            throw new IllegalArgumentException("'" + HttpUrl.masked(request)
                    + "' is no request: write a method and a URL, as in \"POST http://127.0.0.1:3000/"
                    + (example.isInstant() == null ? "withdrawals" : "deposits") + "\"");
        }
        StartTrade start = new StartTrade(words[0], words[1], body);
        Map<String, String> values = values(example, "token");
        HttpUrl.parse(fill(start.url, values), START);
        try {
            Json.read(fill(start.body, values).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the body to start a trade is no JSON once it is filled in: " + fill(start.body, values), e);
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
        values.put("itemId", first.path("itemId").asText());
        values.put("price", Json.text(first.path("offer").path("price")));
        values.put("reference", first.path("offer").path("reference").asText());
        values.put("token", token);
        if (order.isInstant() == null) {
            values.put("market", first.path("market").asText());
        } else {
            values.put("isInstant", order.isInstant().toString());
        }
        return values;
    }

    private static String fill(String template, Map<String, String> values) {
        Matcher place = PLACE.matcher(template);
        return place.replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException("there is nothing to put in place of " + found.group()
                        + "; did you mean {" + Nearest.to(found.group(1), values.keySet()) + "}?");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** Tells the merchant to start a trade for a user whose client token is {@code token}. */
    public Http.Answer send(Http http, Order order, String token, Duration deadline)
            throws IOException, InterruptedException {
        Map<String, String> values = values(order, token);
        return http.send(method, HttpUrl.parse(fill(url, values), START), Map.of(), fill(body, values), deadline);
    }

    /** Whether it takes all items of a trade, and not the first alone. */
    boolean takesSeveralItems() {
        return (url + body).contains("{items}");
    }

    /** The request's first line, without what is secret in it. */
    @Override
    public String toString() {
        return method + " " + HttpUrl.masked(url);
    }
}
