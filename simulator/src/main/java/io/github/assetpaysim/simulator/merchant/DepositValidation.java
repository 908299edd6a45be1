package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Offer;
import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.TradeItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares the lines of an order with what the user owns and what AssetPay pays, one kind of objection after another.
 *
 * @param found those of the ordered items that the user has and could deposit, by id
 */
record DepositValidation(List<DepositOrder.Line> lines, Map<String, Item> found) {

    List<TradeItem> items() {
        each(DepositValidation::checkAvailable);
        each(DepositValidation::checkAccepted);
        each(DepositValidation::checkAmount);
        each(DepositValidation::checkReference);
        each(DepositValidation::checkPrice);
        List<TradeItem> items = new ArrayList<>(lines.size());
        for (DepositOrder.Line line : lines) {
            Item item = found.get(line.itemId());
            items.add(new TradeItem(item, item.offer(), line.amount()));
        }
        return items;
    }

    private interface Check {
        void of(DepositOrder.Line line, Item item);
    }

    private void each(Check check) {
        for (int i = 0; i < lines.size(); i++) {
            String itemId = lines.get(i).itemId();
            try {
                check.of(lines.get(i), found.get(itemId));
            } catch (Refusal e) {
                throw e.about(Refusal.Subject.item(i, itemId));
            }
        }
    }

    private static void checkAvailable(DepositOrder.Line line, Item item) {
        if (item == null) {
            throw new Refusal(
                    Refusal.Reason.ITEMS_UNAVAILABLE,
                    "item '" + Quoted.text(line.itemId())
                            + "' is not in the user's inventory, or lies in another trade");
        }
        if (!item.tradable()) {
            throw new Refusal(
                    Refusal.Reason.ITEMS_UNAVAILABLE, "item '" + line.itemId() + "' cannot be traded on Steam");
        }
    }

    private static void checkAccepted(DepositOrder.Line line, Item item) {
        if (!item.accepted()) {
            throw new Refusal(
                    Refusal.Reason.ITEMS_NOT_ACCEPTED,
                    "item '" + line.itemId() + "' is not taken for deposit (accepted is false)");
        }
    }

    private static void checkAmount(DepositOrder.Line line, Item item) {
        if (line.amount() > item.amount()) {
            throw new Refusal(
                    Refusal.Reason.INSUFFICIENT_ITEM_AMOUNT,
                    "amount " + line.amount() + " of item '" + line.itemId() + "': the user has " + item.amount());
        }
        if (line.amount() > item.offer().maxAmount()) {
            throw new Refusal(
                    Refusal.Reason.EXCEEDS_MAX_AMOUNT,
                    "amount " + line.amount() + " of item '" + line.itemId() + "': the offer takes at most "
                            + item.offer().maxAmount());
        }
    }

    private static void checkReference(DepositOrder.Line line, Item item) {
        if (line.reference() != null && !Offer.isFor(item.id(), line.reference())) {
            throw new Refusal(
                    Refusal.Reason.NO_OFFER_FOUND,
                    "offer.reference '" + Quoted.text(line.reference()) + "' is no offer for item '" + line.itemId()
                            + "'");
        }
    }

    private static void checkPrice(DepositOrder.Line line, Item item) {
        if (line.price() == null) {
            return;
        }
        boolean current =
                line.reference() == null || line.reference().equals(item.offer().reference());
        if (!current || !line.price().equals(item.offer().price())) {
            throw new Refusal(
                    Refusal.Reason.PRICE_CHANGED,
                    "item '" + line.itemId() + "' is offered at " + item.offer().price() + " now, not at "
                            + line.price() + "; read the inventory again");
        }
    }
}
