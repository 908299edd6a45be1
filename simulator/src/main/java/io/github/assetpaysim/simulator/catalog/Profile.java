package io.github.assetpaysim.simulator.catalog;

import io.github.assetpaysim.simulator.money.Collateral;
import io.github.assetpaysim.simulator.money.Usd;
import java.util.List;

/**
 * What is special about a Steam user. Immutable.
 *
 * @param outcome what he, Steam and suppliers do with his trades, or null for what the merchant's settings say
 * @param contents what Steam shows of his inventory
 * @param listed his items, when the contents are {@link Contents#LISTED}; otherwise none
 * @param account what his Steam account can do
 * @param collateral what may be advanced to him
 * @param pricesMove whether an offer changes each time he has read his inventory
 */
public record Profile(
        SteamOutcome outcome,
        Contents contents,
        List<Possession> listed,
        Account account,
        Collateral collateral,
        boolean pricesMove) {

    /** Nothing is. */
    public static final Profile ORDINARY = new Profile(
            null, Contents.ORDINARY, List.of(), Account.ORDINARY, new Collateral(new Usd(150_00), Usd.ZERO), false);

    /** What Steam shows of an inventory. */
    public enum Contents {
        /** What the catalogue gives this user. */
        ORDINARY,
        EMPTY,
        PRIVATE,
        /** Steam does not answer. */
        UNAVAILABLE,
        ONLY_RUST,
        /** Exactly the {@link Profile#listed} items. */
        LISTED
    }

    /** What a Steam account can do. */
    public enum Account {
        ORDINARY,
        CANNOT_TRADE,
        /** Nobody is found behind the trade URL. */
        UNREACHABLE,
        CS2_BANNED,
        RUST_BANNED,
        BANNED,
        /** Steam does not tell what the account can do. */
        UNKNOWN
    }

    /** An item, or a stack, that a user is said to own. */
    public record Possession(CatalogItem kind, int amount, boolean tradable) {}

    public Profile {
        listed = List.copyOf(listed);
    }
}
