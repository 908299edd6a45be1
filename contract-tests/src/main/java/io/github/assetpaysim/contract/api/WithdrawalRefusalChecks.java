package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.receiver.Reply;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Withdrawals that AssetPay refuses (A4.7, A9). Should one be made after all, the receiver rejects it, where there is one; so what
 * counts as reading has ids and references that nobody has.
 */
final class WithdrawalRefusalChecks {
    private static final int MOST_ITEMS = 50;
    private static final int MOST_ID = 256;
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    /** Hexadecimal digits stay such. */
    private static final List<String> KINDS =
            List.of("0123456789", "abcdef", "ABCDEF", "ghijklmnopqrstuvwxyz", "GHIJKLMNOPQRSTUVWXYZ");

    private static final BigDecimal CENT = new BigDecimal("0.01");

    /** What is asked of a host without a control API, which allows few withdrawals a minute. */
    private static final int FEW = 5;

    private WithdrawalRefusalChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("WDR-14", 1, context -> asks(context).apply(order(List.of())).requireRefusal(2)),
                of("WDR-15", 2, WithdrawalRefusalChecks::tooMany),
                of("WDR-16", FEW, WithdrawalRefusalChecks::malformed),
                of("WDR-17", 2, WithdrawalRefusalChecks::unknown),
                of(
                        "WDR-18",
                        1,
                        context -> asks(context)
                                .apply(order(List.of(line("no listing can have this id"))))
                                .requireRefusal(17)),
                of("WDR-19", 3, WithdrawalRefusalChecks::otherPrice),
                of("WDR-20", 0, WithdrawalRefusalChecks::balance),
                of("WDR-21", 3, WithdrawalRefusalChecks::reserved),
                of("WDR-22", 4, WithdrawalRefusalChecks::externalIds));
    }

    /** A request to withdraw. */
    private interface Request {
        Exchange apply(ObjectNode order) throws InterruptedException;
    }

    private static Request asks(ApiContext context) throws Exception {
        Caller caller = context.reader();
        return order -> caller.post(Operation.WITHDRAW, order);
    }

    private static ObjectNode order(List<ObjectNode> lines) {
        ObjectNode order = Json.object().put("game", "730");
        order.putArray("items").addAll(lines);
        return order;
    }

    /** A line in which everything is well-formed. */
    private static ObjectNode line(String itemId) {
        ObjectNode line = Json.object().put("itemId", itemId).put("market", 1);
        line.putObject("offer").put("price", new BigDecimal("1.25")).put("reference", "reference");
        return line;
    }

    private static List<ObjectNode> lines(int count) {
        List<ObjectNode> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(line(UUID.randomUUID().toString()));
        }
        return lines;
    }

    private static void tooMany(ApiContext context) throws Exception {
        Request request = asks(context);
        request.apply(order(lines(MOST_ITEMS + 1))).requireRefusal(8);
        Exchange most = request.apply(order(lines(MOST_ITEMS)));
        if (code(most) == 8) {
            throw CheckFailure.violated(MOST_ITEMS + " items to be not too many", most.answered());
        }
    }

    private static int code(Exchange refusal) {
        return refusal.error().path("code").asInt();
    }

    private static void malformed(ApiContext context) throws Exception {
        List<Consumer<ObjectNode>> changes = List.of(
                line -> line.remove("itemId"),
                line -> line.remove("market"),
                line -> offer(line).remove("price"),
                line -> offer(line).remove("reference"),
                line -> offer(line).put("price", new BigDecimal("100000.01")),
                line -> line.remove("offer"),
                line -> line.put("itemId", "abcd"),
                line -> line.put("itemId", "a".repeat(MOST_ID + 1)),
                line -> offer(line).put("reference", ""),
                line -> offer(line).put("reference", "r".repeat(MOST_ID + 1)));
        Request request = asks(context);
        for (Consumer<ObjectNode> change : context.hasControl() ? changes : changes.subList(0, FEW)) {
            ObjectNode line = line(UUID.randomUUID().toString());
            change.accept(line);
            request.apply(order(List.of(line))).requireRefusal(1001);
        }
        if (context.hasControl()) {
            wellFormed(request);
        }
    }

    /** What is just within the bounds is refused for something else. */
    private static void wellFormed(Request request) throws InterruptedException {
        List<Consumer<ObjectNode>> changes = List.of(
                line -> line.put("itemId", "abcde"),
                line -> line.put("itemId", "a".repeat(MOST_ID)),
                line -> offer(line).put("price", new BigDecimal("100000")),
                line -> offer(line).put("reference", "r"),
                line -> offer(line).put("reference", "r".repeat(MOST_ID)));
        for (Consumer<ObjectNode> change : changes) {
            ObjectNode line = line(UUID.randomUUID().toString());
            change.accept(line);
            Exchange answer = request.apply(order(List.of(line)));
            if (code(answer) == 1001) {
                throw CheckFailure.violated("no 1001 to " + answer.asked(), answer.answered());
            }
        }
    }

    private static ObjectNode offer(ObjectNode line) {
        return (ObjectNode) line.path("offer");
    }

    private static void unknown(ApiContext context) throws Exception {
        Trader reader = new Trader(context, context.reader(), null, null);
        List<JsonNode> listings = reader.forSale("730", 1);
        ObjectNode order = reader.order("730", listings.subList(0, 1));
        order.remove("externalId");
        ObjectNode line = (ObjectNode) order.path("items").path(0);
        line.put("itemId", another(line.path("itemId").asText()));
        // Nothing must be bought by it.
        offer(line).put("reference", "no-offer-" + UUID.randomUUID());
        asks(context).apply(order).requireRefusal(15);
    }

    /** An id of the same form as this one that nobody has: every letter and digit is replaced by one of its kind. */
    private static String another(String id) {
        if (UUID_FORM.matcher(id).matches()) {
            return UUID.randomUUID().toString();
        }
        SecureRandom random = new SecureRandom();
        return id.chars()
                .map(character -> KINDS.stream()
                        .filter(kind -> kind.indexOf(character) >= 0)
                        .findFirst()
                        .map(kind -> (int) kind.charAt(random.nextInt(kind.length())))
                        .orElse(character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void otherPrice(ApiContext context) throws Exception {
        Trader trader = context.trader();
        List<JsonNode> listings = trader.forSale("730", 1).subList(0, 1);
        BigDecimal price = listings.get(0).at("/offer/price").decimalValue();
        for (BigDecimal wrong : List.of(price.add(CENT), price.subtract(CENT))) {
            if (wrong.signum() > 0) {
                ObjectNode order = trader.order("730", listings);
                ((ObjectNode) order.at("/items/0/offer")).put("price", wrong);
                refused(trader, order).requireRefusal(11);
            }
        }
    }

    private static Exchange refused(Trader trader, ObjectNode order) throws InterruptedException {
        return trader.caller().post(Operation.WITHDRAW, trader.rejecting(order));
    }

    private static void balance(ApiContext context) throws Exception {
        context.requireControl();
        Trader trader = context.trader();
        List<JsonNode> listings = trader.forSale("730", 1).subList(0, 1);
        BigDecimal price = listings.get(0).at("/offer/price").decimalValue();
        trader.merchant().put("/balance", Json.object().put("balance", price.subtract(CENT)));
        Exchange answer = refused(trader, trader.order("730", listings));
        if (code(answer) == 11) {
            throw CheckFailure.blocked(
                    "needs the price of a listing, but the market shows another: " + answer.answered());
        }
        answer.requireRefusal(12);
        trader.merchant().put("/balance", Json.object().put("balance", price));
        refused(trader, trader.order("730", listings)).requireSuccess("a withdrawal that the balance just covers");
    }

    private static void reserved(ApiContext context) throws Exception {
        CompletableFuture<Void> verdict = new CompletableFuture<>();
        try {
            Trader trader = context.trader();
            List<JsonNode> listings = trader.forSale("730", 1).subList(0, 1);
            Reply late = Reply.of(402).after(verdict);
            trader.withdraws(trader.answering(trader.order("730", listings), (callback, before) -> late));
            List<Caller> askers = context.hasControl()
                    ? List.of(trader.caller(), trader.caller().as(context.freshUser()))
                    : List.of(trader.caller());
            for (Caller asker : askers) {
                asker.post(Operation.WITHDRAW, trader.order("730", listings)).requireRefusal(9);
            }
        } finally {
            verdict.complete(null);
        }
    }

    private static void externalIds(ApiContext context) throws Exception {
        Trader trader = context.trader();
        List<JsonNode> listings = trader.forSale("730", 2);
        ObjectNode first = trader.rejecting(trader.order("730", listings.subList(0, 1)));
        trader.withdraws(first);
        ObjectNode second = trader.order("730", listings.subList(1, 2));
        second.set("externalId", first.path("externalId"));
        refused(trader, second).requireRefusal(1);
        second.set("externalId", deposited(context, trader));
        trader.caller().post(Operation.WITHDRAW, second).requireRefusal(1);
    }

    /** The external id of a deposit of this merchant. */
    private static JsonNode deposited(ApiContext context, Trader trader) throws Exception {
        if (!context.hasControl()) {
            return context.ordinaryDeposit().order().path("externalId");
        }
        ObjectNode deposit = trader.order("730", trader.depositable("730", 1).subList(0, 1));
        trader.deposits(deposit);
        return deposit.path("externalId");
    }
}
