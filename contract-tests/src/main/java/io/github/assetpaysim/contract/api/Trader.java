package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.receiver.Inbox;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.api.receiver.Reply;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.simulator.ControlledMerchant;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** A user whose trades may be made. Used by the thread of one check. */
final class Trader {
    /** TOO_MANY_ACTIVE_TRADES and DEPOSIT_IN_PROGRESS (A9). */
    private static final Set<Integer> HINDRANCES = Set.of(6, 21);

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

    /** The merchant's clock, which stands still until it is told to go on. */
    Instant clock() throws IOException, InterruptedException {
        return Instant.parse(merchant().get("/clock").path("now").asText());
    }

    /**
     * What can be deposited, the cheapest first, at most 250 of them.
     *
     * @param least how many there must be
     * @throws CheckFailure that skips the check when there are fewer
     */
    List<JsonNode> depositable(String game, int least) throws InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : inventory(game)) {
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

    /**
     * What the inventory shows, at most 250 items.
     *
     * @throws CheckFailure when it shows nothing: the check is blocked by what INV-01 is about
     */
    JsonNode inventory(String game) throws InterruptedException {
        Exchange answer = caller.get(Operation.INVENTORY, "game", game, "perPage", 250);
        if (!answer.isSuccess()) {
            throw CheckFailure.blocked("needs the inventory, which INV-01 is about: " + answer.answered());
        }
        return answer.json().at("/data/inventory");
    }

    /**
     * What can be bought, the cheapest first, at most 250 of them.
     *
     * @param least how many there must be
     * @throws CheckFailure that skips the check when there are fewer
     */
    List<JsonNode> forSale(String game, int least) throws InterruptedException {
        Exchange answer = caller.get(Operation.MARKET, "game", game, "sort", "price_asc", "perPage", 250);
        List<JsonNode> listings = new ArrayList<>();
        JsonNode shown = needed(answer, "MKT-01").path("items");
        for (JsonNode listing : shown) {
            if (listing.path("id").isTextual()
                    && listing.path("market").isNumber()
                    && listing.at("/offer/price").isNumber()
                    && listing.at("/offer/reference").isTextual()) {
                listings.add(listing);
            }
        }
        if (listings.size() < Math.min(least, shown.size())) {
            throw CheckFailure.blocked(
                    "needs listings with id, market, offer.price and offer.reference, which MKT-03 is" + " about: "
                            + answer.answered());
        }
        listings.sort(Comparator.comparing(listing -> listing.at("/offer/price").decimalValue()));
        if (listings.size() < least) {
            throw CheckFailure.skipped(
                    "the market has " + listings.size() + " listings of game " + game + ", and this needs " + least);
        }
        return listings;
    }

    private static JsonNode needed(Exchange answer, String about) {
        try {
            return answer.data();
        } catch (CheckFailure e) {
            throw CheckFailure.blocked("needs what " + about + " is about: " + e.getMessage());
        }
    }

    /** An order for items of an inventory or of the market, with a new external id. */
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

    /**
     * Asks for a deposit that is to be refused for a reason of its own.
     *
     * @throws CheckFailure when what the user has open already is the reason; see {@link #unhindered}
     */
    Exchange tries(ObjectNode order) throws InterruptedException {
        return unhindered(caller.post(Operation.DEPOSIT, order));
    }

    /**
     * The answer, unless it is a refusal for other deposits of the user.
     *
     * @throws CheckFailure that blocks the check where nobody but the user can make an end of those
     */
    Exchange unhindered(Exchange answer) {
        if (!isControlled() && HINDRANCES.contains(answer.error().path("code").asInt())) {
            throw CheckFailure.blocked("needs the user's open deposits to be accepted or declined in Steam first: "
                    + answer.asked() + " was answered " + answer.answered());
        }
        return answer;
    }

    /** The same with the cheapest items, this many of them. */
    StartedTrade deposits(String game, int items) throws InterruptedException {
        return deposits(order(game, depositable(game, items).subList(0, items)));
    }

    /** The same with the cheapest item, whose callbacks are answered so; skips the check where none come. */
    StartedTrade deposits(BiFunction<Received, Integer, Reply> rule) throws InterruptedException {
        return deposits(answering(order("730", depositable("730", 1).subList(0, 1)), rule));
    }

    /** Starts a withdrawal. How the gate is answered is to be said before, for it is asked at once. */
    StartedTrade withdraws(ObjectNode order) throws InterruptedException {
        return starts(Operation.WITHDRAW, order, "WDR-01");
    }

    /** The same of the cheapest listing, whose callbacks are answered so; skips the check where none come. */
    StartedTrade withdraws(BiFunction<Received, Integer, Reply> rule) throws InterruptedException {
        return withdraws(answering(order("730", forSale("730", 1).subList(0, 1)), rule));
    }

    /** The order, whose callbacks will be answered so; skips the check where none come. */
    ObjectNode answering(ObjectNode order, BiFunction<Received, Integer, Reply> rule) {
        Inbox its = inboxOf(order);
        if (its == null) {
            throw CheckFailure.skipped(ApiContext.NO_RECEIVER);
        }
        its.answers(rule);
        return order;
    }

    /** The order, which the merchant rejects should it be a withdrawal that is not refused, as it ought to be. */
    ObjectNode rejecting(ObjectNode order) {
        Inbox its = inboxOf(order);
        if (its != null) {
            its.answers((callback, before) -> callback.status().equals("INITIATED")
                            && !callback.trade().path("type").asText().equals("DEPOSIT")
                    ? Reply.of(402)
                    : Reply.OK);
        }
        return order;
    }

    private StartedTrade starts(Operation operation, ObjectNode order, String about) throws InterruptedException {
        Inbox its = inboxOf(order);
        Exchange answer = caller.post(operation, order);
        if (!answer.isSuccess() || !answer.json().at("/data/id").isTextual()) {
            throw CheckFailure.blocked("needs a trade, which " + about + " is about: " + answer.asked()
                    + " was answered " + answer.answered());
        }
        return started(order, answer, its);
    }

    /** The trade that an answer tells of. */
    StartedTrade started(ObjectNode order, Exchange answer) throws InterruptedException {
        return started(order, answer, inboxOf(order));
    }

    private StartedTrade started(ObjectNode order, Exchange answer, Inbox its) throws InterruptedException {
        String answered = answer.json().at("/data/id").asText();
        return new StartedTrade(context, this, answer, new MadeTrades(this).id(order, answered), its);
    }

    private Inbox inboxOf(ObjectNode order) {
        return inbox == null ? context.inboxOf(order.path("externalId").asText()) : inbox;
    }

    /**
     * Nothing but these trades was made: at a simulator by this merchant at all, elsewhere with the external id of the order.
     *
     * @throws CheckFailure when there are others
     */
    void requireMade(ObjectNode order, StartedTrade... made) throws InterruptedException {
        new MadeTrades(this).require(order, made);
    }
}
