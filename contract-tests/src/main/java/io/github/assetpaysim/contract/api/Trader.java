package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.receiver.Inbox;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.simulator.ControlledMerchant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A user whose trades may be made. Used by the thread of one check. */
final class Trader {
    private final ApiContext context;
    private final Caller caller;
    /** Null at a host that has no control API. */
    private final ControlledMerchant merchant;
    /** Where all callbacks of the merchant come; null where they are told apart by their external ids, or do not come. */
    private final Inbox inbox;

    Trader(ApiContext context, Caller caller, ControlledMerchant merchant, Inbox inbox) {
        this.context = context;
        this.caller = caller;
        this.merchant = merchant;
        this.inbox = inbox;
    }

    /** Asks as this user. */
    Caller caller() {
        return caller;
    }

    /** Another user of the same merchant. */
    Trader as(Caller other) {
        return new Trader(context, other, merchant, inbox);
    }

    /** @throws CheckFailure that skips the check where there is no control API */
    ControlledMerchant merchant() {
        context.requireControl();
        return merchant;
    }

    boolean isControlled() {
        return merchant != null;
    }

    /**
     * What can be deposited, the cheapest first, at most 250 of them.
     *
     * @param least how many there must be
     * @throws CheckFailure that skips the check when there are fewer
     */
    List<JsonNode> depositable(String game, int least) throws InterruptedException {
        Exchange answer = caller.get(Operation.INVENTORY, "game", game, "perPage", 250);
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : answer.data().path("inventory")) {
            if (item.path("accepted").asBoolean()
                    && item.path("tradable").asBoolean()
                    && item.at("/offer/price").isNumber()) {
                items.add(item);
            }
        }
        items.sort(Comparator.comparing(item -> item.at("/offer/price").decimalValue()));
        if (items.size() < least) {
            throw CheckFailure.skipped("the user " + caller.user().steamId() + " has " + items.size()
                    + " items of game " + game + " that can be deposited, and this needs " + least);
        }
        return items;
    }

    /** An order for items of an inventory, with a new external id. */
    ObjectNode order(String game, List<JsonNode> items) {
        ObjectNode order = Json.object().put("game", game).put("externalId", context.externalId());
        var lines = order.putArray("items");
        for (JsonNode item : items) {
            ObjectNode line = lines.addObject();
            line.set("itemId", item.path("id"));
            ObjectNode offer = line.putObject("offer");
            offer.set("price", item.at("/offer/price"));
            offer.set("reference", item.at("/offer/reference"));
            if (item.has("market")) {
                line.set("market", item.path("market"));
            }
        }
        return order;
    }

    /**
     * Starts a deposit.
     *
     * @throws CheckFailure when it is refused: the check is blocked by what DEP-01 is about
     */
    StartedTrade deposits(ObjectNode order) throws InterruptedException {
        return starts(Operation.DEPOSIT, order, "DEP-01");
    }

    /** The same with the cheapest items, this many of them. */
    StartedTrade deposits(String game, int items) throws InterruptedException {
        return deposits(order(game, depositable(game, items).subList(0, items)));
    }

    /** Starts a withdrawal. How the gate is answered is to be said before, for it is asked at once. */
    StartedTrade withdraws(ObjectNode order) throws InterruptedException {
        return starts(Operation.WITHDRAW, order, "WDR-01");
    }

    private StartedTrade starts(Operation operation, ObjectNode order, String about) throws InterruptedException {
        Inbox its = inbox == null ? context.inboxOf(order.path("externalId").asText()) : inbox;
        Exchange answer = caller.post(operation, order);
        if (!answer.isSuccess() || !answer.json().at("/data/id").isTextual()) {
            throw CheckFailure.blocked("needs a trade, which " + about + " is about: " + answer.asked()
                    + " was answered " + answer.answered());
        }
        return new StartedTrade(context, this, answer, its);
    }
}
