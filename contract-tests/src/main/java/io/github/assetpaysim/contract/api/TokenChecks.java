package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.signing.ClientToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Client tokens (A2): what is in them, and how they are shown. Forged ones are {@link ForgeryChecks}. */
final class TokenChecks {
    /** By how much the clocks of the kit and of the host may differ. */
    static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private static final long DAY = Duration.ofHours(24).toSeconds();
    /** By how much an expiry may differ from what it should be by this machine's clock, in seconds. */
    private static final long TOLERANCE = Duration.ofMinutes(10).toSeconds();

    private TokenChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("TOK-01", 1, TokenChecks::header),
                of("TOK-02", 1, TokenChecks::claims),
                of("TOK-03", 1, context -> {
                    ClientToken token = issued(context.stranger());
                    JsonNode claim = token.claims().path("merchantId");
                    if (!claim.isTextual() || !claim.equals(token.header().path("userId"))) {
                        throw CheckFailure.violated(
                                "a claim merchantId equal to the header's userId",
                                token.claims() + " under " + token.header());
                    }
                }),
                of("TOK-04", 1, TokenChecks::lifetime),
                of("TOK-05", 2, context -> {
                    Caller caller = context.stranger();
                    for (ClientToken token : List.of(
                            issued(caller),
                            issued(caller, caller.authentication().put("clientId", "somebody")))) {
                        if (!token.isSignedWith(caller.credentials().apiSecret())) {
                            throw CheckFailure.violated(
                                    "a signature that is HMAC-SHA256 of the header " + token.header()
                                            + " and the claims " + token.claims() + " under the API secret",
                                    "another one");
                        }
                    }
                }),
                of("TOK-06", 4, TokenChecks::clientIdAndData),
                of("TOK-07", 2, TokenChecks::signedByTheMerchant),
                of("TOK-08", 1, context -> accepted(context, "")),
                of("TOK-09", 1, context -> accepted(context, "Bearer ")),
                of(
                        "TOK-10",
                        1,
                        context -> HarmlessRequests.bare(context.stranger(), Operation.TRADES)
                                .send()
                                .requireRefusal(1002)),
                of("TOK-11", HarmlessRequests.CLIENTS.size(), context -> {
                    for (Operation operation : HarmlessRequests.CLIENTS) {
                        requireUnauthorized(
                                HarmlessRequests.bare(context.stranger(), operation)
                                        .send(),
                                "without a token");
                    }
                }),
                of("TOK-12", 3, context -> {
                    Caller caller = context.stranger();
                    String key = caller.credentials().apiKey();
                    for (String shown : List.of(key, "Bearer " + key)) {
                        requireUnauthorized(
                                HarmlessRequests.bare(caller, Operation.TRADES)
                                        .header("Authorization", shown)
                                        .send(),
                                "with the API key in Authorization");
                    }
                    requireUnauthorized(
                            HarmlessRequests.bare(caller, Operation.TRADES)
                                    .header("api-key", key)
                                    .send(),
                            "with an API key alone");
                }));
    }

    /** Where tokens are shown: at every path of a simulator, elsewhere at the one that may be asked most often. */
    static List<Operation> tried(ApiContext context) {
        return context.hasControl() ? HarmlessRequests.CLIENTS : List.of(Operation.TRADES);
    }

    /** @throws CheckFailure unless it is refused with HTTP 401, which is a violation */
    static void requireUnauthorized(Exchange answer, String how) {
        answer.requireUnlimited();
        if (answer.status() != 401 || answer.isSuccess()) {
            throw CheckFailure.violated("HTTP 401 to " + answer.asked() + " " + how, answer.answered());
        }
    }

    /** @throws CheckFailure when it is refused with HTTP 401: the check is blocked by what TOK-08 is about */
    static void blockedIfUnauthorized(Exchange answer) {
        if (answer.status() == 401) {
            throw CheckFailure.blocked("needs credentials that are accepted, which TOK-08 and AUTH-01 are about: "
                    + answer.asked() + " was answered " + answer.answered());
        }
    }

    /** The merchant's id: as it was told, otherwise as a token of AssetPay's names it. */
    static String merchantId(Caller caller) throws InterruptedException {
        String told = caller.credentials().merchantId();
        return told == null ? taken(caller.token()).header().path("userId").asText() : told;
    }

    private static ClientToken issued(Caller caller) throws InterruptedException {
        return issued(caller, caller.authentication());
    }

    private static ClientToken issued(Caller caller, ObjectNode authentication) throws InterruptedException {
        return taken(caller.token(authentication));
    }

    /** @throws CheckFailure when it is no JWT: the check is blocked by what TOK-01 is about */
    private static ClientToken taken(String token) {
        try {
            return ClientToken.parse(token);
        } catch (AssertionError | IllegalArgumentException e) {
            throw CheckFailure.blocked("needs a token that is a JWT, which TOK-01 is about: " + e.getMessage());
        }
    }

    private static void header(ApiContext context) throws Exception {
        Caller caller = context.stranger();
        String text = caller.token();
        JsonNode header;
        try {
            header = ClientToken.parse(text).header();
        } catch (AssertionError | IllegalArgumentException e) {
            throw CheckFailure.violated("a token that is a JWT", e.getMessage());
        }
        String merchantId = caller.credentials().merchantId();
        JsonNode userId = header.path("userId");
        boolean right = "HS256".equals(header.path("alg").textValue())
                && userId.isTextual()
                && (merchantId == null || merchantId.equals(userId.textValue()))
                && header.size() == 2;
        if (!right) {
            throw CheckFailure.violated(
                    "a JOSE header with alg HS256 and userId, which is "
                            + (merchantId == null ? "the merchant's id" : merchantId) + ", and no other member",
                    header.toString());
        }
    }

    private static void claims(ApiContext context) throws Exception {
        Caller caller = context.stranger();
        JsonNode claims = issued(caller).claims();
        boolean right = claims.path("merchantId").isTextual()
                && caller.user().steamId().equals(claims.at("/client/steamID").textValue())
                && caller.user().tradeUrl().equals(claims.at("/client/tradeUrl").textValue())
                && claims.path("iat").isNumber()
                && claims.path("exp").isNumber();
        if (!right) {
            throw CheckFailure.violated(
                    "claims merchantId (text), client with steamID "
                            + caller.user().steamId() + " and tradeUrl "
                            + caller.user().tradeUrl() + ", iat and exp (numbers)",
                    claims.toString());
        }
    }

    private static void lifetime(ApiContext context) throws Exception {
        JsonNode claims = issued(context.stranger()).claims();
        long now = Instant.now().getEpochSecond();
        JsonNode issued = claims.path("iat");
        JsonNode expires = claims.path("exp");
        if (!expires.isNumber()) {
            throw CheckFailure.violated("a claim exp that is a number", claims.toString());
        }
        double end = expires.doubleValue();
        boolean exact = !issued.isNumber() || end - issued.doubleValue() == DAY;
        if (!exact || Math.abs(end - now - DAY) > TOLERANCE) {
            throw CheckFailure.violated(
                    "an exp that is 86400 s after iat, and 86400 s from now, which is " + now
                            + " by this machine's clock",
                    claims.toString());
        }
    }

    private static void clientIdAndData(ApiContext context) throws Exception {
        Caller caller = context.stranger();
        ObjectNode data =
                Json.object().put("totalWager", 12.5).put("kycLevel", 2).put("vip", "gold");
        for (boolean withId : new boolean[] {true, false}) {
            for (boolean withData : new boolean[] {true, false}) {
                ObjectNode body = caller.authentication();
                Set<String> expected = new TreeSet<>();
                if (withId) {
                    body.put("clientId", "client-17");
                    expected.add("clientId");
                }
                if (withData) {
                    body.set("clientData", data);
                    expected.add("clientData");
                }
                JsonNode client = issued(caller, body).claims().path("client");
                for (String name : List.of("clientId", "clientData")) {
                    boolean right =
                            expected.contains(name) ? isSame(body.get(name), client.path(name)) : !client.has(name);
                    if (!right) {
                        throw CheckFailure.violated(
                                "in the claim client " + (expected.contains(name) ? "" : "no ") + name + ", as in "
                                        + Json.text(body),
                                client.toString());
                    }
                }
            }
        }
    }

    /** Whether it is the same text, or an object of the same members, numbers by their values. */
    private static boolean isSame(JsonNode given, JsonNode shown) {
        if (given.isNumber() && shown.isNumber()) {
            return given.decimalValue().compareTo(shown.decimalValue()) == 0;
        }
        if (!given.isObject()) {
            return given.equals(shown);
        }
        if (shown.size() != given.size()) {
            return false;
        }
        for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!isSame(given.get(name), shown.path(name))) {
                return false;
            }
        }
        return true;
    }

    private static void signedByTheMerchant(ApiContext context) throws Exception {
        Caller caller = context.reader();
        String merchantId = merchantId(caller);
        String secret = caller.credentials().apiSecret();
        Instant earlier = Instant.now().minus(CLOCKS_DIFFER);
        ClientToken.Draft rich = ClientToken.draft(merchantId, caller.user(), earlier);
        ObjectNode client = (ObjectNode) rich.claims().get("client");
        client.put("clientId", "client-17").putObject("clientData").put("kycLevel", 1);
        for (String token :
                List.of(ClientToken.sign(merchantId, secret, caller.user(), earlier), rich.signed(secret))) {
            requireAccepted(
                    HarmlessRequests.bare(caller, Operation.TRADES)
                            .header("Authorization", token)
                            .send(),
                    "a token that the merchant signed");
        }
    }

    private static void accepted(ApiContext context, String scheme) throws Exception {
        Caller caller = context.reader();
        for (Operation operation : tried(context)) {
            requireAccepted(
                    HarmlessRequests.bare(caller, operation)
                            .header("Authorization", scheme + caller.token())
                            .send(),
                    "'Authorization: " + scheme + "<token>'");
        }
    }

    /** Another refusal than for the token says that the token was accepted. */
    private static void requireAccepted(Exchange answer, String with) {
        answer.requireUnlimited();
        if (answer.status() == 401 || answer.status() == 403) {
            throw CheckFailure.violated("no refusal of " + answer.asked() + " with " + with, answer.answered());
        }
    }
}
