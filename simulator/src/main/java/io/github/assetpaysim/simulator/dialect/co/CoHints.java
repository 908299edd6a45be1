package io.github.assetpaysim.simulator.dialect.co;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Offer;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Whereabouts;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.traffic.Exchange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says in plain words which well-known mistake may lie behind a refusal. Asked only when a request has been refused, or when somebody
 * reads the journal; no sentence repeats a credential. Free of state.
 */
final class CoHints {
    private static final String GET_A_TOKEN =
            "POST /auth/authenticate-client, with the API key in the header api-key, answers with one.";

    /** What each body may have at its top, in an element of items and in an offer; what must be there comes first. */
    private static final List<String> CLIENT = List.of("clientSteamId", "clientTradeUrl", "clientId", "clientData");

    private static final List<String> DEPOSIT = List.of("items", "game", "externalId", "isInstant");
    private static final List<String> LINE = List.of("itemId", "offer", "amount");
    private static final List<String> OFFER = List.of("price", "reference");
    private static final List<String> INVENTORY =
            List.of("game", "refresh", "search", "sort", "minPrice", "maxPrice", "page", "perPage");

    private static final Set<Refusal.Code> ANY = Stream.<Refusal.Code>concat(
                    EnumSet.complementOf(EnumSet.of(
                                    CoError.SERVER_ERROR,
                                    CoError.RATE_LIMITED,
                                    CoError.SERVICE_UNAVAILABLE,
                                    CoError.SYSTEM_MAINTENANCE))
                            .stream(),
                    Stream.of(HttpError.BODY_TOO_LARGE, HttpError.METHOD_NOT_ALLOWED, HttpError.UNSUPPORTED_MEDIA_TYPE))
            .collect(Collectors.toUnmodifiableSet());

