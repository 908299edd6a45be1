package io.github.assetpaysim.simulator.dialect.co.hint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.requestlog.RecordedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Says what may have been meant by members of a body and parameters of a query (A4) that are wrong, or are not read at all. */
public final class Members {
    /** What each body may have at its top, in an element of items and in an offer; what must be there comes first. */
    private static final List<String> CLIENT = List.of("clientSteamId", "clientTradeUrl", "clientId", "clientData");

    private static final List<String> DEPOSIT = List.of("items", "game", "externalId", "isInstant");
    private static final List<String> LINE = List.of("itemId", "offer", "amount");
    private static final List<String> LISTING = List.of("itemId", "market", "offer");
    private static final List<String> TRADE_URL = List.of("tradeurl", "forceRefresh");
    private static final List<String> OFFER = List.of("price", "reference");
    private static final List<String> INVENTORY =
            List.of("game", "refresh", "search", "sort", "minPrice", "maxPrice", "page", "perPage");
    private static final List<String> MARKET =
            List.of("game", "search", "sort", "minPrice", "maxPrice", "page", "perPage");
    private static final List<String> TRADES = List.of("type", "game", "page", "limit");

    private Members() {}

    /** What may be wrong with a body of {@code POST /auth/authenticate-client} (A4.1) that cannot be read, or null. */
    public static String hintOnClient(JsonNode body) {
        return body.path("clientSteamId").isNumber()
                ? "A Steam id is a string: it has more digits than a JavaScript number can hold."
                : misspelt(body, CLIENT, CLIENT.subList(0, 2));
    }

    /** What may be wrong with a body of {@code POST /client/trading/deposit} (A4.6) that cannot be read, or null. */
    public static String hintOnDeposit(JsonNode body) {
        if (body.path("items").isObject()) {
            return "items is an array, also for a single item: \"items\": [{\"itemId\": \"…\"}].";
        }
        if (lines(body).anyMatch(line -> line.path("offer").path("price").isTextual())) {
            return "A price is a JSON number, without quotes: 8.6, not \"8.6\".";
        }
        if (body.path("game").isNumber()) {
            return "In a deposit game is a string, \"730\" or \"252490\"; a number it is only in queries.";
        }
        Stream<String> ofLines = lines(body)
                .flatMap(line -> Stream.of(
                        misspelt(line, LINE, LINE.subList(0, 1)), misspelt(line.path("offer"), OFFER, OFFER)));
        return first(Stream.concat(
                Stream.concat(Stream.of(misspelt(body, DEPOSIT, DEPOSIT.subList(0, 1))), ofLines),
                Stream.of(body).map(Members::priceBesideItemId)));
    }

    /** What may be wrong with a body of {@code POST /client/trading/withdraw} (A4.7) that cannot be read, or null. */
    public static String hintOnWithdrawal(JsonNode body) {
        if (lines(body).anyMatch(line -> line.path("market").isTextual())) {
            return "market is a JSON number, as the market listed it: 2, not \"2\".";
        }
        Stream<String> ofLines = lines(body).map(line -> misspelt(line, LISTING, LISTING));
        return first(Stream.concat(ofLines, Stream.of(hintOnDeposit(body))));
    }

    /** What may be wrong with a body of {@code POST /secure/check-tradeurl} (A4.9) that cannot be read, or null. */
    public static String hintOnTradeUrl(JsonNode body) {
        return misspelt(body, TRADE_URL, TRADE_URL.subList(0, 1));
    }

    /** About a member that is nearly named like one of {@code wanted} which is missing. */
    private static String misspelt(JsonNode object, List<String> known, List<String> wanted) {
        if (!object.isObject()) {
            return null;
        }
        return first(wanted.stream()
                .filter(name -> !object.hasNonNull(name))
                .map(name -> NearName.of(name, object::fieldNames, known)
                        .map(near -> "There is a member " + near + "; its name is " + name + ".")
                        .orElse(null)));
    }

