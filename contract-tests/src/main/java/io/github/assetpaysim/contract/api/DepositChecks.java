package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.List;

/** What a deposit that is made shows (A4.6, A5): its answer, and what history and callbacks show of it later. */
final class DepositChecks {
    private DepositChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("DEP-02", 6, DepositChecks::isWhatWasAskedFor),
                of("DEP-03", 6, DepositChecks::addsUp),
                of("DEP-04", 4, DepositChecks::takesTheCurrentOffer),
                of("DEP-05", 4, DepositChecks::hasTheExternalId),
                of("DEP-06", 0, context -> {
                    OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
                    walk.trade()
                            .sightings()
                            .forEach(sighting -> sighting.requireText("externalClientUserId", walk.clientId()));
                }),
                of("DEP-07", 8, DepositChecks::isInstantUnlessToldOtherwise));
    }

    private static void isWhatWasAskedFor(ApiContext context) throws Exception {
        OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
        Caller caller = walk.trader().caller();
        for (Sighting sighting : walk.trade().sightings()) {
            sighting.requireText("game", "730");
            sighting.requireText("clientSteamID", caller.user().steamId());
            sighting.requireText("clientTradeUrl", caller.user().tradeUrl());
            if (caller.credentials().merchantId() != null) {
                sighting.requireText("merchantId", caller.credentials().merchantId());
            }
            requireItems(sighting, walk.order(), walk.items());
        }
        if (context.hasControl()) {
            StackDeposit stacks = StackDeposit.start(context);
            for (Sighting sighting : stacks.trade().looks("INITIATED").sightings()) {
                sighting.requireText("game", StackDeposit.GAME);
                requireItems(sighting, stacks.order(), stacks.items());
            }
        }
    }

    /** The items of an order and no others, at the prices and in the amounts of it. */
    private static void requireItems(Sighting sighting, ObjectNode order, List<JsonNode> items) {
        JsonNode shown = sighting.trade().path("items");
        if (!shown.isArray() || shown.size() != items.size()) {
            throw sighting.unlike("items", "the " + items.size() + " of " + order.path("items"));
        }
        for (int i = 0; i < items.size(); i++) {
            JsonNode line = order.path("items").path(i);
            requireItem(
                    sighting, shown, line, items.get(i).path("marketHashName").textValue());
        }
    }

    private static void requireItem(Sighting sighting, JsonNode shown, JsonNode line, String name) {
        for (JsonNode each : shown) {
            if (each.path("id").equals(line.path("itemId"))) {
                boolean right = isAmount(each.at("/offer/price"), line.at("/offer/price"))
                        && each.at("/offer/reference").equals(line.at("/offer/reference"))
                        && (name == null
                                || name.equals(each.path("marketHashName").asText(name)))
                        && (!line.has("amount") || isAmount(each.path("amount"), line.path("amount")));
                if (!right) {
                    throw CheckFailure.violated(
                            name + " as in " + line + " among the items in " + sighting, each.toString());
                }
                return;
            }
        }
        throw sighting.unlike("items", "those with " + line);
    }

    private static boolean isAmount(JsonNode came, JsonNode expected) {
        return came.isNumber() && came.decimalValue().compareTo(expected.decimalValue()) == 0;
    }

    private static void addsUp(ApiContext context) throws Exception {
        OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
        walk.trade().sightings().forEach(sighting -> sighting.requireAmount("totalPrice", walk.total()));
        if (context.hasControl()) {
            StackDeposit stacks = StackDeposit.start(context);
            for (Sighting sighting : stacks.trade().looks("INITIATED").sightings()) {
                sighting.requireAmount("totalPrice", stacks.total());
            }
        }
    }

    private static void takesTheCurrentOffer(ApiContext context) throws Exception {
        Trader trader = context.trader();
        JsonNode item = trader.depositable("730", 1).get(0);
        ObjectNode order = trader.order("730", List.of(item));
        ((ObjectNode) order.path("items").path(0)).remove("offer");
        StartedTrade trade = deposits(trader, order, trader.order("730", List.of(item)));
        for (Sighting sighting : trade.looks("INITIATED").sightings()) {
            JsonNode offer = sighting.trade().at("/items/0/offer");
            boolean current = isAmount(offer.path("price"), item.at("/offer/price"))
                    && offer.path("reference").equals(item.at("/offer/reference"));
            if (!current) {
                throw CheckFailure.violated(
                        "the offer " + item.path("offer") + " that the inventory showed, in " + sighting,
                        sighting.trade().path("items").toString());
            }
        }
    }

    /**
     * A deposit that lacks what need not be there.
     *
     * @param complete the same order with it
     * @throws CheckFailure when only the complete one is made, which is a violation; it is deposits as such that are refused otherwise
     */
    private static StartedTrade deposits(Trader trader, ObjectNode order, ObjectNode complete)
            throws InterruptedException {
        try {
            return trader.deposits(order);
        } catch (CheckFailure refused) {
            trader.deposits(complete);
            throw CheckFailure.violated(
                    "a deposit of " + order + " to be made, as that of " + complete + " is", refused.getMessage());
        }
    }

    private static void hasTheExternalId(ApiContext context) throws Exception {
        OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
        String externalId = walk.order().path("externalId").asText();
        walk.trade().sightings().forEach(sighting -> sighting.requireText("externalId", externalId));
        Trader trader = context.trader();
        ObjectNode order = trader.order("730", trader.depositable("730", 1).subList(0, 1));
        ObjectNode without = order.deepCopy();
        without.remove("externalId");
        deposits(trader, without, order)
                .looks("INITIATED")
                .sightings()
                .forEach(sighting -> sighting.requireNo("externalId"));
    }

    private static void isInstantUnlessToldOtherwise(ApiContext context) throws Exception {
        Trader trader = context.trader();
        requireInstant(untold(context, trader), true);
        List<JsonNode> items = trader.depositable("730", context.hasControl() ? 2 : 1);
        requireInstant(
                trader.deposits(trader.order("730", items.subList(0, 1)).put("isInstant", false))
                        .looks("INITIATED"),
                false);
        if (context.hasControl()) {
            requireInstant(
                    trader.deposits(trader.order("730", items.subList(1, 2)).put("isInstant", true))
                            .looks("INITIATED"),
                    true);
        }
    }

    /** A deposit of which nothing was said. */
    private static StartedTrade untold(ApiContext context, Trader trader) throws Exception {
        try {
            return context.ordinaryDeposit().trade();
        } catch (CheckFailure e) {
            // Perhaps it is refused just because of that.
            List<JsonNode> item = trader.depositable("730", 1).subList(0, 1);
            return deposits(
                    trader, trader.order("730", item), trader.order("730", item).put("isInstant", true));
        }
    }

    private static void requireInstant(StartedTrade trade, boolean expected) {
        for (Sighting sighting : trade.sightings()) {
            JsonNode shown = sighting.trade().path("isInstant");
            if (!shown.isBoolean() || shown.booleanValue() != expected) {
                throw sighting.unlike("isInstant", String.valueOf(expected));
            }
        }
    }
}
