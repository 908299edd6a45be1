package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.closing;

import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.SteamUser;
import io.github.assetpaysim.contract.api.Operation.Limit;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.simulator.ControlledMerchant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/**
 * Rate limits (A10). Every one is tried at a simulator, at an unverified merchant of the check's own; elsewhere only the
 * inventory's, with one request more than an unverified merchant may send.
 */
final class LimitChecks {
    /** The one that takes the fewest requests that change nothing. */
    private static final Limit CHEAPEST = Limit.INVENTORY;

    private static final int MOST = CHEAPEST.most(false) + 1;

    private LimitChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                closing("LIM-01", MOST, LimitChecks::exceeded),
                closing("LIM-02", MOST + 2, LimitChecks::ofTheMerchant),
                closing("LIM-03", MOST + 4, LimitChecks::ofItsGroup));
    }

    private static void exceeded(ApiContext context) throws Exception {
        Caller caller = caller(context);
        for (Limit limit : limits(context, Limit.values())) {
            refusedAtLast(context, caller, limit).requireRefusal(1007);
        }
    }

    private static void ofTheMerchant(ApiContext context) throws Exception {
        SteamUser other = context.otherUser();
        Caller caller = caller(context);
        Caller second = caller.as(other);
        // Once the limit is exceeded it might not get one any more.
        second.token();
        for (Limit limit : limits(context, Limit.INVENTORY, Limit.MARKET, Limit.TRADING, Limit.HISTORY)) {
            blockedUnlessLimited(refusedAtLast(context, caller, limit));
            for (Operation operation : operations(limit)) {
                Exchange answer =
                        HarmlessRequests.ask(second, operation).unthrottled().send();
                if (answer.status() != 429) {
                    // The minute may be over.
                    throw CheckFailure.violated(
                                    "HTTP 429 to " + answer.asked()
                                            + " of another user when the merchant's limit is exceeded",
                                    answer.answered())
                            .mayBeTime(true);
                }
            }
        }
    }

    private static void ofItsGroup(ApiContext context) throws Exception {
        for (Limit limit : limits(context, Limit.INVENTORY, Limit.TRADING, Limit.MARKET)) {
            Caller caller = caller(context);
            blockedUnlessLimited(refusedAtLast(context, caller, limit));
            for (Limit other :
                    context.hasControl() ? EnumSet.allOf(Limit.class) : EnumSet.of(Limit.HISTORY, Limit.MARKET)) {
                if (other != limit) {
                    requireUnlimited(caller, other, limit);
                }
            }
        }
    }

    private static void requireUnlimited(Caller caller, Limit other, Limit exceeded) throws InterruptedException {
        for (Operation operation : operations(other)) {
            Exchange answer = HarmlessRequests.ask(caller, operation).send();
            if (answer.status() == 429) {
                throw CheckFailure.violated(
                        "no refusal of " + answer.asked() + " when only the limit of "
                                + operations(exceeded).get(0).path() + " is exceeded",
                        answer.answered());
            }
        }
    }

    private static Caller caller(ApiContext context) throws Exception {
        if (!context.hasControl()) {
            return context.reader();
        }
        ControlledMerchant merchant = context.merchant(Json.object().put("rateLimits", "unverified"));
        Caller caller = context.caller(merchant, context.freshUser());
        caller.token();
        return caller;
    }

    private static List<Limit> limits(ApiContext context, Limit... wanted) {
        return context.hasControl() ? List.of(wanted) : List.of(CHEAPEST);
    }

    private static List<Operation> operations(Limit limit) {
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.limit() == limit)
                .toList();
    }

    /**
     * Asks as often as an unverified merchant may, of all operations that share the limit in turn, and once more.
     *
     * @return the last answer, or the first refusal with HTTP 429
     * @throws CheckFailure when a merchant of this check's own is refused too early, which is a violation; elsewhere skips the
     *     check when it is not refused at all, for the merchant may be a verified one
     */
    private static Exchange refusedAtLast(ApiContext context, Caller caller, Limit limit) throws InterruptedException {
        List<Operation> operations = operations(limit);
        // The token took one.
        int before = context.hasControl() && limit == Limit.AUTHENTICATION ? 1 : 0;
        int most = limit.most(false);
        Exchange answer = null;
        for (int i = before; i <= most; i++) {
            answer = HarmlessRequests.ask(caller, operations.get(i % operations.size()))
                    .unthrottled()
                    .send();
            TokenChecks.blockedIfUnauthorized(answer);
            if (answer.status() == 429) {
                if (context.hasControl() && i < most) {
                    throw CheckFailure.violated(
                            most + " requests in " + limit.window() + " before the limit of "
                                    + answer.operation().path(),
                            "the " + (i + 1) + ". was answered " + answer.answered());
                }
                return answer;
            }
        }
        if (!context.hasControl()) {
            throw CheckFailure.skipped((most + 1) + " requests to "
                    + answer.operation().path()
                    + " did not meet the limit of an unverified merchant, which is " + most + " in " + limit.window()
                    + ": this one may have others");
        }
        return answer;
    }

    private static void blockedUnlessLimited(Exchange answer) {
        if (answer.status() != 429) {
            throw CheckFailure.blocked("needs a limit that was met, which LIM-01 is about: " + answer.asked()
                    + " was answered " + answer.answered());
        }
    }
}
