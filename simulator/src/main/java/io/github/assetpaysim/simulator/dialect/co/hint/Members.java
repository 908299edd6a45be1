package io.github.assetpaysim.simulator.dialect.co.hint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.requestlog.RecordedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the query or the body of an operation may have (A4), and what may be meant by what is wrong in it, or not read at all. */
public final class Members {
    /** @param inner the shapes of members that are objects, or arrays of objects */
    private record Shape(List<String> required, List<String> optional, Map<String, Shape> inner) {
        Shape(List<String> required, List<String> optional) {
            this(required, optional, Map.of());
        }

        List<String> known() {
            return Stream.concat(required.stream(), optional.stream()).toList();
        }
    }

    /** A well-known mistake other than in a name. */
    private record Mistake(Predicate<JsonNode> made, String sentence) {}

    private static Mistake inLines(Predicate<JsonNode> made, String sentence) {
        return new Mistake(request -> elements(request.path("items")).anyMatch(made), sentence);
    }

    private static Mistake otherPageSize(String elsewhere, String here) {
        return new Mistake(
                query -> query.has(elsewhere) && !query.has(here),
                "The parameter " + elsewhere + " was ignored; here " + here + " says how many a page has.");
    }

    private static final Mistake NUMBER_AS_STEAM_ID = new Mistake(
            body -> body.path("clientSteamId").isNumber(),
            "A Steam id is a string: it has more digits than a JavaScript number can hold.");
    private static final Mistake ONE_ITEM = new Mistake(
            body -> body.path("items").isObject(),
            "items is an array, also for a single item: \"items\": [{\"itemId\": \"…\"}].");
    private static final Mistake TEXT_AS_PRICE = inLines(
            line -> line.path("offer").path("price").isTextual(),
            "A price is a JSON number, without quotes: 8.6, not \"8.6\".");
    private static final Mistake NUMBER_AS_GAME = new Mistake(
            body -> body.path("game").isNumber(),
            "In a body game is a string, \"730\" or \"252490\"; a number it is only in queries.");
    private static final Mistake PRICE_BESIDE_ITEM_ID = inLines(
            line -> line.has("price") && !line.has("offer"),
            "price beside itemId is how assetpay.gg has it, and is ignored here; it goes into the item's offer, together"
                    + " with the reference.");
    private static final Mistake TEXT_AS_MARKET = inLines(
            line -> line.path("market").isTextual(), "market is a JSON number, as the market listed it: 2, not \"2\".");
    private static final Mistake NO_OFFER = inLines(
            line -> line.has("itemId") && !line.has("offer"),
            "The offer can be left out in deposits only; a withdrawal says which price of its listing is accepted.");
    private static final Mistake WITHDRAWAL =
            new Mistake(query -> capitals(query, "type").equals("WITHDRAWAL"), "Withdrawals are of the type WITHDRAW.");
    private static final Mistake SMALL_LETTERS = new Mistake(
            query -> List.of("DEPOSIT", "WITHDRAW").contains(capitals(query, "type"))
                    && !capitals(query, "type").equals(query.path("type").asText()),
            "The type is written in capitals: DEPOSIT or WITHDRAW.");

    private static final Shape OFFER = new Shape(List.of("price", "reference"), List.of());
    private static final List<String> OF_MARKET =
            List.of("game", "search", "sort", "minPrice", "maxPrice", "page", "perPage");

