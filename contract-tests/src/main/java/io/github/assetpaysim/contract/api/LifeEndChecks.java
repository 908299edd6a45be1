package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.time.Duration;
import java.util.List;

/** Deposits that take another way than the ordinary one (A6.1, A8). All need a user who does what he is told to. */
final class LifeEndChecks {
    /** Longer than anything takes that could follow: an offer, an escrow, a hold. */
    private static final Duration LONG = Duration.ofDays(30);
    /** How long Steam holds the items of somebody without a mobile authenticator. */
    private static final Duration ESCROW = Duration.ofDays(15);

    /** What can become of an offer that nobody accepts. */
    private static final List<String> UNSUCCESSFUL = List.of("CANCELED", "DECLINED", "FAILED");

    private LifeEndChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("LIFE-10", 0, context -> {
                    Trader trader = trader(context, "accept");
                    StartedTrade trade =
                            trader.deposits("730", 1).passes("PENDING").passes("DECLINED");
                    requireEnd(trader, trade, List.of("INITIATED", "PENDING"), "DECLINED");
                }),
                of("LIFE-11", 0, LifeEndChecks::nobodyAccepts),
                of("LIFE-12", 0, context -> {
                    Trader trader = trader(context, "accept");
                    StartedTrade trade = trader.deposits("730", 1)
                            .reaches("PENDING")
                            .passes("HOLD")
                            .passes("REVERTED");
                    requireEnd(trader, trade, List.of("INITIATED", "PENDING", "ACTIVE", "HOLD"), "REVERTED");
                }),
                of("LIFE-13", 0, LifeEndChecks::passesEscrow));
    }

    /** Somebody who does this with offers. */
    private static Trader trader(ApiContext context, String outcome) throws Exception {
        context.requireControl();
        ObjectNode settings = Json.object();
        settings.putObject("steam").put("outcome", outcome);
        return context.trader(settings);
    }

    /**
     * It came to its end and stays there, as the history shows and what was called back; whether all that it passed was is another
     * requirement.
     */
    private static void requireEnd(Trader trader, StartedTrade trade, List<String> passed, String end)
            throws Exception {
        trader.merchant().advance(LONG);
        trade.looks(end);
        trade.snapshots(end).forEach(sighting -> sighting.requireText("status", end));
        requireCallbacks(trade, passed, List.of(end));
    }

    /** After what was passed, of which any may be missing, exactly these were called back. */
    private static void requireCallbacks(StartedTrade trade, List<String> passed, List<String> last) {
        List<String> came = LifeChecks.calledBack(trade);
        if (came.isEmpty()) {
            throw CheckFailure.blocked("needs callbacks, which CALL-08 is about, and none came");
        }
        int begun = 0;
        while (begun < came.size() && passed.contains(came.get(begun))) {
            begun++;
        }
        if (!came.subList(begun, came.size()).equals(last)) {
            throw CheckFailure.violated("callbacks that end with " + last, came.toString());
        }
    }

    private static void nobodyAccepts(ApiContext context) throws Exception {
        Trader trader = trader(context, "ignore");
        StartedTrade trade = trader.deposits("730", 1).passes("PENDING");
        trader.merchant().advance(LONG);
        String status = trade.shown().path("status").asText();
        if (!UNSUCCESSFUL.contains(status)) {
            throw CheckFailure.violated(
                    "one of " + UNSUCCESSFUL + " after " + LONG.toDays() + " days without an answer from the user",
                    status);
        }
        trade.looks(status);
        requireEnd(trader, trade, List.of("INITIATED", "PENDING"), status);
    }

    private static void passesEscrow(ApiContext context) throws Exception {
        Trader trader = trader(context, "escrow");
        StartedTrade trade = trader.deposits("730", 1).reaches("PENDING").passes("ESCROW");
        trader.merchant().advance(ESCROW);
        trade.looks("HOLD").passes("COMPLETED");
        for (String status : List.of("ESCROW", "HOLD", "COMPLETED")) {
            trade.snapshots(status).forEach(sighting -> sighting.requireText("status", status));
        }
        requireCallbacks(trade, List.of("INITIATED", "PENDING", "ACTIVE"), List.of("ESCROW", "HOLD", "COMPLETED"));
    }
}
