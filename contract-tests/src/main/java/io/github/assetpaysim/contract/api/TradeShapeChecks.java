package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;
import static io.github.assetpaysim.contract.api.Shape.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.api.receiver.Inbox;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What trades look like in answers, in the history and in callbacks: every documented member with its JSON type (A5, A7.2). */
final class TradeShapeChecks {
    private static final String CS2 = "730";
    private static final String RUST = "252490";
    private static final Predicate<Violation> DATA = at("(/data(/.*)?)?");

    private TradeShapeChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("DEP-01", 3, TradeShapeChecks::deposits),
                of("CALL-02", 0, TradeShapeChecks::callbackFrames),
                of("CALL-04", 0, TradeShapeChecks::tradesOfCallbacks),
                of(
                        "WDR-01",
                        2,
                        context -> Shape.of(withdrawal(context.trader()), "a withdrawal")
                                .require(DATA)),
                of("HIST-02", 4, TradeShapeChecks::history));
    }

    private static void deposits(ApiContext context) throws Exception {
        Exchange answer;
        try {
            answer = context.ordinaryDeposit().trade().answer();
        } catch (CheckFailure e) {
            // It cannot be looked at without what this is about.
            answer = deposit(context.trader(), CS2);
        }
        Shape.of(answer, "a deposit").require(DATA);
        if (context.hasControl()) {
            Shape.of(deposit(context.trader(), RUST), "a deposit").require(DATA);
        }
    }

    /** The answer to a deposit, whatever it is like. */
    private static Exchange deposit(Trader trader, String game) throws InterruptedException {
        List<JsonNode> cheapest = trader.depositable(game, 1).subList(0, 1);
        return trader.caller().post(Operation.DEPOSIT, trader.order(game, cheapest));
    }

    /** The answer to a withdrawal, whatever it is like; more than that is not looked at, so nothing is bought. */
    private static Exchange withdrawal(Trader trader) throws InterruptedException {
        return trader.caller().post(Operation.WITHDRAW, trader.rejecting(orderOfCheapest(trader)));
    }

    private static ObjectNode orderOfCheapest(Trader trader) throws InterruptedException {
        Exchange market = trader.caller().get(Operation.MARKET, "sort", "price_asc");
        for (JsonNode item : market.json().at("/data/items")) {
            if (item.path("id").isTextual() && item.at("/offer/price").isNumber()) {
                return trader.order(CS2, List.of(item));
            }
        }
        throw CheckFailure.skipped("nothing is for sale that has an id and a price");
    }

    /** But for what CALL-03, CALL-05 and CALL-07 are about: which event, key and instant they are. */
    private static void callbackFrames(ApiContext context) throws Exception {
        Predicate<Violation> parts = at("(/payload(/[^/]+)?)?");
        Predicate<Violation> kinds = violation ->
                violation.keyword().equals("type") || violation.keyword().equals("required");
        Shape.require(callbacks(context), parts.and(kinds));
    }

    private static void tradesOfCallbacks(ApiContext context) throws Exception {
        List<Shape> callbacks = new ArrayList<>(callbacks(context));
        if (context.hasControl()) {
            Trader trader = context.trader();
            StartedTrade withdrawal = trader.withdraws(orderOfCheapest(trader));
            trader.merchant().awaitStatus(withdrawal.id(), "ACTIVE");
            withdrawal.reaches("COMPLETED");
            withdrawal.callback("INITIATED");
            withdrawal.inbox().all().forEach(callback -> callbacks.add(Shape.of(callback)));
        }
        Shape.require(callbacks, at("/payload/trade/.*"));
    }

    /** Everything that came about the ordinary deposit, at least once what it last came to was announced. */
    private static List<Shape> callbacks(ApiContext context) throws Exception {
        OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
        Inbox inbox = walk.trade().inbox();
        List<String> statuses = walk.statuses();
        String last = statuses.get(statuses.size() - 1);
        // Between PENDING and HOLD there is ACTIVE, which is not waited for in the walk.
        int announced = statuses.size() + (statuses.contains("HOLD") ? 1 : 0);
        StartedTrade.waits(
                context.patience(),
                () -> inbox.all().size() >= announced
                        || !inbox.about(walk.trade().id(), last).isEmpty());
        List<Received> came = inbox.all();
        return (came.isEmpty() ? walk.callbacks() : came)
                .stream().map(Shape::of).toList();
    }

    /** In every status that the ordinary deposit came to, and whatever else there is. */
    private static void history(ApiContext context) throws Exception {
        List<Shape> pages = new ArrayList<>();
        Trader trader;
        try {
            OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
            // The first of them is the deposit's answer.
            Shape.require(walk.snapshots().stream().skip(1).map(Shape::ofTrade).toList(), any -> true);
            trader = walk.trader();
        } catch (CheckFailure e) {
            if (e.isViolation()) {
                throw e;
            }
            trader = context.trader();
            deposit(trader, CS2);
        }
        pages.add(page(trader, CS2));
        if (context.hasControl()) {
            Trader other = context.trader();
            deposit(other, RUST);
            withdrawal(other);
            pages.add(page(other, RUST));
            pages.add(page(other, CS2));
        }
        Shape.requireElements(pages, "/data/trades", none -> false);
    }

    private static Shape page(Trader trader, String game) throws InterruptedException {
        return Shape.of(trader.caller().get(Operation.TRADES, "game", game, "limit", 50), "the history");
    }
}
