package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;
import static io.github.assetpaysim.contract.api.Flaws.item;
import static io.github.assetpaysim.contract.api.Flaws.offer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;

/** Deposits that are refused for their items or their user, although they are written correctly (A9). */
final class DepositRefusalChecks {
    static final BigDecimal CENT = new BigDecimal("0.01");

    private DepositRefusalChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("DEP-19", 1, DepositRefusalChecks::notOwned),
                of("DEP-20", 2, DepositRefusalChecks::notAccepted),
                of("DEP-21", 3, DepositRefusalChecks::otherPrice),
                of("DEP-22", 2, DepositRefusalChecks::otherReference),
                of("DEP-23", 2, DepositRefusalChecks::moreThanOwned),
                of("DEP-24", 2, DepositRefusalChecks::moreThanTaken),
                of("DEP-25", 0, context -> account(context, "unreachable", 14)),
                of("DEP-26", 0, context -> account(context, "cannot-trade", 7)));
    }

    private static void notOwned(ApiContext context) throws Exception {
        if (!context.hasControl()) {
            Flaws.inOneItem(context).refused(9, item(item -> item.remove("offer")));
            return;
        }
        Trader trader = context.trader();
        Trader other = trader.as(trader.caller().as(context.freshUser()));
        JsonNode others =
                other.order("730", other.depositable("730", 1).subList(0, 1)).at("/items/0");
        Flaws.in(trader, trader.order("730", trader.depositable("730", 1).subList(0, 1)))
                .refused(
                        9,
                        order -> order.withArray("items").set(0, others),
                        // Beside one that is his, which stays so.
                        order -> order.withArray("items").add(others),
                        item(item -> item.put("itemId", "nobodys-item").remove("offer")));
    }

    private static void notAccepted(ApiContext context) throws Exception {
        Trader trader = context.trader();
        if (!trader.isControlled()) {
            for (JsonNode item : trader.inventory("730")) {
                if (item.path("accepted").isBoolean() && !item.path("accepted").booleanValue()) {
                    ObjectNode order = trader.order("730", List.of(item));
                    Flaws.in(trader, order).refused(10, item(line -> line.remove("offer")));
                    return;
                }
            }
            throw CheckFailure.skipped(
                    "the user " + trader.caller().user().steamId() + " has no CS2 item that is not accepted");
        }
        List<JsonNode> items = trader.depositable("730", 1);
        JsonNode item = items.get(0);
        ObjectNode order = trader.order("730", List.of(item));
        price(trader, item, null);
        ObjectNode without = order.deepCopy();
        item(line -> line.remove("offer")).accept(without);
        trader.caller().post(Operation.DEPOSIT, order).requireRefusal(10);
        trader.caller().post(Operation.DEPOSIT, without).requireRefusal(10);
        trader.requireMade(order);
        price(trader, item, item.at("/offer/price").decimalValue());
        trader.deposits(order);
    }

    /** Moves what is paid for an item; null for nothing. */
    private static void price(Trader trader, JsonNode item, BigDecimal price) throws IOException, InterruptedException {
        ObjectNode prices = Json.object();
        prices.putArray("offers")
                .addObject()
                .put("marketHashName", item.path("marketHashName").asText())
                .put("price", price);
        trader.merchant().post("/prices", prices);
    }

    private static void otherPrice(ApiContext context) throws Exception {
        Trader trader = context.trader();
        // One cent less must still be a price.
        JsonNode item = trader.depositable("730", 1).stream()
                .filter(each -> each.at("/offer/price").decimalValue().compareTo(CENT) > 0)
                .findFirst()
                .orElseThrow(() -> CheckFailure.skipped("the user has only items worth one cent"));
        BigDecimal price = item.at("/offer/price").decimalValue();
        Flaws.in(trader, trader.order("730", List.of(item)))
                .refused(
                        11,
                        offer(offer -> offer.put("price", price.add(CENT))),
                        offer(offer -> offer.put("price", price.subtract(CENT))));
    }

    private static void otherReference(ApiContext context) throws Exception {
        Trader trader = context.trader();
        List<JsonNode> items = trader.depositable("730", 2);
        JsonNode item = items.get(0);
        JsonNode reference = items.stream()
                .map(each -> each.at("/offer/reference"))
                .filter(each -> each.isTextual() && !each.equals(item.at("/offer/reference")))
                .findFirst()
                .orElseThrow(() -> CheckFailure.skipped("all items of the user have the same offer.reference"));
        Flaws.in(trader, trader.order("730", List.of(item)))
                .refused(4, offer(offer -> offer.set("reference", reference)));
    }

    private static void moreThanOwned(ApiContext context) throws Exception {
        Trader trader = context.trader();
        if (trader.isControlled()) {
            StackDeposit.own(trader, StackDeposit.CLOTH, 8);
            stack(trader, trader.depositable(StackDeposit.GAME, 1).get(0), 8).refused(19, amount(9));
            return;
        }
        for (JsonNode item : trader.depositable(StackDeposit.GAME, 1)) {
            int owned = item.path("amount").asInt(1);
            if (item.at("/offer/maxAmount").asInt() > owned) {
                stack(trader, item, owned).refused(19, amount(owned + 1));
                return;
            }
        }
        throw CheckFailure.skipped("of no Rust item of the user "
                + trader.caller().user().steamId() + " takes the offer more copies than there are");
    }

    private static void moreThanTaken(ApiContext context) throws Exception {
        Trader trader = context.trader();
        if (trader.isControlled()) {
            StackDeposit.own(trader, StackDeposit.CLOTH, 60);
            JsonNode item = trader.depositable(StackDeposit.GAME, 1).get(0);
            int most = most(item);
            stack(trader, item, most).refused(20, amount(most + 1));
            return;
        }
        for (JsonNode item : trader.depositable(StackDeposit.GAME, 1)) {
            JsonNode most = item.at("/offer/maxAmount");
            if (most.isIntegralNumber() && item.path("amount").asInt(1) > most.asInt()) {
                stack(trader, item, most.asInt()).refused(20, amount(most.asInt() + 1));
                return;
            }
        }
        throw CheckFailure.skipped("of no Rust item has the user "
                + trader.caller().user().steamId() + " more copies than the offer takes");
    }

    private static int most(JsonNode item) {
        JsonNode most = item.at("/offer/maxAmount");
        if (!most.isIntegralNumber()) {
            throw CheckFailure.blocked("needs offer.maxAmount, which INV-02 is about: " + item);
        }
        return most.asInt();
    }

    private static Flaws stack(Trader trader, JsonNode item, int amount) {
        ObjectNode order = trader.order(StackDeposit.GAME, List.of(item));
        amount(amount).accept(order);
        return Flaws.in(trader, order);
    }

    private static Consumer<ObjectNode> amount(int amount) {
        return item(item -> item.put("amount", amount));
    }

    /** Refused because of what the user's account is, and made when it is like any other. */
    private static void account(ApiContext context, String account, int code) throws Exception {
        context.requireControl();
        Trader trader = context.trader();
        String steamId = trader.caller().user().steamId();
        trader.merchant().profile(steamId, Json.object().put("account", account));
        ObjectNode order = trader.order("730", trader.depositable("730", 1).subList(0, 1));
        trader.caller().post(Operation.DEPOSIT, order).requireRefusal(code);
        trader.requireMade(order);
        trader.merchant().profile(steamId, Json.object());
        trader.deposits(order);
    }
}