    /** The first one that fits is given. */
    private static final List<Hint> HINTS = List.of(
            // Credentials, where the API key belongs
            hint(
                    CoError.INVALID_API_KEY,
                    request -> Named.isToken(request.named().apiKey()),
                    "The api-key header holds a client token; the API key belongs there. The client token goes into"
                            + " Authorization, on the paths under /client."),
            hint(
                    CoError.INVALID_API_KEY,
                    request -> request.named().isApiSecret(request.named().apiKey()),
                    "The api-key header holds an API secret; the API key belongs there. The secret is never sent: it"
                            + " signs client tokens and callbacks."),
            hint(
                    CoError.INVALID_API_KEY,
                    request -> isBearer(request.header("api-key")),
                    "The api-key header takes the API key alone, without the word Bearer."),
            hint(
                    CoError.MISSING_API_KEY,
                    request -> request.named().isApiKey(request.named().authorization()),
                    "Authorization holds the API key; send it in the header api-key, alone, without the word Bearer."),
            hint(
                    CoError.MISSING_API_KEY,
                    request -> Named.isToken(request.named().authorization()),
                    "Authorization holds a client token; this path takes the merchant's API key, in the header api-key."),
            hint(
                    CoError.MISSING_API_KEY,
                    request -> request.named().isApiSecret(request.named().authorization()),
                    "Authorization holds an API secret; this path takes the API key, in the header api-key. The secret is"
                            + " never sent."),
            hint(EnumSet.of(CoError.MISSING_API_KEY), CoHints::otherKeyHeader),
            // Credentials, where the client token belongs
            hint(
                    CoError.UNAUTHORIZED,
                    request -> request.named().authorization() == null
                            && Named.isToken(request.named().apiKey()),
                    "The api-key header holds the client token; send it in Authorization."),
            hint(
                    CoError.UNAUTHORIZED,
                    request -> request.named().authorization() == null
                            && request.named().apiKey() != null,
                    "The API key does not open this path; it takes a client token, in Authorization. " + GET_A_TOKEN),
            hint(
                    CoError.UNAUTHORIZED,
                    request -> request.named().isApiKey(request.named().authorization()),
                    "Authorization holds an API key, with or without Bearer; this path takes a client token. "
                            + GET_A_TOKEN),
            hint(
                    CoError.UNAUTHORIZED,
                    request -> request.named().isApiSecret(request.named().authorization()),
                    "Authorization holds an API secret; this path takes a client token. The secret is never sent. "
                            + GET_A_TOKEN),
            hint(EnumSet.of(CoError.UNAUTHORIZED), CoHints::expired),
            hint(
                    CoError.UNAUTHORIZED,
                    request -> request.header("Authorization").indexOf(' ') > 0
                            && !isBearer(request.header("Authorization"))
                            && Named.isToken(request.header("Authorization")),
                    "Send the client token alone, or after the word Bearer."),
            // Where to
            hint(
                    ANY,
                    request -> request.host().endsWith("assetpay.gg")
                                    || !request.header("X-AssetPay-Signature").isEmpty()
                                    || request.header("User-Agent").contains("assetpay-sdk")
                            ? "This request is made for the API of assetpay.gg, which is another one; the simulator speaks"
                                    + " the one documented at docs.assetpay.co."
                            : null),
            hint(
                    ANY,
                    request -> request.host().equals("api-staging.assetpay.co")
                            ? "The Host header names api-staging.assetpay.co; AssetPay's staging host is"
                                    + " staging-api.assetpay.co."
                            : null),
            hint(
                    EnumSet.of(CoError.INVALID_API_KEY, CoError.UNAUTHORIZED),
                    request -> request.host().matches("(staging-)?api\\.assetpay\\.co")
                            ? "The Host header names " + request.host()
                                    + ", but a simulator answers; it knows the credentials of its own merchants only."
                            : null),
            hint(EnumSet.of(CoError.NOT_FOUND), request -> CoPaths.hint(request.path())),
            hint(
                    Set.of(HttpError.METHOD_NOT_ALLOWED),
                    request -> CoPaths.KNOWN.containsKey(request.path())
                            ? "Send it with " + CoPaths.KNOWN.get(request.path()) + "."
                            : null),
            // The form of the body
            hint(
                    HttpError.UNSUPPORTED_MEDIA_TYPE,
                    request -> isForm(request) && request.body().isObject(),
                    "The body is JSON already, only its Content-Type says form; curl -d needs"
                            + " -H 'Content-Type: application/json' beside it."),
            hint(
                    HttpError.UNSUPPORTED_MEDIA_TYPE,
                    CoHints::isForm,
                    "Forms are not read; write the fields as the members of one JSON object."),
            hint(
                    CoError.VALIDATION_FAILED,
                    request -> request.body().isTextual(),
                    "The body was encoded twice: it is a JSON string that contains JSON."),
            hint(
                    CoError.VALIDATION_FAILED,
                    request -> request.body().path("items").isObject(),
                    "items is an array, also for a single item: \"items\": [{\"itemId\": \"…\"}]."),
            hint(
                    CoError.VALIDATION_FAILED,
                    request -> request.lines().stream()
                            .anyMatch(line -> line.path("offer").path("price").isTextual()),
                    "A price is a JSON number, without quotes: 8.6, not \"8.6\"."),
            hint(
                    CoError.VALIDATION_FAILED,
                    request -> isDeposit(request) && request.body().path("game").isNumber(),
                    "In a deposit game is a string, \"730\" or \"252490\"; a number it is only in queries."),
            hint(
                    CoError.VALIDATION_FAILED,
                    request -> request.body().path("clientSteamId").isNumber(),
                    "A Steam id is a string: it has more digits than a JavaScript number can hold."),
            hint(EnumSet.of(CoError.VALIDATION_FAILED), CoHints::misspelt),
            // The items of a deposit
            hint(EnumSet.of(CoError.ITEMS_UNAVAILABLE), CoHints::unavailable),
            hint(EnumSet.of(CoError.NO_OFFER_FOUND), CoHints::referenceOfAnother),
            hint(EnumSet.of(CoError.PRICE_CHANGED), CoHints::otherPrice),
            // What may be meant otherwise, whatever was refused
            hint(
                    EnumSet.of(CoError.VALIDATION_FAILED, CoError.ITEMS_UNAVAILABLE, CoError.ITEMS_NOT_ACCEPTED),
                    request -> isDeposit(request) ? priceBesideItemId(request.body()) : null),
            hint(
                    ANY,
                    request -> request.method().equals("GET") && request.hasBody()
                            ? "The body of a GET is not read; parameters go into the query, as in"
                                    + " /client/inventory?game=730."
                            : null));

    /** @param words the sentence, or null when it does not fit */
    private record Hint(Set<? extends Refusal.Code> codes, Function<RefusedRequest, String> words) {}

