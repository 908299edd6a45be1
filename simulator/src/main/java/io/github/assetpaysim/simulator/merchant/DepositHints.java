package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Offer;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.trade.Refusal;

/** Says which mistake may lie behind the refusal of a deposit (A4.6), from where its items are. Decides and changes nothing. */
final class DepositHints {
    private final ItemSearch search;
    private final Dialect dialect;

    DepositHints(ItemSearch search, Dialect dialect) {
        this.search = search;
        this.dialect = dialect;
    }

    /** A sentence about the item that is refused; null when there is none, or nothing to say. */
    String about(Refusal refusal, String steamId, DepositOrder order) {
        if (refusal.subject() == null
                || refusal.subject().itemId() == null
                || !(refusal.code() instanceof Refusal.Reason reason)) {
            return null;
        }
        DepositOrder.Line line = order.lines().get(refusal.subject().position());
        return switch (reason) {
            case ITEMS_UNAVAILABLE -> unavailable(line.itemId(), order.game().appId(), steamId);
            case NO_OFFER_FOUND -> otherReference(line.reference(), steamId);
            case PRICE_CHANGED -> otherPrice(line, steamId);
            default -> null;
        };
    }

    private String unavailable(String itemId, String game, String steamId) {
        if (itemId.indexOf(' ') >= 0 || itemId.indexOf('|') >= 0) {
            return "itemId looks like a name; it takes the item's id from the inventory, not its market hash name.";
        }
        if (itemId.chars().allMatch(c -> '0' <= c && c <= '9')) {
            return "itemId looks like Steam's asset id; it takes the item's id from the inventory.";
        }
        Whereabouts where = search.whereabouts(steamId, itemId);
        if (where.trade() != null) {
            String owner = where.trade().client().steamId();
            return "The item lies in trade " + where.trade().id() + ", which is " + dialect.status(where.trade())
                    + (owner.equals(steamId) ? "." : ", of user " + owner + ".");
        }
        if (where.own() != null && !where.own().kind().game().appId().equals(game)) {
            return "The item belongs to another game: send \"game\": \""
                    + where.own().kind().game().appId() + "\".";
        }
        return where.owner() == null
                ? null
                : "The item belongs to user " + where.owner() + "; the client token is that of " + steamId + ".";
    }

    private String otherReference(String reference, String steamId) {
        return search.offered(steamId, reference)
                .map(owner -> "This reference is that of another item, '" + owner.id()
                        + "'; each item has an offer of its own.")
                .orElse(null);
    }

    private String otherPrice(DepositOrder.Line line, String steamId) {
        Whereabouts where = search.whereabouts(steamId, line.itemId());
        if (where.own() == null || where.own().offer() == null) {
            return null;
        }
        Offer offer = where.own().offer();
        if (line.price().cents() == 100 * offer.price().cents()) {
            return "The price came in cents; it is a number of USD.";
        }
        return line.reference() != null && !line.reference().equals(offer.reference())
                ? "This reference is that of an earlier offer for the item; take price and reference from the same, latest"
                        + " inventory."
                : null;
    }
}
