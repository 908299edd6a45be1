package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.closing;
import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.signing.CanonicalJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How the statuses of a trade are announced (A7.1, A7.2, A7.4). */
final class AnnouncedCourseChecks {
    private static final List<String> DEPOSIT = List.of("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED");
    private static final List<String> WITHDRAWAL = List.of("INITIATED", "ACTIVE", "HOLD", "COMPLETED");

    /** How far a trade has come that has a status; no trade goes back. */
    private static final Map<String, Integer> RANKS = Map.of(
            "INITIATED", 0,
            "PENDING", 1,
            "ACTIVE", 2,
            "ESCROW", 3,
            "HOLD", 4,
            "COMPLETED", 5,
            "FAILED", 6,
            "CANCELED", 6,
            "DECLINED", 6,
            "REVERTED", 6);

    /** Other ways that a simulator's trade can go. */
    private static final List<List<String>> ENDINGS = List.of(
            List.of("PENDING", "DECLINED"),
            List.of("FAILED"),
            List.of("PENDING", "CANCELED"),
            List.of("PENDING", "HOLD", "REVERTED"));

    /** The simulator's user whose trades Steam holds for 15 days. */
    private static final int ESCROW = 8;

    private static final List<String> ESCROWED =
            List.of("INITIATED", "PENDING", "ACTIVE", "ESCROW", "HOLD", "COMPLETED");
    private static final Duration A_MONTH = Duration.ofDays(30);

    /** Documented members that do not change while a trade goes on (A5). */
    private static final Set<String> LASTING = Set.of(
            "id",
            "type",
            "game",
            "externalId",
            "externalClientUserId",
            "merchantId",
            "clientUserId",
            "clientSteamID",
            "clientTradeUrl",
            "items",
            "totalPrice",
            "isInstant",
            "createdAt");
    /** Documented members that change with the status. */
    private static final Set<String> WITH_STATUS = Set.of("status", "preCredit", "pendingCredit", "holdEndDate");
    /** The member of an item that changes. */
    private static final String PURCHASE = "purchaseStatus";

