package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Kind;
import io.github.assetpaysim.simulator.catalog.Profile;
import io.github.assetpaysim.simulator.money.Usd;
import java.time.Instant;
import java.time.InstantSource;
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
    private final InstantSource clock;

    Users(World world, InstantSource clock) {
        this.world = world;
        this.clock = clock;
    }

    /** What the user owns and can deposit. */
    public InventoryPage inventory(ClientClaims client, InventoryQuery query) {
        User user = world.user(client.steamId());
        List<Item> available;
        Instant updatedAt;
        Usd collateral;
        synchronized (world) {
            available = user.available(query.game(), clock.instant(), query.refresh());
            updatedAt = user.updatedAt(query.game());
            collateral = world.collateral(user);
        }
        List<Item> matching = query.select(available);
        List<Item> shown = query.page(matching);
        synchronized (world) {
            user.movePrice(shown);
        }
        return new InventoryPage(shown, matching.size(), updatedAt, collateral);
    }

    /** How a user stands. */
    public UserState state(String steamId) {
        User user = world.user(steamId);
        synchronized (world) {
            return new UserState(user.profile(), world.book.all(user.open), world.collateral(user));
        }
    }

    /** Makes a user another person; null makes him again what he was at the start. */
    public void recast(String steamId, Profile profile) {
        User user = world.user(steamId);
        synchronized (world) {
            user.become(profile == null ? world.start.profile(steamId) : profile);
        }
    }

    /** Sets what is paid for one of a kind, for all users and at once; empty for no longer taken. */
    public void movePrices(Map<Kind, Optional<Usd>> moves) {
        synchronized (world) {
            world.prices.putAll(moves);
        }
    }

    /** Every price that is not the catalogue's. */
    public Map<Kind, Optional<Usd>> movedPrices() {
        synchronized (world) {
            return new LinkedHashMap<>(world.prices);
        }
    }
}
