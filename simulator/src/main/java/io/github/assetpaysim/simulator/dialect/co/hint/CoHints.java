package io.github.assetpaysim.simulator.dialect.co.hint;

import io.github.assetpaysim.simulator.endpoint.Named;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Says in plain words which well-known mistake may lie behind a refusal, where that takes a look at the whole request: credentials,
 * address, form, what the other dialect spells otherwise. All else is said where the refusal is thrown ({@link Refusal#hint}). Asked
 * only when a request has been refused; no sentence repeats a credential. Free of state.
 */
public final class CoHints {
    private static final String GET_A_TOKEN =
            "POST /auth/authenticate-client, with the API key in the header api-key, answers with one.";

    private static final Set<Refusal.Code> WRONG_KEY = Set.of(Refusal.Reason.INVALID_API_KEY);
    private static final Set<Refusal.Code> MISSING_KEY = Set.of(Refusal.Reason.MISSING_API_KEY);
    private static final Set<Refusal.Code> TOKEN =
            Set.of(Refusal.Reason.MISSING_TOKEN, Refusal.Reason.INVALID_TOKEN, Refusal.Reason.EXPIRED_TOKEN);
    private static final Set<Refusal.Code> STRANGE_KEY_OR_TOKEN = Set.of(
            Refusal.Reason.INVALID_API_KEY,
            Refusal.Reason.MISSING_TOKEN,
            Refusal.Reason.INVALID_TOKEN,
            Refusal.Reason.EXPIRED_TOKEN);
    private static final Set<Refusal.Code> BODY_OR_ITEMS = Set.of(
            HttpError.BAD_REQUEST,
            HttpError.INVALID_FIELD,
            Refusal.Reason.ITEMS_UNAVAILABLE,
            Refusal.Reason.ITEMS_NOT_ACCEPTED);
    private static final Set<Refusal.Code> FORM = Set.of(HttpError.UNSUPPORTED_MEDIA_TYPE);

    /** Likelier than what is said where the refusal is thrown. The first one that fits is given. */
    private static final List<Hint> BEFORE = List.of(
            // Credentials, where the API key belongs
            hint(
                    WRONG_KEY,
                    request -> Named.isToken(request.named().apiKey()),
                    "The api-key header holds a client token; the API key belongs there. The client token goes into"
                            + " Authorization, on the paths under /client."),
            hint(
                    WRONG_KEY,
                    request -> request.named().isApiSecret(request.named().apiKey()),
                    "The api-key header holds an API secret; the API key belongs there. The secret is never sent: it"
                            + " signs client tokens and callbacks."),
            hint(
                    WRONG_KEY,
                    request -> isBearer(request.header("api-key")),
                    "The api-key header takes the API key alone, without the word Bearer."),
            hint(
                    MISSING_KEY,
                    request -> request.named().isApiKey(request.named().authorization()),
                    "Authorization holds the API key; send it in the header api-key, alone, without the word Bearer."),
            hint(
                    MISSING_KEY,
                    request -> Named.isToken(request.named().authorization()),
                    "Authorization holds a client token; this path takes the merchant's API key, in the header api-key."),
            hint(
                    MISSING_KEY,
                    request -> request.named().isApiSecret(request.named().authorization()),
                    "Authorization holds an API secret; this path takes the API key, in the header api-key. The secret is"
                            + " never sent."),
            hint(MISSING_KEY, CoHints::otherKeyHeader),
            // Credentials, where the client token belongs
            hint(
                    TOKEN,
                    request -> request.named().authorization() == null
                            && Named.isToken(request.named().apiKey()),
                    "The api-key header holds the client token; send it in Authorization."),
            hint(
                    TOKEN,
                    request -> request.named().authorization() == null
                            && request.named().apiKey() != null,
                    "The API key does not open this path; it takes a client token, in Authorization. " + GET_A_TOKEN),
            hint(
                    TOKEN,
                    request -> request.named().isApiKey(request.named().authorization()),
                    "Authorization holds an API key, with or without Bearer; this path takes a client token. "
                            + GET_A_TOKEN),
            hint(
                    TOKEN,
                    request -> request.named().isApiSecret(request.named().authorization()),
                    "Authorization holds an API secret; this path takes a client token. The secret is never sent. "
                            + GET_A_TOKEN),
            hint(Set.of(Refusal.Reason.EXPIRED_TOKEN), CoHints::lifeOfTokens),
            hint(
                    TOKEN,
                    request -> request.header("Authorization").indexOf(' ') > 0
                            && !isBearer(request.header("Authorization"))
                            && Named.isToken(request.header("Authorization")),
                    "Send the client token alone, or after the word Bearer."),
            // Where to
            hint(
                    request -> request.host().endsWith("assetpay.gg")
                            || !request.header("X-AssetPay-Signature").isEmpty()
                            || request.header("User-Agent").contains("assetpay-sdk"),
                    "This request is made for the API of assetpay.gg, which is another one; the simulator speaks the one"
                            + " documented at docs.assetpay.co."),
            hint(
                    request -> request.host().equals("api-staging.assetpay.co"),
                    "The Host header names api-staging.assetpay.co; AssetPay's staging host is staging-api.assetpay.co."),
            hint(STRANGE_KEY_OR_TOKEN, CoHints::realHost),
            hint(Set.of(HttpError.NOT_FOUND), request -> CoPaths.hint(request.path(), request.known())),
            hint(
                    Set.of(HttpError.METHOD_NOT_ALLOWED),
                    request -> request.known().containsKey(request.path())
                            ? "Send it with " + request.known().get(request.path()) + "."
                            : null),
            // The form of the body
            hint(
                    FORM,
                    request -> isForm(request) && request.body().isObject(),
                    "The body is JSON already, only its Content-Type says form; curl -d needs"
                            + " -H 'Content-Type: application/json' beside it."),
            hint(FORM, CoHints::isForm, "Forms are not read; write the fields as the members of one JSON object."));

    /** What may be meant otherwise, whatever was refused. */
    private static final List<Hint> AFTER = List.of(
            hint(BODY_OR_ITEMS, request -> Members.priceBesideItemId(request.body())),
            hint(
                    request -> request.method().equals("GET") && request.hasBody(),
                    "The body of a GET is not read; parameters go into the query, as in /client/inventory?game=730."));

    /**
     * A hint.
     *
     * @param codes what it may lie behind; null for anything
     * @param words the sentence, or null when it does not fit
     */
    private record Hint(Set<Refusal.Code> codes, Function<RefusedRequest, String> words) {}

    private CoHints() {}

    private static Hint hint(Predicate<RefusedRequest> fits, String words) {
        return hint(null, fits, words);
    }

    private static Hint hint(Set<Refusal.Code> codes, Predicate<RefusedRequest> fits, String words) {
        return new Hint(codes, request -> fits.test(request) ? words : null);
    }

    private static Hint hint(Set<Refusal.Code> codes, Function<RefusedRequest, String> words) {
        return new Hint(codes, words);
    }

    /** What to tell whoever sent a refused request, or null. */
    public static String about(RefusedRequest request) {
        return Stream.of(first(BEFORE, request), request.refusal().hint(), first(AFTER, request))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String first(List<Hint> hints, RefusedRequest request) {
        return hints.stream()
                .filter(hint -> hint.codes == null
                        || hint.codes.contains(request.refusal().code()))
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

    private static String otherKeyHeader(RefusedRequest request) {
        for (String name : List.of("x-api-key", "apikey", "api_key", "x-assetpay-key", "x-assetpay-api-key")) {
            if (!request.header(name).isEmpty()) {
                return "The key came in the header " + name + "; its name is api-key.";
            }
        }
        return null;
    }

    private static String lifeOfTokens(RefusedRequest request) {
        return request.named()
                .merchant()
                .map(merchant -> "Client tokens of this merchant live "
                        + merchant.settings().get(MerchantSettings.TOKEN_TTL) + " (tokenTtl). POST"
                        + " /auth/authenticate-client makes a new one.")
                .orElse(null);
    }

    private static String realHost(RefusedRequest request) {
        String host = request.host();
        return host.equals("api.assetpay.co") || host.equals("staging-api.assetpay.co")
                ? "The Host header names " + host
                        + ", but a simulator answers; it knows the credentials of its own merchants only."
                : null;
    }
}
