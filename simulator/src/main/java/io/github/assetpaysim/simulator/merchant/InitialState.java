package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.CatalogItem;
import io.github.assetpaysim.simulator.catalog.Profile;
import io.github.assetpaysim.simulator.catalog.TestUser;
import io.github.assetpaysim.simulator.money.Usd;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is special about the world a merchant starts in. Immutable.
 *
 * @param users what is special about Steam users, by their id; test users that are missing are as always
 * @param prices what AssetPay pays for one of a kind, empty for no longer taken
 */
public record InitialState(Map<String, Profile> users, Map<CatalogItem, Optional<Usd>> prices) {
    /** Nothing is special. */
    public static final InitialState ORDINARY = new InitialState(Map.of(), Map.of());

    public InitialState {
        users = Map.copyOf(users);
        prices = Collections.unmodifiableMap(new LinkedHashMap<>(prices));
    }

    Profile profile(String steamId) {
        Profile given = users.get(steamId);
        return given == null ? TestUser.profile(steamId) : given;
    }
}