    private static final Map<String, Members> OF_OPERATIONS = Map.of(
            "authenticate-client",
            inBody(
                    new Shape(List.of("clientSteamId", "clientTradeUrl"), List.of("clientId", "clientData")),
                    NUMBER_AS_STEAM_ID),
            "inventory",
            inQuery(
                    new Shape(
                            List.of(),
                            Stream.concat(Stream.of("refresh"), OF_MARKET.stream())
                                    .toList()),
                    otherPageSize("limit", "perPage")),
            "market",
            inQuery(new Shape(List.of(), OF_MARKET), otherPageSize("limit", "perPage")),
            "market-suggestions",
            inQuery(new Shape(List.of("q"), List.of())),
            "market-item",
            inQuery(new Shape(List.of("itemId"), List.of("delivery", "page"))),
            "deposit",
            inBody(
                    new Shape(
                            List.of("items"),
                            List.of("game", "externalId", "isInstant"),
                            Map.of(
                                    "items",
                                    new Shape(List.of("itemId"), List.of("offer", "amount"), Map.of("offer", OFFER)))),
                    ONE_ITEM,
                    TEXT_AS_PRICE,
                    NUMBER_AS_GAME,
                    PRICE_BESIDE_ITEM_ID),
            "withdraw",
            inBody(
                    new Shape(
                            List.of("items"),
                            List.of("game", "externalId"),
                            Map.of(
                                    "items",
                                    new Shape(
                                            List.of("itemId", "market", "offer"), List.of(), Map.of("offer", OFFER)))),
                    ONE_ITEM,
                    TEXT_AS_MARKET,
                    TEXT_AS_PRICE,
                    NUMBER_AS_GAME,
                    PRICE_BESIDE_ITEM_ID,
                    NO_OFFER),
            "trades",
            inQuery(
                    new Shape(List.of(), List.of("type", "game", "page", "limit")),
                    WITHDRAWAL,
                    SMALL_LETTERS,
                    otherPageSize("perPage", "limit")),
            "check-tradeurl",
            inBody(new Shape(List.of("tradeurl"), List.of("forceRefresh"))),
            "prices",
            inQuery(new Shape(List.of(), List.of("game"))));

    private final boolean inQuery;
    private final Shape shape;
    private final List<Mistake> mistakes;

    private Members(boolean inQuery, Shape shape, Mistake... mistakes) {
        this.inQuery = inQuery;
        this.shape = shape;
        this.mistakes = List.of(mistakes);
    }

    private static Members inQuery(Shape shape, Mistake... mistakes) {
        return new Members(true, shape, mistakes);
    }

    private static Members inBody(Shape shape, Mistake... mistakes) {
        return new Members(false, shape, mistakes);
    }

    /** What the operation of this name may have. */
    public static Members of(String operation) {
        return OF_OPERATIONS.get(operation);
    }

    /** What may be wrong with a request that cannot be read, or null. */
    String hint(String query, byte[] body) {
        return first(request(query, body), Shape::required, "There is a %s %s; its name is %s.");
    }

    /** What to tell about a request that succeeded although a part of it was ignored, or null. */
    public String ignored(RecordedRequest recorded) {
        if (inQuery && hasBody(recorded)) {
            return "The body of a GET was ignored; parameters go into the query, as in /client/inventory?game=730.";
        }
        return first(
                request(recorded.query(), recorded.body().bytes()),
                Shape::known,
                "The %s %s was ignored; perhaps %s is meant.");
    }

    private static boolean hasBody(RecordedRequest recorded) {
        return recorded.headers().entrySet().stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("Transfer-Encoding")
                        || header.getKey().equalsIgnoreCase("Content-Length")
                                && !header.getValue().equals(List.of("0")));
    }

    private String first(JsonNode request, Function<Shape, List<String>> wanted, String sentence) {
        return Stream.concat(
                        misnamed(request, shape, wanted, sentence),
                        mistakes.stream()
                                .filter(mistake -> mistake.made().test(request))
                                .map(Mistake::sentence))
                .findFirst()
                .orElse(null);
    }

    /** About each unknown name that is nearly one of the wanted ones which are missing. */
    private Stream<String> misnamed(
            JsonNode request, Shape like, Function<Shape, List<String>> wanted, String sentence) {
        if (request.isArray()) {
            return elements(request).flatMap(element -> misnamed(element, like, wanted, sentence));
        }
        if (!request.isObject()) {
            return Stream.of();
        }
        Stream<String> here = wanted.apply(like).stream()
                .filter(name -> !request.hasNonNull(name))
                .flatMap(name -> NearName.of(name, request::fieldNames, like.known()).stream()
                        .map(near ->
                                String.format(Locale.ROOT, sentence, inQuery ? "parameter" : "member", near, name)));
        Stream<String> below = like.inner().entrySet().stream()
                .flatMap(inner -> misnamed(request.path(inner.getKey()), inner.getValue(), wanted, sentence));
        return Stream.concat(here, below);
    }

    private JsonNode request(String query, byte[] body) {
        if (!inQuery) {
            return json(body);
        }
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        for (String parameter : (query == null ? "" : query).split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], parts[parts.length - 1]);
        }
        return parameters;
    }

    private static String capitals(JsonNode query, String name) {
        return query.path(name).asText().toUpperCase(Locale.ROOT);
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return array.isArray() ? StreamSupport.stream(array.spliterator(), false) : Stream.of();
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
