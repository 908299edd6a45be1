package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.api.receiver.Reply;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Withdrawals that the merchant approves (A4.7, A6.2, A7.6). */
final class WithdrawalChecks {
    private static final List<String> COURSE = List.of("ACTIVE", "HOLD", "COMPLETED");
    private static final Set<String> FAILURES = Set.of("FAILED", "CANCELED");

    /** The simulator's user for whom no supplier delivers. */
    private static final int SUPPLIER_FAILS = 16;

    private WithdrawalChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("WDR-02", 0, WithdrawalChecks::totals),
                of("WDR-03", 0, WithdrawalChecks::isAsked),
                of("WDR-04", 0, WithdrawalChecks::completes),
                of("WDR-13", 0, WithdrawalChecks::failsLater));
    }

    private static void totals(ApiContext context) throws Exception {
        OrdinaryWithdrawal.Walk walk = context.ordinaryWithdrawal();
        StartedTrade trade = walk.course().trade();
        List<JsonNode> shown = new ArrayList<>(walk.course().snapshots());
        if (walk.course().unheard() == null) {
            trade.inbox().about(trade.id()).forEach(callback -> shown.add(callback.trade()));
        }
        BigDecimal right = walk.listings().stream()
                .map(listing -> listing.at("/offer/price").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        int judged = 0;
        for (JsonNode each : shown) {
            JsonNode total = each.path("totalPrice");
            if (total.isNumber()) {
                judged++;
                if (total.decimalValue().compareTo(right) != 0) {
                    throw CheckFailure.violated(
                            "the totalPrice " + right.toPlainString() + " of trade " + trade.id() + " when "
                                    + each.path("status").asText(),
                            total.toString());
                }
            }
            requirePrices(walk.listings(), each);
        }
        if (judged == 0) {
            throw CheckFailure.blocked("no totalPrice is a number, which WDR-01 is about");
        }
    }

    private static void requirePrices(List<JsonNode> listings, JsonNode trade) {
        for (JsonNode item : trade.path("items")) {
            JsonNode price = item.at("/offer/price");
            for (JsonNode listing : listings) {
                JsonNode right = listing.at("/offer/price");
                if (listing.path("id").equals(item.path("id"))
                        && price.isNumber()
                        && price.decimalValue().compareTo(right.decimalValue()) != 0) {
                    throw CheckFailure.violated(
                            "the price " + right + " of listing "
                                    + item.path("id").asText() + " in trade "
                                    + trade.path("id").asText(),
                            price.toString());
                }
            }
        }
    }

    private static void isAsked(ApiContext context) throws Exception {
        Course course = context.ordinaryWithdrawal().course();
        List<Received> came = course.trade().inbox().about(course.trade().id());
        if (came.isEmpty()) {
            throw context.receivesCallbacks()
                    ? CheckFailure.violated(
                            "a callback about INITIATED of trade "
                                    + course.trade().id(),
                            "none about it")
                    : course.unheard();
        }
        Received first = came.get(0);
        if (first.status().isEmpty()) {
            throw CheckFailure.blocked("a callback came that does not say its status, which CALL-02 is about");
        }
        String type = first.trade().path("type").asText();
        if (!first.status().equals("INITIATED") || !type.equals("WITHDRAW")) {
            throw CheckFailure.violated(
                    "a callback about INITIATED of type WITHDRAW as the first one of trade "
                            + course.trade().id(),
                    first.status() + " of type " + type);
        }
    }

    private static void completes(ApiContext context) throws Exception {
        OrdinaryWithdrawal.Walk walk = context.ordinaryWithdrawal();
        List<String> passed = new ArrayList<>(walk.course().statuses());
        if (!context.hasControl()) {
            if (walk.course().stopped() != null) {
                throw walk.course().stopped();
            }
            // What lasts only a moment may be over when the history is read.
            walk.course().callbacks().forEach(callback -> passed.add(callback.status()));
        }
        List<String> inOrder =
                passed.stream().filter(COURSE::contains).distinct().toList();
        boolean complete = context.hasControl() ? inOrder.equals(COURSE) : inOrder.containsAll(COURSE);
        if (!complete) {
            CheckFailure stopped = walk.course().stopped();
            if (stopped != null && wentFurther(walk.course())) {
                throw stopped;
            }
            throw CheckFailure.violated(
                    "the approved withdrawal to pass " + COURSE,
                    walk.course().statuses() + (stopped == null ? "" : ": " + stopped.getMessage()));
        }
    }

    /** Whether its callbacks tell more than the history did. */
    private static boolean wentFurther(Course course) {
        return course.unheard() == null
                && course.callbacks().stream()
                        .map(Received::status)
                        .anyMatch(status ->
                                COURSE.contains(status) && !course.statuses().contains(status));
    }

    private static void failsLater(ApiContext context) throws Exception {
        Trader deceived = context.trader(Json.object(), context.testUser(SUPPLIER_FAILS));
        StartedTrade undelivered = deceived.withdraws((callback, before) -> Reply.OK);
        approved(undelivered);
        deceived.merchant().advance(Duration.ofHours(1));
        requireFailure(undelivered);
        Trader trader = context.trader();
        for (String event : List.of("fail", "cancel")) {
            StartedTrade trade = trader.withdraws((callback, before) -> Reply.OK);
            approved(trade);
            trade.happens(event);
            trade.awaitCallbacks();
            requireFailure(trade);
        }
    }

    /** That an approved one goes on is what another requirement is about. */
    private static void approved(StartedTrade trade) throws Exception {
        try {
            trade.comesTo("ACTIVE");
        } catch (CheckFailure e) {
            throw e.isViolation() ? CheckFailure.blocked("needs what WDR-04 is about: " + e.getMessage()) : e;
        }
    }

    private static void requireFailure(StartedTrade trade) throws InterruptedException {
        String status = trade.status();
        if (!FAILURES.contains(status)) {
            throw CheckFailure.violated("trade " + trade.id() + " to end FAILED or CANCELED", status);
        }
        List<Received> came = trade.inbox().about(trade.id());
        if (came.stream().noneMatch(callback -> FAILURES.contains(callback.status()))) {
            trade.callback(status);
        }
    }
}