    private AnnouncedCourseChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("CALL-08", 0, AnnouncedCourseChecks::announced),
                closing("CALL-09", 0, AnnouncedCourseChecks::inOrder),
                of("CALL-20", 0, AnnouncedCourseChecks::asInHistory));
    }

    private static void announced(ApiContext context) throws Exception {
        OrdinaryDeposit.Walk deposit = context.ordinaryDeposit();
        int last = require(context, deposit.trade(), DEPOSIT, deposit.statuses());
        if (!context.hasControl()) {
            if (last == 0) {
                throw deposit.stopped() == null
                        ? CheckFailure.blocked("the deposit stayed INITIATED")
                        : deposit.stopped();
            }
            return;
        }
        try {
            OrdinaryWithdrawal.Walk withdrawal = context.ordinaryWithdrawal();
            require(
                    context,
                    withdrawal.course().trade(),
                    WITHDRAWAL,
                    withdrawal.course().statuses());
        } catch (CheckFailure e) {
            if (e.isViolation()) {
                throw e;
            }
            context.notes().line("no withdrawal to look at: " + e.getMessage());
        }
        Trader trader = context.trader();
        for (List<String> ending : ENDINGS) {
            StartedTrade trade = trader.deposits("730", 1);
            for (String status : ending) {
                trade.reaches(status).callback(status);
            }
        }
        Trader escrowed = context.trader(Json.object(), context.testUser(ESCROW));
        StartedTrade trade = escrowed.deposits("730", 1);
        trade.callback("INITIATED");
        escrowed.merchant().advance(A_MONTH);
        ESCROWED.forEach(trade::callback);
    }

    /** @return how far it had come, as a position in the course */
    private static int require(ApiContext context, StartedTrade trade, List<String> course, List<String> shown) {
        int last = Math.max(0, shown.stream().mapToInt(course::indexOf).max().orElse(0));
        List<String> due = course.subList(0, last + 1);
        if (!context.hasControl() && context.receivesCallbacks()) {
            StartedTrade.waits(
                    context.patience(),
                    () -> missing(due, trade.inbox().about(trade.id())).isEmpty());
        }
        List<Received> came = trade.inbox().about(trade.id());
        if (came.isEmpty() && !context.receivesCallbacks()) {
            throw CheckFailure.skipped(ApiContext.NO_RECEIVER);
        }
        List<String> missing = missing(due, came);
        if (!missing.isEmpty()
                && came.stream().anyMatch(callback -> callback.status().isEmpty())) {
            throw CheckFailure.blocked("a callback came that does not say its status, which CALL-02 is about");
        }
        if (!missing.isEmpty()) {
            throw CheckFailure.violated("callbacks about " + due + " of trade " + trade.id(), came.toString());
        }
        return last;
    }

    private static List<String> missing(List<String> due, List<Received> came) {
        List<String> missing = new ArrayList<>(due);
        came.forEach(callback -> missing.remove(callback.status()));
        return missing;
    }

    private static void inOrder(ApiContext context) throws Exception {
        Map<List<String>, String> latest = new HashMap<>();
        int judged = 0;
        for (ApiRun.Announced each : CallbackChecks.firstAttempts(context)) {
            Received callback = each.callback();
            Integer rank = RANKS.get(callback.status());
            if (rank == null || callback.tradeId().isEmpty()) {
                continue;
            }
            judged++;
            String before = latest.put(List.of(callback.path(), callback.tradeId()), callback.status());
            if (before != null && RANKS.get(before) >= rank) {
                throw CheckFailure.violated(
                        "first attempts about trade " + callback.tradeId() + " in the order of its statuses",
                        callback.status() + " after " + before);
            }
        }
        if (judged == 0) {
            throw CheckFailure.blocked("no callback says trade and status, which CALL-02 and CALL-04 are about");
        }
    }

    private static void asInHistory(ApiContext context) throws Exception {
        OrdinaryDeposit.Walk deposit = context.ordinaryDeposit();
        deposit.callbacks();
        compare(context, deposit.trade(), deposit.snapshots());
        if (context.hasControl()) {
            StartedTrade reverted = context.trader().deposits("730", 1);
            List<JsonNode> shown = new ArrayList<>(List.of(reverted.trade(), reverted.now()));
            for (String status : List.of("PENDING", "HOLD", "REVERTED")) {
                shown.add(reverted.reaches(status).now());
            }
            reverted.awaitCallbacks();
            compare(context, reverted, shown);
            Course withdrawal = withdrawal(context);
            if (withdrawal != null && withdrawal.snapshots().size() > 1) {
                compare(context, withdrawal.trade(), withdrawal.snapshots());
            }
        }
    }

    private static Course withdrawal(ApiContext context) throws Exception {
        try {
            return context.ordinaryWithdrawal().course();
        } catch (CheckFailure e) {
            context.notes().line("no withdrawal to look at: " + e.getMessage());
            return null;
        }
    }

    /** @param shown the answer, and then what the history showed at various times */
    private static void compare(ApiContext context, StartedTrade trade, List<JsonNode> shown) {
        List<JsonNode> history = shown.subList(1, shown.size());
        if (history.isEmpty()) {
            throw CheckFailure.skipped("the history was not read: the trade went no further");
        }
        JsonNode latest = history.get(history.size() - 1);
        for (Received callback : trade.inbox().about(trade.id())) {
            if (!callback.trade().isObject()) {
                continue;
            }
            JsonNode same = history.stream()
                    .filter(each -> each.path("status").equals(callback.trade().path("status")))
                    .findFirst()
                    .orElse(null);
            Set<String> differing = differing(callback.trade(), same == null ? latest : same);
            // Where time stands still nothing can have come to it between callback and history.
            if (same == null || !context.hasControl()) {
                differing.removeIf(
                        member -> !LASTING.contains(member) && (same == null || !WITH_STATUS.contains(member)));
                if (sameItems(callback.trade(), same == null ? latest : same)) {
                    differing.remove("items");
                }
            }
            if (!differing.isEmpty()) {
                throw CheckFailure.violated(
                        "the " + callback + " to be what the history shows: "
                                + members(same == null ? latest : same, differing),
                        members(callback.trade(), differing));
            }
        }
    }

    private static Set<String> differing(JsonNode one, JsonNode other) {
        Set<String> names = new TreeSet<>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> one.has(name)
                && other.has(name)
                && CanonicalJson.of(one.path(name)).equals(CanonicalJson.of(other.path(name))));
        return names;
    }

    private static boolean sameItems(JsonNode one, JsonNode other) {
        JsonNode items = one.path("items");
        JsonNode others = other.path("items");
        if (!items.isArray() || items.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < items.size(); i++) {
            if (!agree(items.path(i), others.path(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether they are the same in all that both show, for the history may show less of an item (A5). */
    private static boolean agree(JsonNode one, JsonNode other) {
        if (!one.isObject() || !other.isObject()) {
            return CanonicalJson.of(one).equals(CanonicalJson.of(other));
        }
        return differing(one, other).stream()
                .filter(member -> one.has(member) && other.has(member) && !member.equals(PURCHASE))
                .allMatch(member -> agree(one.path(member), other.path(member)));
    }

    private static String members(JsonNode trade, Set<String> names) {
        var some = Json.object();
        names.stream().filter(trade::has).forEach(name -> some.set(name, trade.path(name)));
        return Json.text(some);
    }
}
