package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Offer;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Refusal.Reason;
import io.github.assetpaysim.simulator.trade.TradeItem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Compares the lines of an order with what is for sale, one kind of objection after another. */
record WithdrawalValidation(Market market, WithdrawalOrder order) {
    private static final Pattern LISTING_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    List<TradeItem> items() {
        each(WithdrawalValidation::checkForm);
        each(this::checkListed);
        each(this::checkAvailable);
        each(this::checkPriced);
        each(this::checkPrice);
        List<TradeItem> items = new ArrayList<>();
        for (WithdrawalOrder.Line line : order.lines()) {
            Item listing = listing(line);
            items.add(new TradeItem(listing, listing.offer(), 1));
        }
        return items;
    }

    private interface Check {
        void of(WithdrawalOrder.Line line);
    }

    private void each(Check check) {
        for (int i = 0; i < order.lines().size(); i++) {
            WithdrawalOrder.Line line = order.lines().get(i);
            try {
                check.of(line);
            } catch (Refusal e) {
                throw e.about(Refusal.Subject.item(i, line.itemId()));
            }
        }
    }

    private Item listing(WithdrawalOrder.Line line) {
        return market.find(order.game(), line.itemId()).orElse(null);
    }

    private static void checkForm(WithdrawalOrder.Line line) {
        if (!LISTING_ID.matcher(line.itemId()).matches()) {
            throw new Refusal(
                    Reason.INVALID_LISTING_ID,
                    "itemId '" + line.itemId() + "' is no listing id; take the id of an element of GET /client/market");
        }
    }

    private void checkListed(WithdrawalOrder.Line line) {
        Item listing = listing(line);
        if (listing == null) {
            throw new Refusal(
                    Reason.LISTING_NOT_FOUND,
                    "there is no listing '" + line.itemId() + "' for game " + order.game().appId());
        }
        if (listing.supply().market() != line.market()) {
            throw new Refusal(
                    Reason.LISTING_NOT_FOUND,
                    "listing '" + line.itemId() + "' is on market " + listing.supply().market() + ", not on "
                            + line.market());
        }
    }

    private void checkAvailable(WithdrawalOrder.Line line) {
        if (market.isTaken(line.itemId())) {
            throw new Refusal(
                    Reason.ITEMS_UNAVAILABLE,
                    "listing '" + line.itemId() + "' is sold, or reserved by another withdrawal");
        }
    }

    private void checkPriced(WithdrawalOrder.Line line) {
        if (listing(line).offer() == null) {
            throw new Refusal(
                    Reason.LISTING_PRICE_INVALID, "listing '" + line.itemId() + "' has no usable price at the moment");
        }
    }

    private void checkPrice(WithdrawalOrder.Line line) {
        Offer offer = listing(line).offer();
        if (!line.price().equals(offer.price()) || !line.reference().equals(offer.reference())) {
            throw new Refusal(
                    Reason.PRICE_CHANGED,
                    "listing '" + line.itemId() + "' costs " + offer.price() + " now, with another offer.reference than"
                            + " an earlier price; read the market again");
        }
    }
}
