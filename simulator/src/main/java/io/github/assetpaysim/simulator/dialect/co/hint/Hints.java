package io.github.assetpaysim.simulator.dialect.co.hint;

import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.endpoint.ClaimedCredentials;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says in plain words which well-known mistake may lie behind a refusal, where that takes a look at the whole request: credentials,
 * address, form, misspelt names. All else is said where the refusal is thrown ({@link Refusal#hint}). Made only when a request has been refused;
 * no sentence repeats a credential. Nothing in the request is trusted.
 */
public final class Hints {
    private static final String GET_A_TOKEN =
            "POST /auth/authenticate-client, with the API key in the header api-key, answers with one.";

    private static final List<String> OTHER_KEY_HEADERS =
            List.of("x-api-key", "apikey", "api_key", "x-assetpay-key", "x-assetpay-api-key");

    private static final Set<Refusal.Reason> UNKNOWN_CREDENTIAL = EnumSet.of(
            Refusal.Reason.INVALID_API_KEY,
            Refusal.Reason.MISSING_TOKEN,
            Refusal.Reason.INVALID_TOKEN,
            Refusal.Reason.EXPIRED_TOKEN);

    private final Context ctx;
    private final Refusal refusal;
    private final ClaimedCredentials claimed;
    private final Map<String, Operation> known;

    /** @param known what there is, by path */
    public Hints(Context ctx, Refusal refusal, Merchants merchants, Map<String, Operation> known) {
        this.ctx = ctx;
        this.refusal = refusal;
        this.claimed = new ClaimedCredentials(ctx, merchants);
        this.known = known;
    }

    /** What to tell whoever sent the request, or null. The likeliest that fits. */
    public String hint() {
        return Stream.of(credentials(), otherApi(), strangeHost(), address(), refusal.hint(), members(), unreadBody())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private String credentials() {
        if (!(refusal.code() instanceof Refusal.Reason reason)) {
            return null;
        }
        return switch (reason) {
            case INVALID_API_KEY -> wrongKey(claimed.apiKey());
            case MISSING_API_KEY -> missingKey(claimed.authorization());
            case MISSING_TOKEN, INVALID_TOKEN, EXPIRED_TOKEN -> token(claimed.authorization(), reason);
            default -> null;
        };
    }

    private String wrongKey(String given) {
        if (ClaimedCredentials.isToken(given)) {
            return "The api-key header holds a client token; the API key belongs there. The client token goes into"
                    + " Authorization, on the paths under /client.";
        }
        if (claimed.isApiSecret(given)) {
            return "The api-key header holds an API secret; the API key belongs there. The secret is never sent: it"
                    + " signs client tokens and callbacks.";
        }
        return isBearer(header("api-key"))
                ? "The api-key header takes the API key alone, without the word Bearer."
                : null;
    }

    private String missingKey(String authorization) {
        if (claimed.isApiKey(authorization)) {
            return "Authorization holds the API key; send it in the header api-key, alone, without the word Bearer.";
        }
        if (ClaimedCredentials.isToken(authorization)) {
            return "Authorization holds a client token; this path takes the merchant's API key, in the header api-key.";
        }
        if (claimed.isApiSecret(authorization)) {
            return "Authorization holds an API secret; this path takes the API key, in the header api-key. The secret is"
                    + " never sent.";
        }
        return OTHER_KEY_HEADERS.stream()
                .filter(name -> !header(name).isEmpty())
                .findFirst()
                .map(name -> "The key came in the header " + name + "; its name is api-key.")
                .orElse(null);
    }

    private String token(String authorization, Refusal.Reason reason) {
        if (authorization == null && ClaimedCredentials.isToken(claimed.apiKey())) {
            return "The api-key header holds the client token; send it in Authorization.";
        }
        if (authorization == null && claimed.apiKey() != null) {
            return "The API key does not open this path; it takes a client token, in Authorization. " + GET_A_TOKEN;
        }
        if (claimed.isApiKey(authorization)) {
            return "Authorization holds an API key, with or without Bearer; this path takes a client token. "
                    + GET_A_TOKEN;
        }
        if (claimed.isApiSecret(authorization)) {
            return "Authorization holds an API secret; this path takes a client token. The secret is never sent. "
                    + GET_A_TOKEN;
        }
        if (reason == Refusal.Reason.EXPIRED_TOKEN) {
            return claimed.merchant()
                    .map(merchant -> "Client tokens of this merchant live "
                            + merchant.settings().get(MerchantSettings.TOKEN_TTL) + " (tokenTtl). POST"
                            + " /auth/authenticate-client makes a new one.")
                    .orElse(null);
        }
        String header = header("Authorization");
        return header.indexOf(' ') > 0 && !isBearer(header) && ClaimedCredentials.isToken(header)
                ? "Send the client token alone, or after the word Bearer."
                : null;
    }

    private String otherApi() {
        boolean other = host().endsWith("assetpay.gg")
                || !header("X-AssetPay-Signature").isEmpty()
                || header("User-Agent").contains("assetpay-sdk");
        return other
                ? "This request is made for the API of assetpay.gg, which is another one; the simulator speaks the one"
                        + " documented at docs.assetpay.co."
                : null;
    }

    private String strangeHost() {
        return switch (host()) {
            case "api-staging.assetpay.co" ->
                "The Host header names api-staging.assetpay.co; AssetPay's staging host is staging-api.assetpay.co.";
            case "api.assetpay.co", "staging-api.assetpay.co" ->
                refusal.code() instanceof Refusal.Reason reason && UNKNOWN_CREDENTIAL.contains(reason)
                        ? "The Host header names " + host()
                                + ", but a simulator answers; it knows the credentials of its own merchants only."
                        : null;
            default -> null;
        };
    }

    private String address() {
        if (!(refusal.code() instanceof HttpError error)) {
            return null;
        }
        return switch (error) {
            case NOT_FOUND -> Paths.hint(path(), known);
            case METHOD_NOT_ALLOWED ->
                known.containsKey(path()) ? "Send it with " + known.get(path()).method() + "." : null;
            case UNSUPPORTED_MEDIA_TYPE -> form();
            default -> null;
        };
    }

    private String form() {
        String type = header("Content-Type").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/x-www-form-urlencoded") && !type.startsWith("multipart/form-data")) {
            return null;
        }
        return Members.json(Body.bytes(ctx)).isObject()
                ? "The body is JSON already, only its Content-Type says form; curl -d needs"
                        + " -H 'Content-Type: application/json' beside it."
                : "Forms are not read; write the fields as the members of one JSON object.";
    }

    private String members() {
        return refusal.code() == HttpError.INVALID_FIELD && known.containsKey(path())
                ? Members.of(known.get(path()).name()).hint(ctx.queryString(), Body.bytes(ctx))
                : null;
    }

    private String unreadBody() {
        return ctx.method().name().equals("GET") && Body.bytes(ctx).length > 0
                ? "The body of a GET is not read; parameters go into the query, as in /client/inventory?game=730."
                : null;
    }

    /** A slash at the end changes nothing. */
    private String path() {
        return ctx.path().replaceFirst("(?<=.)/$", "");
    }

    private static boolean isBearer(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith("bearer ");
    }

    /** A header's value, empty when it is missing. */
    private String header(String name) {
        String value = ctx.header(name);
        return value == null ? "" : value.trim();
    }

    /** The host that the client thinks it speaks to, without port and in small letters. */
    private String host() {
        return header("Host").toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
    }
}
