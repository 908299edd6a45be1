package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a deposit claims for itself: its external id, its items, a place among those that wait for their user (A9, A12). */
final class DepositClaimChecks {
    private static final int EXTERNAL_ID_EXISTS = 1;
    private static final int ITEMS_UNAVAILABLE = 9;
    private static final int DEPOSIT_IN_PROGRESS = 21;
    /** As many as the guard lets wait for one user. */
    private static final int WAITING = 5;

    private DepositClaimChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("DEP-08", 6, DepositClaimChecks::sameExternalId),
                of("DEP-09", 7, DepositClaimChecks::sameExternalIdAtOnce),
                of("DEP-10", 4, DepositClaimChecks::longExternalId),
                of("DEP-27", 0, DepositClaimChecks::oneTooMany),
                of("DEP-28", 6, DepositClaimChecks::itemOfAnother),
                of("DEP-29", 5, DepositClaimChecks::nothingOfARefused));
    }

    private static void sameExternalId(ApiContext context) throws Exception {
        Trader trader = context.trader();
        List<JsonNode> items = trader.depositable("730", 2);
        ObjectNode order = trader.order("730", items.subList(0, 1));
        ObjectNode again = trader.order("730", items.subList(1, 2));
        again.set("externalId", order.path("externalId"));
        StartedTrade trade = trader.deposits(order);
        trader.tries(again).requireRefusal(EXTERNAL_ID_EXISTS);
        trader.requireMade(order, trade);
        if (!trader.isControlled()) {
            return;
        }
        // It is unique for the merchant, not for a user, and stays so.
        Trader other = trader.as(trader.caller().as(context.freshUser()));
        ObjectNode others = other.order("730", other.depositable("730", 1).subList(0, 1));
        others.set("externalId", order.path("externalId"));
        other.caller().post(Operation.DEPOSIT, others).requireRefusal(EXTERNAL_ID_EXISTS);
        trade.reaches("CANCELED");
        trader.tries(again).requireRefusal(EXTERNAL_ID_EXISTS);
        trader.requireMade(order, trade);
        trader.deposits(again.put("externalId", context.externalId()));
    }

    private static void sameExternalIdAtOnce(ApiContext context) throws Exception {
        Trader trader = context.trader();
        String externalId = context.externalId();
        List<Trader> users = new ArrayList<>(List.of(trader));
        if (trader.isControlled()) {
            users.add(trader.as(trader.caller().as(context.freshUser())));
        }
        // Few enough for the documented limit.
        int each = 4;
        List<Caller.Request> requests = new ArrayList<>();
        ObjectNode order = null;
        for (Trader user : users) {
            List<JsonNode> items = user.depositable("730", each);
            for (int i = 0; i < each; i++) {
                order = user.order("730", items.subList(i, i + 1)).put("externalId", externalId);
                requests.add(user.caller().ask(Operation.DEPOSIT).body(order));
            }
        }
        List<Exchange> answers = atOnce(requests);
        List<Exchange> made = answers.stream().filter(Exchange::isSuccess).toList();
        if (made.isEmpty() && answers.stream().noneMatch(answer -> hasCode(answer, EXTERNAL_ID_EXISTS))) {
            throw needsATrade(answers.get(0));
        }
        if (made.size() != 1) {
            throw CheckFailure.violated(
                    "one of " + answers.size() + " deposits with externalId " + externalId + " to be made",
                    made.size() + ": "
                            + answers.stream().map(Exchange::answered).toList());
        }
        for (Exchange answer : answers) {
            if (answer != made.get(0) && trader.isControlled()) {
                answer.requireRefusal(EXTERNAL_ID_EXISTS);
            } else if (answer != made.get(0) && !hasCode(answer, DEPOSIT_IN_PROGRESS)) {
                // All are of one user there, so that they may be in each other's way.
                trader.unhindered(answer).requireRefusal(EXTERNAL_ID_EXISTS);
            }
        }
        trader.requireMade(order, trader.started(order, made.get(0)));
    }

    private static List<Exchange> atOnce(List<Caller.Request> requests) throws Exception {
        CyclicBarrier start = new CyclicBarrier(requests.size());
        // What the limit makes wait, waits before all begin.
        for (Caller.Request request : requests) {
            request.admitted();
        }
        ExecutorService threads = Executors.newFixedThreadPool(requests.size());
        try {
            List<Callable<Exchange>> calls = requests.stream()
                    .<Callable<Exchange>>map(request -> () -> {
                        start.await();
                        return request.send();
                    })
                    .toList();
            List<Exchange> answers = new ArrayList<>();
            for (Future<Exchange> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            // Some went out later than they were counted. So that what follows exceeds no limit, all are counted anew.
            for (Caller.Request request : requests) {
                request.admitted();
            }
            return answers;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CheckFailure failure ? failure : e;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void longExternalId(ApiContext context) throws Exception {
        Trader trader = context.trader();
        ObjectNode order = trader.order("730", trader.depositable("730", 1).subList(0, 1));
        String externalId = order.path("externalId").asText();
        String longest = externalId + "x".repeat(128 - externalId.length());
        trader.caller()
                .post(Operation.DEPOSIT, order.deepCopy().put("externalId", longest + "x"))
                .requireRefusal(1001);
        order.put("externalId", longest);
        trader.requireMade(order);
        Exchange answer = trader.caller().post(Operation.DEPOSIT, order);
        if (!answer.isSuccess() && !hasCode(answer, 1001)) {
            throw needsATrade(answer);
        }
        new Sighting("the answer", "INITIATED", answer.data(), null).requireText("externalId", longest);
    }

    private static void oneTooMany(ApiContext context) throws Exception {
        context.requireControl();
        Trader trader = context.trader();
        List<JsonNode> items = trader.depositable("730", WAITING + 1);
        List<StartedTrade> waiting = new ArrayList<>();
        for (JsonNode item : items.subList(0, WAITING)) {
            waiting.add(trader.deposits(trader.order("730", List.of(item))));
        }
        ObjectNode order = trader.order("730", items.subList(WAITING, WAITING + 1));
        trader.caller().post(Operation.DEPOSIT, order).requireRefusal(6);
        trader.requireMade(order, waiting.toArray(StartedTrade[]::new));
        // One whose offer was sent still waits; one that was accepted does not.
        waiting.get(0).reaches("PENDING");
        trader.caller().post(Operation.DEPOSIT, order).requireRefusal(6);
        trader.requireMade(order, waiting.toArray(StartedTrade[]::new));
        waiting.get(0).reaches("HOLD");
        trader.deposits(order);
    }

    private static void itemOfAnother(ApiContext context) throws Exception {
        Trader trader = context.trader();
        List<JsonNode> items = trader.depositable("730", 2);
        ObjectNode order = trader.order("730", items.subList(0, 1));
        StartedTrade trade = trader.deposits(order);
        ObjectNode same = trader.order("730", items.subList(0, 1));
        trader.tries(same).requireRefusal(ITEMS_UNAVAILABLE);
        trader.requireMade(same, trade);
        if (!trader.isControlled()) {
            return;
        }
        ObjectNode both = trader.order("730", items.subList(0, 2));
        trader.caller().post(Operation.DEPOSIT, both).requireRefusal(ITEMS_UNAVAILABLE);
        trader.requireMade(both, trade);
        both.withArray("items").remove(0);
        trader.deposits(both);
    }

    private static void nothingOfARefused(ApiContext context) throws Exception {
        Trader trader = context.trader();
        List<JsonNode> items = trader.depositable("730", 2);
        ObjectNode order = trader.order("730", items.subList(0, 2));
        ObjectNode dear = order.deepCopy();
        JsonNode offer = dear.at("/items/1/offer");
        ((ObjectNode) offer).put("price", offer.path("price").decimalValue().add(DepositRefusalChecks.CENT));
        ObjectNode absent = order.deepCopy();
        ((ObjectNode) absent.at("/items/1")).put("itemId", "nobodys-item").remove("offer");
        for (ObjectNode refused : List.of(dear, absent)) {
            Exchange answer = trader.caller().post(Operation.DEPOSIT, refused);
            if (answer.isSuccess()) {
                throw CheckFailure.blocked("needs a refusal, which DEP-19 and DEP-21 are about: " + answer.asked()
                        + " was answered " + answer.answered());
            }
        }
        trader.requireMade(order);
        Exchange answer = trader.caller().post(Operation.DEPOSIT, order);
        if (!answer.isSuccess() && !hasCode(answer, EXTERNAL_ID_EXISTS) && !hasCode(answer, ITEMS_UNAVAILABLE)) {
            throw needsATrade(answer);
        }
        answer.requireSuccess("a trade after what was refused");
    }

    private static boolean hasCode(Exchange answer, int code) {
        return answer.error().path("code").asInt() == code;
    }

    private static CheckFailure needsATrade(Exchange answer) {
        return CheckFailure.blocked(
                "needs a trade, which DEP-01 is about: " + answer.asked() + " was answered " + answer.answered());
    }
}
