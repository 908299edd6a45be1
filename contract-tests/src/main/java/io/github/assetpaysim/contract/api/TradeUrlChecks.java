package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.List;

/** The check of trade URLs (A4.9). What its answers look like is for the shapes. */
final class TradeUrlChecks {
    private static final int ESCROW = 8;
    private static final int ON_PROBATION = 6;
    private static final int BANNED = 19;

    /** Test users whose trade URLs are not in order, one for each state from 2 to 5, 7 and 8. */
    private static final List<Integer> NOT_IN_ORDER = List.of(17, 18, BANNED, 4, 7, 20);

    private static final List<String> MALFORMED = List.of(
            "",
            "no URL",
            "https://example.com/tradeoffer/new/?partner=39735049&token=kit_Us-r",
            "https://steamcommunity.com/tradeoffer/new/?token=kit_Us-r",
            "https://steamcommunity.com/tradeoffer/new/?partner=somebody&token=kit_Us-r");

    private TradeUrlChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("URL-02", 1, TradeUrlChecks::inOrder),
                state("URL-03", 2, 17),
                state("URL-04", 3, 18),
                state("URL-05", 4, BANNED),
                state("URL-06", 5, 4),
                of("URL-07", MALFORMED.size(), context -> {
                    for (String url : MALFORMED) {
                        requireState(asked(context, url), 6);
                    }
                }),
                state("URL-08", 7, 7),
                state("URL-09", 8, 20),
                of("URL-10", 1, TradeUrlChecks::isSuccess),
                of("URL-11", 2, TradeUrlChecks::reasons),
                of("URL-12", 5, context -> {
                    Caller caller = context.stranger();
                    String url = caller.user().tradeUrl();
                    for (JsonNode body : List.of(
                            Json.object(),
                            Json.object().put("tradeUrl", url),
                            Json.object().put("tradeurl", 17),
                            Json.object().put("tradeurl", true),
                            Json.object().putNull("tradeurl"))) {
                        caller.post(Operation.CHECK_TRADE_URL, body).requireRefusal(1001);
                    }
                }),
                of("URL-13", 2, context -> {
                    AuthenticateChecks.withKey(context, Operation.CHECK_TRADE_URL, null)
                            .requireError(1400);
                    AuthenticateChecks.withKey(context, Operation.CHECK_TRADE_URL, AuthenticateChecks.UNKNOWN_KEY)
                            .requireError(1401);
                }),
                of("URL-14", 0, context -> AuthenticateChecks.withoutScope(context, Operation.CHECK_TRADE_URL)));
    }

    private static ApiCheck state(String id, int state, int testUser) {
        return of(id, 0, context -> requireState(ofTestUser(context, testUser), state));
    }

    private static Exchange ofTestUser(ApiContext context, int number) throws Exception {
        return asked(context, context.testUser(number).tradeUrl());
    }

    private static Exchange asked(ApiContext context, String url) throws Exception {
        return context.stranger().post(Operation.CHECK_TRADE_URL, Json.object().put("tradeurl", url));
    }

    private static void requireState(Exchange answer, int state) {
        // What type it has is for the shapes.
        if (answer.data().path("state").asInt() != state) {
            throw CheckFailure.violated("state " + state + " to " + answer.asked(), answer.answered());
        }
    }

    private static void inOrder(ApiContext context) throws Exception {
        Caller caller = context.stranger();
        Exchange answer = asked(context, caller.user().tradeUrl());
        JsonNode data = answer.data();
        int state = data.path("state").asInt();
        if (!context.hasControl() && (state >= 2 && state <= 8 || isFalse(data.path("canTrade")))) {
            throw CheckFailure.skipped("needs a user whose trade URL is in order; of "
                    + caller.user().steamId() + " the host says otherwise, which cannot be told from outside: "
                    + answer.answered());
        }
        requireState(answer, 1);
        if (!caller.user().steamId().equals(data.path("steamid").asText())
                || !data.path("canTrade").asBoolean()) {
            throw CheckFailure.violated(
                    "steamid " + caller.user().steamId() + " and canTrade true to " + answer.asked(),
                    answer.answered());
        }
    }

    private static void isSuccess(ApiContext context) throws Exception {
        Exchange malformed = asked(context, MALFORMED.get(1));
        requireStated(malformed);
        if (context.hasControl()) {
            for (int number : NOT_IN_ORDER) {
                requireStated(ofTestUser(context, number));
            }
        }
    }

    private static void requireStated(Exchange answer) {
        if (!answer.requireSuccess("a success").json().at("/data").has("state")) {
            throw CheckFailure.violated("a success with its state to " + answer.asked(), answer.answered());
        }
    }

    private static void reasons(ApiContext context) throws Exception {
        requireReasonIfAny(asked(context, MALFORMED.get(1)));
        Exchange own = asked(context, context.stranger().user().tradeUrl());
        requireReasonIfAny(own);
        if (!context.hasControl()) {
            if (own.data().path("canTrade").asBoolean()) {
                throw CheckFailure.skipped(
                        "needs somebody who cannot trade; the given user can, and rightly has no reason");
            }
            return;
        }
        for (int number : NOT_IN_ORDER) {
            requireReasonIfAny(ofTestUser(context, number));
        }
        requireReason(ofTestUser(context, BANNED));
        Exchange escrow = ofTestUser(context, ESCROW);
        if (requireReason(escrow).path("escrowDays").asInt() <= 0) {
            throw CheckFailure.violated(
                    "escrowDays above 0 for a user whose items Steam holds, to " + escrow.asked(), escrow.answered());
        }
        Exchange probation = ofTestUser(context, ON_PROBATION);
        if (!requireReason(probation).path("probation").asBoolean()) {
            throw CheckFailure.violated(
                    "probation true for a user whom Steam does not let trade, to " + probation.asked(),
                    probation.answered());
        }
    }

    private static void requireReasonIfAny(Exchange answer) {
        if (!answer.isSuccess()) {
            return;
        }
        JsonNode data = answer.data();
        if (isFalse(data.path("canTrade"))) {
            requireReason(answer);
        } else if (data.has("reason")
                && (data.has("canTrade") || data.path("state").asInt() > 4)) {
            throw CheckFailure.violated(
                    "no reason when canTrade is not false, to " + answer.asked(), answer.answered());
        }
    }

    private static boolean isFalse(JsonNode node) {
        return node.isBoolean() && !node.booleanValue();
    }

    /** @throws CheckFailure unless there is a reason of documented form, which is a violation */
    private static JsonNode requireReason(Exchange answer) {
        if (!answer.isSuccess()) {
            throw CheckFailure.blocked(
                    "needs a success, which URL-10 is about: " + answer.asked() + " was answered " + answer.answered());
        }
        JsonNode reason = answer.data().path("reason");
        if (!reason.path("escrowDays").isNumber() || !reason.path("probation").isBoolean()) {
            throw CheckFailure.violated(
                    "a reason {\"escrowDays\": number, \"probation\": boolean} for somebody who cannot trade, to "
                            + answer.asked(),
                    answer.answered());
        }
        return reason;
    }
}
