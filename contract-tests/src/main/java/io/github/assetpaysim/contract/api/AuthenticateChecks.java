package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.simulator.ControlledMerchant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Authentication of users (A4.1), and API keys (A1). */
final class AuthenticateChecks {
    static final String UNKNOWN_KEY = "ap_nobody";

    private static final String LONGEST_CLIENT_ID = "c".repeat(128);

    private static final List<String> NO_STEAM_IDS = List.of(
            "7656119800000077",
            "765611980000007770",
            "76571198000000777",
            "17656198000000777",
            "7656119800000077x",
            " 76561198000000777",
            "STEAM_0:1:19867524",
            "");

    private static final List<String> NO_TRADE_URLS = List.of(
            "",
            "no URL",
            "https://example.com/tradeoffer/new/?partner=39735049&token=kit_Us-r",
            "https://steamcommunity.com/profiles/76561198000000777",
            "https://steamcommunity.com/tradeoffer/new/?token=kit_Us-r",
            "https://steamcommunity.com/tradeoffer/new/?partner=39735049",
            "https://steamcommunity.com/tradeoffer/new/?partner=somebody&token=kit_Us-r");

    private static final List<String> SENSELESS = List.of(
            "{\"totalWager\":-1}",
            "{\"totalWager\":\"many\"}",
            "{\"kycLevel\":4}",
            "{\"kycLevel\":-1}",
            "{\"kycLevel\":1.5}",
            "{\"fiatDeposits\":\"yes\"}",
            "{\"cryptoDeposits\":1}");

