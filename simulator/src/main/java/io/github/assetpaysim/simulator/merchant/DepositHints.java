package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Offer;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Says which mistake may lie behind the refusal of a deposit (A4.6), from where its items are. Decides and changes nothing. */
final class DepositHints {
    private final World world;
    private final Function<Trade, String> status;

    DepositHints(World world, Function<Trade, String> status) {
        this.world = world;
        this.status = status;
    }

    /** A sentence about the item that is refused; null when there is none, or nothing to say. */
    String about(Refusal refusal, String steamId, DepositOrder order) {
        if (refusal.subject() == null
                || refusal.subject().itemId() == null
                || !(refusal.code() instanceof Refusal.Reason reason)) {
            return null;
        }
        EndUserAccount user = world.user(steamId);
        DepositOrder.Line line = order.lines().get(refusal.subject().position());
        return switch (reason) {
            case ITEMS_UNAVAILABLE -> unavailable(line.itemId(), order.game(), user);
            case NO_OFFER_FOUND ->
                seen(user, item -> Offer.isFor(item.id(), line.reference()))
                        .map(other -> "This reference is that of another item, '" + other.id()
                                + "'; each item has an offer of its own.")
                        .orElse(null);
            case PRICE_CHANGED ->
                seen(user, item -> item.id().equals(line.itemId()))
                        .filter(Item::accepted)
                        .map(item -> otherPrice(line, item.offer()))
                        .orElse(null);
            default -> null;
        };
    }

    private String unavailable(String itemId, Game game, EndUserAccount user) {
        if (itemId.indexOf(' ') >= 0 || itemId.indexOf('|') >= 0) {
            return "itemId looks like a name; it takes the item's id from the inventory, not its market hash name.";
        }
        if (itemId.chars().allMatch(c -> '0' <= c && c <= '9')) {
            return "itemId looks like Steam's asset id; it takes the item's id from the inventory.";
        }
        if (Arrays.stream(Game.values())
                .anyMatch(each -> world.catalogue.listing(each, itemId).isPresent())) {
            return "itemId is that of a listing on the market; a deposit takes the id of an item in the user's inventory.";
        }
        Optional<Item> own = seen(user, item -> item.id().equals(itemId));
        if (own.isPresent() && isLeft(own.get(), user)) {
            // A part of the stack may lie in a trade, but that is not why the rest was not found.
            Game actual = own.get().kind().game();
            return actual == game
                    ? null
                    : "The item belongs to another game: send \"game\": \"" + actual.appId() + "\".";
        }
        Optional<Trade> trade = lastTradeOf(itemId);
        if (trade.isPresent()) {
            String owner = trade.get().client().steamId();
            return "The item lies in trade " + trade.get().id() + ", which is " + status.apply(trade.get())
                    + (owner.equals(user.steamId) ? "." : ", of user " + owner + ".");
        }
        return world.users.values().stream()
                .filter(other -> seen(other, item -> item.id().equals(itemId)).isPresent())
                .findFirst()
                .map(owner -> "The item belongs to user " + owner.steamId + "; the client token is that of "
                        + user.steamId + ".")
                .orElse(null);
    }

    private boolean isLeft(Item item, EndUserAccount user) {
        synchronized (world) {
            return user.find(item.kind().game(), Set.of(item.id())).containsKey(item.id());
        }
    }

    private static String otherPrice(DepositOrder.Line line, Offer offer) {
        if (line.price().cents() == 100 * offer.price().cents()) {
            return "The price came in cents; it is a number of USD.";
        }
        return line.reference() != null && !line.reference().equals(offer.reference())
                ? "This reference is that of an earlier offer for the item; take price and reference from the same, latest"
                        + " inventory."
                : null;
    }

    private Optional<Trade> lastTradeOf(String itemId) {
        synchronized (world) {
            return world.book.all().stream()
                    .filter(trade -> !trade.stage().unsuccessful())
                    .filter(trade -> trade.items().stream()
                            .anyMatch(line -> line.item().id().equals(itemId)))
                    .reduce((earlier, later) -> later);
        }
    }

    /** The lock is held for one user at a time, so that nobody waits for all of them to be searched. */
    private Optional<Item> seen(EndUserAccount user, Predicate<Item> fits) {
        synchronized (world) {
            return user.seen(fits);
        }
    }
}
