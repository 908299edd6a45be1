package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.CatalogItem;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Profile;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.trade.SteamAccount;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who the users of one merchant are, what they own and what is paid for it. Thread-safe, under the monitor of the merchant's
 * {@link World}.
 */
public final class Users {
    private final World world;

    /**
     * What an inventory request is answered with (A4.2).
     *
     * @param count how many items match, on all pages
     * @param updatedAt when Steam was last read
     * @param collateral instant credit available to the user now
     */
    public record InventoryPage(List<Item> items, int count, Instant updatedAt, Usd collateral) {}

    /**
     * How a user stands.
     *
     * @param open his trades that are not over; their items are reserved
     * @param collateral what may still be advanced to him
     */
    public record UserState(Profile profile, List<Trade> open, Usd collateral) {}

    Users(World world) {
        this.world = world;
    }

    /** What the user owns and can deposit. */
    public InventoryPage inventory(EndUserClaims client, ItemQuery query) {
        EndUserAccount user = world.user(client.steamId());
        List<Item> available;
        Instant updatedAt;
        Usd collateral;
        synchronized (world) {
            available = user.available(query.game(), world.clock.instant(), query.refresh());
            updatedAt = user.updatedAt(query.game());
            collateral = world.collateral(user);
        }
        // Not under the lock that every deposit needs.
        List<Item> matching = query.select(available);
        List<Item> shown = query.page(matching);
        synchronized (world) {
            user.movePrice(shown);
        }
        return new InventoryPage(shown, matching.size(), updatedAt, collateral);
    }

    /**
     * Checks a trade URL (A4.9); what was found out is told again for an hour.
     *
     * @param refresh whether to look again all the same
     */
    public TradeUrlCheck check(String tradeUrl, boolean refresh) {
        Optional<String> steamId = SteamAccount.behind(tradeUrl);
        if (steamId.isEmpty()) {
            return new TradeUrlCheck(TradeUrlCheck.State.INVALID, null, 0, false);
        }
        if (!SteamAccount.isPossible(steamId.get())) {
            return new TradeUrlCheck(TradeUrlCheck.State.USER_NOT_FOUND, null, 0, false);
        }
        EndUserAccount user = world.user(steamId.get());
        synchronized (world) {
            return user.checked(world.clock.instant(), refresh);
        }
    }

    public UserState state(String steamId) {
        EndUserAccount user = world.user(steamId);
        synchronized (world) {
            return new UserState(user.profile(), world.book.all(user.open), world.collateral(user));
        }
    }

    /** Makes a user another person; null makes him again what he was at the start. */
    public void setProfile(String steamId, Profile profile) {
        EndUserAccount user = world.user(steamId);
        synchronized (world) {
            user.become(profile == null ? world.start.profile(steamId) : profile);
        }
    }

    /** Sets what is paid for one of a kind, for all users and at once; empty for no longer taken. */
    public void movePrices(Map<CatalogItem, Optional<Usd>> moves) {
        synchronized (world) {
            world.prices.putAll(moves);
        }
    }

    /** Every price that is not the catalogue's. */
    public Map<CatalogItem, Optional<Usd>> movedPrices() {
        synchronized (world) {
            return new LinkedHashMap<>(world.prices);
        }
    }
}