    /** About what the other dialect has beside the id of an item, or null. */
    private static String priceBesideItemId(JsonNode body) {
        return lines(body).anyMatch(line -> line.has("price") && !line.has("offer"))
                ? "price beside itemId is how assetpay.gg has it, and is ignored here; it goes into the item's offer, together"
                        + " with the reference."
                : null;
    }

    /** What to tell about a {@code POST /auth/authenticate-client} that succeeded although a part of it was ignored, or null. */
    public static String ignoredOfClient(RecordedRequest recorded) {
        return ignored(json(recorded.body().bytes()), CLIENT);
    }

    /** The same of a {@code POST /client/trading/deposit}. */
    public static String ignoredOfDeposit(RecordedRequest recorded) {
        JsonNode body = json(recorded.body().bytes());
        return first(Stream.concat(
                Stream.concat(Stream.of(ignored(body, DEPOSIT)), lines(body).map(line -> ignored(line, LINE))),
                Stream.of(body).map(Members::priceBesideItemId)));
    }

    private static String ignored(JsonNode object, List<String> known) {
        return first(known.stream()
                .filter(name -> !object.has(name))
                .map(name -> NearName.of(name, object::fieldNames, known)
                        .map(near -> "The member " + near + " was ignored; perhaps " + name + " is meant.")
                        .orElse(null)));
    }

    /** The same of a {@code POST /client/trading/withdraw}. */
    public static String ignoredOfWithdrawal(RecordedRequest recorded) {
        JsonNode body = json(recorded.body().bytes());
        return first(Stream.concat(
                Stream.of(ignored(body, DEPOSIT.subList(0, 3))), lines(body).map(line -> ignored(line, LISTING))));
    }

    /** The same of a {@code GET /client/inventory}. */
    public static String ignoredOfInventory(RecordedRequest recorded) {
        return ignoredOfQuery(recorded, INVENTORY, "limit", "perPage");
    }

    /** The same of a {@code GET /client/market}. */
    public static String ignoredOfMarket(RecordedRequest recorded) {
        return ignoredOfQuery(recorded, MARKET, "limit", "perPage");
    }

    /** The same of a {@code GET /client/trades}. */
    public static String ignoredOfTrades(RecordedRequest recorded) {
        return ignoredOfQuery(recorded, TRADES, "perPage", "limit");
    }

    private static String ignoredOfQuery(RecordedRequest recorded, List<String> known, String elsewhere, String here) {
        boolean hasBody = recorded.headers().entrySet().stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("Transfer-Encoding")
                        || header.getKey().equalsIgnoreCase("Content-Length")
                                && !header.getValue().equals(List.of("0")));
        if (hasBody) {
            return "The body of a GET was ignored; parameters go into the query, as in /client/inventory?game=730.";
        }
        List<String> given = Stream.of(
                        Optional.ofNullable(recorded.query()).orElse("").split("&"))
                .map(parameter -> parameter.split("=", 2)[0])
                .toList();
        if (given.contains(elsewhere) && !given.contains(here)) {
            return "The parameter " + elsewhere + " was ignored; here " + here + " says how many a page has.";
        }
        return first(known.stream()
                .filter(name -> !given.contains(name))
                .map(name -> NearName.of(name, given, known)
                        .map(near -> "The parameter " + near + " was ignored; perhaps " + name + " is meant.")
                        .orElse(null)));
    }

    private static String first(Stream<String> sentences) {
        return sentences.filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** The elements of {@code items}. */
    private static Stream<JsonNode> lines(JsonNode body) {
        JsonNode items = body.path("items");
        return items.isArray() ? StreamSupport.stream(items.spliterator(), false) : Stream.of();
    }

    /** A body; a missing node when it is not JSON. */
    static JsonNode json(byte[] body) {
        try {
            return StrictJson.MAPPER.readTree(body);
        } catch (IOException | NumberFormatException e) {
            return MissingNode.getInstance();
        }
    }
}
