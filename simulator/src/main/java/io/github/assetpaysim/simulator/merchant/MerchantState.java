package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.catalog.CatalogItem;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.trade.TradeBook;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a merchant stands at one moment, as values only: with its settings, all that another merchant needs to go on from there.
 * Ids follow from the settings' seed, timers from {@code next}. Callbacks, planned faults and API keys beside the first are no part of
 * it: who goes on from it sends again nothing that was announced before but the callbacks of withdrawals that wait for a verdict, no
 * fault strikes, and the first key opens the API.
 *
 * @param start what is special about the world the merchant started in, and users can be put back to
 * @param clock what time it is on its timeline
 * @param previousSecret the API secret before the present one; null until it has changed
 * @param prices what is paid for one of a kind where that is not the catalogue's price, the first moved first
 * @param next by trade: what happens to it next, and when, as planned when it entered its stage; the first planned first
 * @param users by Steam id
 * @param taken the listings that withdrawals have bought or reserved
 * @param balance the merchant's money at AssetPay, reservations included
 */
record MerchantState(
        InitialState start,
        Instant clock,
        String previousSecret,
        Map<CatalogItem, Optional<Usd>> prices,
        TradeBook.State trades,
        Map<String, Trades.NextEvent> next,
        Map<String, EndUserAccount.State> users,
        Set<String> taken,
        Usd balance) {
    MerchantState {
        prices = Collections.unmodifiableMap(new LinkedHashMap<>(prices));
        next = Collections.unmodifiableMap(new LinkedHashMap<>(next));
        users = Map.copyOf(users);
        taken = Set.copyOf(taken);
    }

    /** A merchant to which nothing has happened. */
    static MerchantState beginning(InitialState start, Instant clock, Usd balance) {
        return new MerchantState(
                start, clock, null, start.prices(), TradeBook.State.EMPTY, Map.of(), Map.of(), Set.of(), balance);
    }
}