    private CoHints() {}

    private static Hint hint(Refusal.Code code, Predicate<RefusedRequest> fits, String words) {
        return new Hint(Set.of(code), request -> fits.test(request) ? words : null);
    }

    private static Hint hint(Set<? extends Refusal.Code> codes, Function<RefusedRequest, String> words) {
        return new Hint(codes, words);
    }

    /** What to tell whoever sent a refused request, or null. */
    static String about(RefusedRequest request) {
        return HINTS.stream()
                .filter(hint -> hint.codes.contains(request.code()))
                .map(hint -> hint.words.apply(request))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static boolean isBearer(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith("bearer ");
    }

    private static boolean isForm(RefusedRequest request) {
        String type = request.header("Content-Type").toLowerCase(Locale.ROOT);
        return type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/form-data");
    }

    private static boolean isDeposit(RefusedRequest request) {
        return request.path().equals("/client/trading/deposit");
    }

    private static String otherKeyHeader(RefusedRequest request) {
        for (String name : List.of("x-api-key", "apikey", "api_key", "x-assetpay-key", "x-assetpay-api-key")) {
            if (!request.header(name).isEmpty()) {
                return "The key came in the header " + name + "; its name is api-key.";
            }
        }
        return null;
    }

    private static String expired(RefusedRequest request) {
        if (!request.message().startsWith("the client token expired")) {
            return null;
        }
        return request.merchant()
                .map(merchant -> "Client tokens of this merchant live "
                        + merchant.settings().get(MerchantSettings.TOKEN_TTL) + " (tokenTtl). POST"
                        + " /auth/authenticate-client makes a new one.")
                .orElse(null);
    }

    // Names of members

    private static String misspelt(RefusedRequest request) {
        JsonNode body = request.body();
        if (!isDeposit(request)) {
            return misspelt(body, CLIENT, CLIENT.subList(0, 2));
        }
        List<String> found = new ArrayList<>();
        found.add(misspelt(body, DEPOSIT, DEPOSIT.subList(0, 1)));
        for (JsonNode line : request.lines()) {
            found.add(misspelt(line, LINE, LINE.subList(0, 1)));
            if (line.path("offer").isObject()) {
                found.add(misspelt(line.path("offer"), OFFER, OFFER));
            }
        }
        return found.stream().filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** About a member that is nearly named like one of {@code wanted} which is missing. */
    private static String misspelt(JsonNode object, List<String> known, List<String> wanted) {
        for (String name : wanted) {
            if (object.isObject() && !object.hasNonNull(name)) {
                Optional<String> near = NearName.of(name, object::fieldNames, known);
                if (near.isPresent()) {
                    return "There is a member " + near.get() + "; its name is " + name + ".";
                }
            }
        }
        return null;
    }

    // The items of a deposit

    /** The one element of items that the refusal complains about, which it names; only that one is looked for in the world. */
    private static Optional<JsonNode> refusedLine(RefusedRequest request) {
        return request.lines().stream()
                .filter(line ->
                        request.message().contains("'" + line.path("itemId").asText() + "'"))
                .findFirst();
    }

    private static Optional<Whereabouts> whereabouts(RefusedRequest request, JsonNode line) {
        return request.merchant()
                .map(merchant -> merchant.itemSearch()
                        .whereabouts(request.steamId(), line.path("itemId").asText()));
    }

    private static String unavailable(RefusedRequest request) {
        return refusedLine(request)
                .flatMap(line -> whereabouts(request, line)
                        .map(where -> unavailable(
                                line.path("itemId").asText(),
                                request.body().path("game").asText("730"),
                                request.steamId(),
                                where)))
                .orElse(null);
    }

    private static String unavailable(String itemId, String game, String steamId, Whereabouts where) {
        if (itemId.contains(" ") || itemId.contains("|")) {
            return "itemId looks like a name; it takes the item's id from the inventory, not its market hash name.";
        }
        if (itemId.matches("\\d+")) {
            return "itemId looks like Steam's asset id; it takes the item's id from the inventory.";
        }
        if (where.trade() != null) {
            String owner = where.trade().client().steamId();
            return "The item lies in trade " + where.trade().id() + ", which is " + CoStatus.of(where.trade())
                    + (owner.equals(steamId) ? "." : ", of user " + owner + ".");
        }
        if (where.own() != null && !where.own().kind().game().appId().equals(game)) {
            return "The item belongs to another game: send \"game\": \""
                    + where.own().kind().game().appId() + "\".";
        }
        return where.owner() == null
                ? null
                : "The item belongs to user " + where.owner() + "; the client token is that of " + steamId + ".";
    }

    private static String referenceOfAnother(RefusedRequest request) {
        return refusedLine(request)
                .flatMap(line -> request.merchant()
                        .flatMap(merchant -> merchant.itemSearch()
                                .offered(
                                        request.steamId(),
                                        line.path("offer").path("reference").asText())))
                .map(owner -> "This reference is that of another item, '" + owner.id()
                        + "'; each item has an offer of its own.")
                .orElse(null);
    }

    private static String otherPrice(RefusedRequest request) {
        return refusedLine(request)
                .flatMap(line -> whereabouts(request, line)
                        .map(Whereabouts::own)
                        .map(Item::offer)
                        .map(offer -> otherPrice(
                                line.path("offer"), line.path("itemId").asText(), offer)))
                .orElse(null);
    }

    private static String otherPrice(JsonNode given, String itemId, Offer offer) {
        BigDecimal price = given.path("price").decimalValue();
        if (price.compareTo(BigDecimal.valueOf(offer.price().cents())) == 0) {
            return "The price came in cents; it is a number of USD.";
        }
        String reference = given.path("reference").asText();
        return !reference.equals(offer.reference()) && Offer.isFor(itemId, reference)
                ? "This reference is that of an earlier offer for the item; take price and reference from the same, latest"
                        + " inventory."
                : null;
    }

    private static String priceBesideItemId(JsonNode body) {
        boolean found = RefusedRequest.lines(body).stream().anyMatch(line -> line.has("price") && !line.has("offer"));
        return found
                ? "price beside itemId is how assetpay.gg has it, and is ignored here; it goes into the item's offer, together"
                        + " with the reference."
                : null;
    }

    // What was done, but hardly as meant

    /** What to tell about a request that succeeded although a part of it was ignored; null for all others. */
    static String ignored(Exchange exchange) {
        JsonNode body = RefusedRequest.json(exchange.body().bytes());
        return switch (exchange.path()) {
            case "/client/trading/deposit" -> ignoredOfDeposit(body);
            case "/client/inventory" -> ignoredOfInventory(exchange);
            default -> ignored(body, CLIENT);
        };
    }

    private static String ignoredOfDeposit(JsonNode body) {
        List<String> found = new ArrayList<>();
        found.add(ignored(body, DEPOSIT));
        for (JsonNode line : RefusedRequest.lines(body)) {
            found.add(ignored(line, LINE));
        }
        found.add(priceBesideItemId(body));
        return found.stream().filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static String ignored(JsonNode object, List<String> known) {
        for (String name : known) {
            Optional<String> near = object.has(name) ? Optional.empty() : NearName.of(name, object::fieldNames, known);
            if (near.isPresent()) {
                return "The member " + near.get() + " was ignored; perhaps " + name + " is meant.";
            }
        }
        return null;
    }

    private static String ignoredOfInventory(Exchange exchange) {
        Map<String, List<String>> headers = exchange.headers().all();
        boolean hasBody = headers.entrySet().stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("Transfer-Encoding")
                        || header.getKey().equalsIgnoreCase("Content-Length")
                                && !header.getValue().equals(List.of("0")));
        if (hasBody) {
            return "The body of a GET was ignored; parameters go into the query, as in /client/inventory?game=730.";
        }
        List<String> given = exchange.query() == null
                ? List.of()
                : List.of(exchange.query().split("&")).stream()
                        .map(parameter -> parameter.split("=", 2)[0])
                        .toList();
        if (given.contains("limit") && !given.contains("perPage")) {
            return "The parameter limit was ignored; here perPage says how many items a page has.";
        }
        for (String name : INVENTORY) {
            Optional<String> near = given.contains(name) ? Optional.empty() : NearName.of(name, given, INVENTORY);
            if (near.isPresent()) {
                return "The parameter " + near.get() + " was ignored; perhaps " + name + " is meant.";
            }
        }
        return null;
    }
}