    private AuthenticateChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("AUTH-01", 1, context -> {
                    Caller caller = context.stranger();
                    Exchange answer = caller.post(Operation.AUTHENTICATE, caller.authentication());
                    JsonNode data = answer.data();
                    String token = data.path("token").textValue();
                    if (!data.isObject() || token == null || token.isEmpty()) {
                        throw CheckFailure.violated("data {\"token\": text} to " + answer.asked(), answer.answered());
                    }
                }),
                of(
                        "AUTH-02",
                        1,
                        context ->
                                withKey(context, Operation.AUTHENTICATE, null).requireError(1400)),
                of(
                        "AUTH-03",
                        1,
                        context -> withKey(context, Operation.AUTHENTICATE, UNKNOWN_KEY)
                                .requireError(1401)),
                of("AUTH-04", 6, AuthenticateChecks::keysAreRefusedWith401),
                of("AUTH-05", 1, context -> refused(context, body -> body.remove("clientSteamId"))),
                of("AUTH-06", NO_STEAM_IDS.size(), context -> {
                    for (String steamId : NO_STEAM_IDS) {
                        refused(context, body -> body.put("clientSteamId", steamId));
                    }
                }),
                of("AUTH-07", 1, context -> refused(context, body -> body.remove("clientTradeUrl"))),
                of("AUTH-08", NO_TRADE_URLS.size(), context -> {
                    for (String url : NO_TRADE_URLS) {
                        refused(context, body -> body.put("clientTradeUrl", url));
                    }
                }),
                of("AUTH-09", 2, context -> {
                    accepted(context, body -> body.put("clientId", LONGEST_CLIENT_ID));
                    refused(context, body -> body.put("clientId", LONGEST_CLIENT_ID + "c"));
                }),
                of("AUTH-10", SENSELESS.size() + 1, context -> {
                    try {
                        for (String clientData : SENSELESS) {
                            refused(context, body -> body.set("clientData", Json.parse(clientData.getBytes(UTF_8))));
                        }
                    } finally {
                        forgetsClientData(context);
                    }
                }),
                of("AUTH-11", 2, context -> {
                    try {
                        accepted(
                                context,
                                body -> body.putObject("clientData")
                                        .put("totalWager", 12.5)
                                        .put("vip", true)
                                        .put("level", "gold")
                                        .putNull("nothing")
                                        .putObject("more")
                                        .putArray("list")
                                        .add(1)
                                        .add("two"));
                    } finally {
                        forgetsClientData(context);
                    }
                }),
                of("AUTH-12", 0, AuthenticateChecks::revokedKey),
                of("AUTH-13", 0, context -> withoutScope(context, Operation.AUTHENTICATE)));
    }

    private static void accepted(ApiContext context, Consumer<ObjectNode> change) throws Exception {
        authenticated(context, change).requireSuccess("a token");
    }

    private static void refused(ApiContext context, Consumer<ObjectNode> change) throws Exception {
        authenticated(context, change).requireRefusal(1001);
    }

    /** What was said about a real user must not stay with AssetPay (A2). */
    private static void forgetsClientData(ApiContext context) throws Exception {
        if (!context.hasControl()) {
            authenticated(context, body -> {});
        }
    }

    private static Exchange authenticated(ApiContext context, Consumer<ObjectNode> change) throws Exception {
        Caller caller = context.stranger();
        ObjectNode body = caller.authentication();
        change.accept(body);
        return caller.post(Operation.AUTHENTICATE, body);
    }

    /** Asks with this API key, or with none for null. */
    static Exchange withKey(ApiContext context, Operation operation, String key) throws Exception {
        return withKey(context.stranger(), operation, key);
    }

    private static Exchange withKey(Caller caller, Operation operation, String key) throws InterruptedException {
        Caller.Request request = HarmlessRequests.bare(caller, operation);
        return (key == null ? request : request.header("api-key", key)).send();
    }

    private static void keysAreRefusedWith401(ApiContext context) throws Exception {
        List<Exchange> answers = new ArrayList<>();
        for (Operation operation : List.of(Operation.AUTHENTICATE, Operation.CHECK_TRADE_URL, Operation.PRICES)) {
            answers.add(withKey(context, operation, null));
            answers.add(withKey(context, operation, UNKNOWN_KEY));
        }
        if (context.hasControl()) {
            ControlledMerchant merchant = context.merchant(Json.object());
            JsonNode key = merchant.post("/keys", Json.object());
            merchant.delete("/keys/" + key.path("id").asText());
            answers.add(withKey(context, Operation.PRICES, key.path("key").asText()));
        }
        answers.removeIf(Exchange::isSuccess);
        if (answers.isEmpty()) {
            throw CheckFailure.blocked("needs refusals, which AUTH-02, AUTH-03, URL-13 and PRC-02 are about");
        }
        for (Exchange refusal : answers) {
            if (refusal.requireUnlimited().status() != 401) {
                throw CheckFailure.violated(
                        "HTTP 401 to " + refusal.asked() + " with no API key, an unknown or a revoked one",
                        refusal.answered());
            }
        }
    }

    private static void revokedKey(ApiContext context) throws Exception {
        ControlledMerchant merchant = context.merchant(Json.object());
        Caller caller = context.caller(merchant, context.freshUser());
        JsonNode key = merchant.post("/keys", Json.object());
        String text = key.path("key").asText();
        Exchange before = withKey(caller, Operation.AUTHENTICATE, text);
        if (!before.isSuccess()) {
            throw CheckFailure.blocked("needs a key that is accepted before it is revoked, which AUTH-01 is about: "
                    + before.asked() + " was answered " + before.answered());
        }
        merchant.delete("/keys/" + key.path("id").asText());
        context.notes().line("control: the key is revoked");
        withKey(caller, Operation.AUTHENTICATE, text).requireError(1401);
    }

    /** A key without CORE_ACCESS is refused. */
    static void withoutScope(ApiContext context, Operation operation) throws Exception {
        ObjectNode noScopes = Json.object();
        noScopes.putArray("scopes");
        ControlledMerchant merchant = context.merchant(Json.object());
        String key = merchant.post("/keys", noScopes).path("key").asText();
        withKey(context.caller(merchant, context.freshUser()), operation, key).requireRefusal(1003);
    }
}
