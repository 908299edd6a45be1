package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Offer;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Refusal.Reason;
import io.github.assetpaysim.simulator.trade.TradeItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Compares the lines of a user's order with what is for sale, one kind of objection after another. */
record WithdrawalValidation(Market market, EndUserAccount user, WithdrawalOrder order) {
    private static final Pattern LISTING_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    List<TradeItem> items() {
        each(this::checkForm);
        each(this::checkListed);
        each(this::checkAvailable);
        each(this::checkPriced);
        each(this::checkPrice);
        List<TradeItem> items = new ArrayList<>();
        each((line, listing) -> items.add(new TradeItem(listing, listing.offer(), 1)));
        return items;
    }

    private interface Check {
        /** @param listing null when there is none */
        void of(WithdrawalOrder.Line line, Item listing);
    }

    private void each(Check check) {
        for (int i = 0; i < order.lines().size(); i++) {
            WithdrawalOrder.Line line = order.lines().get(i);
            try {
                check.of(line, market.find(order.game(), line.itemId()).orElse(null));
            } catch (Refusal e) {
                throw e.about(Refusal.Subject.item(i, line.itemId()));
            }
        }
    }

    private void checkForm(WithdrawalOrder.Line line, Item listing) {
        String id = line.itemId();
        if (!LISTING_ID.matcher(id).matches()) {
            throw new Refusal(
                            Reason.INVALID_LISTING_ID,
                            "itemId '" + Quoted.text(id) + "' is no listing id; take the id of an item on the market")
                    .hinted(
                            market.sells(id)
                                    ? "itemId is a market hash name; a withdrawal takes the id of one of its listings."
                                    : null);
        }
    }

    private void checkListed(WithdrawalOrder.Line line, Item listing) {
        String id = line.itemId();
        if (listing == null) {
            throw new Refusal(
                            Reason.LISTING_NOT_FOUND,
                            "there is no listing '" + id + "' for game "
                                    + order.game().appId())
                    .hinted(whereItIs(id));
        }
        if (listing.supply().market() != line.market()) {
            throw new Refusal(
                    Reason.LISTING_NOT_FOUND,
                    "listing '" + id + "' is on market " + listing.supply().market() + ", not on " + line.market());
        }
    }

    private String whereItIs(String id) {
        if (user.seen(item -> item.id().equals(id)).isPresent()) {
            return "itemId is that of an item in the user's inventory; a withdrawal takes the id of a listing on the"
                    + " market.";
        }
        return Arrays.stream(Game.values())
                .filter(game -> market.find(game, id).isPresent())
                .findFirst()
                .map(game -> "The listing belongs to another game: send \"game\": \"" + game.appId() + "\".")
                .orElse(null);
    }

    private void checkAvailable(WithdrawalOrder.Line line, Item listing) {
        if (market.isTaken(line.itemId())) {
            throw new Refusal(
                    Reason.ITEMS_UNAVAILABLE,
                    "listing '" + line.itemId() + "' is sold, or reserved by another withdrawal");
        }
    }

    private void checkPriced(WithdrawalOrder.Line line, Item listing) {
        if (listing.offer() == null) {
            throw new Refusal(
                    Reason.LISTING_PRICE_INVALID, "listing '" + line.itemId() + "' has no usable price at the moment");
        }
    }

    private void checkPrice(WithdrawalOrder.Line line, Item listing) {
        Offer offer = listing.offer();
        boolean priced = line.price().equals(offer.price());
        if (!priced || !line.reference().equals(offer.reference())) {
            throw new Refusal(
                            Reason.PRICE_CHANGED,
                            "listing '" + line.itemId() + "' is offered "
                                    + (priced
                                            ? "with another reference now than '" + Quoted.text(line.reference()) + "'"
                                            : "at " + offer.price() + " now, not at " + line.price())
                                    + "; read the market again")
                    .hinted(otherPrice(line, listing));
        }
    }

    private String otherPrice(WithdrawalOrder.Line line, Item listing) {
        Usd price = line.price();
        Offer offer = listing.offer();
        if (price.cents() == 100 * offer.price().cents()) {
            return "The price came in cents; it is a number of USD.";
        }
        if (price.equals(market.paid(listing.kind()))
                || user.seen(item -> Offer.isFor(item.id(), line.reference())).isPresent()) {
            return "This is what a deposit of such an item is paid; a withdrawal costs what the market offers the listing"
                    + " at, and takes its reference.";
        }
        if (price.equals(listing.kind().marketPrice())) {
            return "marketPrice is only shown; the listing costs the price in its offer.";
        }
        if (line.reference().equals(offer.reference())) {
            return null;
        }
        if (Offer.isFor(listing.id(), line.reference())) {
            return "This reference is that of an earlier price of the listing; take price and reference from the same,"
                    + " latest look at the market.";
        }
        return market.offering(line.reference())
                .map(other -> "This reference is that of another listing, '" + other.id() + "'.")
                .orElse(null);
    }
}
