package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.SteamUser;
import io.github.assetpaysim.contract.plan.NamedEvidence;
import io.github.assetpaysim.contract.plan.Notes;
import io.github.assetpaysim.contract.simulator.ControlledMerchant;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two users with trades of both types in both games, made once for all checks of the history. Thread-safe. */
final class HistorySample {
    static final String NAME = "two users' trades";

    /** CS2 trades of the first user: more than fit on a page of which nobody says how large it is to be. */
    private static final int TRADES = 13;

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Notes notes = new Notes();
    private final Once<Made> made;

    HistorySample(ApiRun run) {
        this.made = new Once<>(() -> make(new ApiContext(run, "history", notes)));
    }

    /** Both users of one merchant. */
    record Made(ControlledMerchant merchant, User one, User other) {}

    /**
     * Somebody with trades.
     *
     * @param trades id, game and type of each, the oldest first
     */
    record User(SteamUser user, String token, List<JsonNode> trades) {}

    Made made() throws Exception {
        return made.get();
    }

    NamedEvidence evidence() {
        // Nothing is written any more once somebody has it.
        synchronized (made) {
            return new NamedEvidence(NAME, notes.evidence());
        }
    }

    private static Made make(ApiContext context) throws Exception {
        Trader one = context.trader();
        Trader other = one.as(one.caller().as(context.freshUser()));
        Source source = new Source(one);
        List<JsonNode> trades = new ArrayList<>();
        List<JsonNode> others = new ArrayList<>();
        for (int i = 0; i < TRADES; i++) {
            if (i % 4 == 0) {
                // Few may be unaccepted at a time.
                trades.add(source.deposit(one, ItemList.CS2, true));
            } else if (i % 2 == 0) {
                trades.add(source.deposit(one, ItemList.CS2, false));
            } else {
                trades.add(source.withdrawal(one, ItemList.CS2));
            }
            if (i % 5 == 0) {
                trades.add(source.withdrawal(one, ItemList.RUST));
                others.add(source.withdrawal(other, ItemList.RUST));
            }
        }
        trades.add(source.deposit(one, ItemList.RUST, false));
        others.add(source.deposit(other, ItemList.CS2, false));
        others.add(source.withdrawal(other, ItemList.CS2));
        return new Made(
                one.merchant(),
                new User(one.caller().user(), one.caller().token(), trades),
                new User(other.caller().user(), other.caller().token(), others));
    }

    /** Makes trades, each a second after the one before. */
    private static final class Source {
        private final Trader trader;
        private final Map<String, Deque<JsonNode>> forSale = new HashMap<>();

        Source(Trader trader) throws InterruptedException {
            this.trader = trader;
            for (String game : ItemList.GAMES) {
                List<JsonNode> cheap = ItemList.MARKET
                        .page(trader.caller(), "game", game, "sort", "price_asc", "perPage", TRADES)
                        .requireLeast(TRADES)
                        .items();
                forSale.put(game, new ArrayDeque<>(cheap));
            }
        }

        JsonNode deposit(Trader by, String game, boolean completed) throws Exception {
            trader.merchant().advance(BETWEEN);
            StartedTrade trade = by.deposits(game, 1);
            if (completed) {
                trade.reaches("COMPLETED");
            }
            return KnownTrades.known(trade.trade(), game, "DEPOSIT");
        }

        JsonNode withdrawal(Trader by, String game) throws Exception {
            trader.merchant().advance(BETWEEN);
            StartedTrade trade =
                    by.withdraws(by.order(game, List.of(forSale.get(game).remove())));
            return KnownTrades.known(trade.trade(), game, "WITHDRAW");
        }
    }
}
