package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Kind;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.setting.Spelling;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.util.Arrays;
import java.util.Optional;

/** Kinds of items and amounts of money as a tester writes them. */
final class KindMembers {
    private static final String GAME = "\"730\" (CS2) or \"252490\" (Rust)";
    private static final Usd MOST = new Usd(1_000_000_00);

    private KindMembers() {}

    /** The kind that {@code marketHashName} and {@code game} name. */
    static Kind read(Fields object, Catalogue catalogue) {
        Game game = object.has("game")
                ? Game.of(object.text("game", GAME)).orElseThrow(() -> object.wrong("game", GAME))
                : Game.CS2;
        String name = object.text("marketHashName", "the market hash name of an item of the catalogue");
        return catalogue.kind(game, name).orElseThrow(() -> unknown(object, catalogue, game, name));
    }

    private static Refusal unknown(Fields object, Catalogue catalogue, Game game, String name) {
        Optional<Game> other = Arrays.stream(Game.values())
                .filter(each -> catalogue.kind(each, name).isPresent())
                .findFirst();
        return object.wrong(
                "marketHashName",
                "a name in the catalogue of game " + game.appId()
                        + other.map(each -> " (this one belongs to game " + each.appId() + ")")
                                .orElseGet(() ->
                                        " (did you mean '" + Spelling.nearest(name, catalogue.names(game)) + "'?)"));
    }

    /** An amount of USD that must be there, from {@code least} to a million. */
    static Usd amount(Fields object, String name, Usd least) {
        String expected = "a number of USD from " + least + " to " + MOST + " with at most two decimals";
        try {
            Usd amount = Usd.of(object.number(name, expected));
            if (amount.compareTo(least) < 0 || amount.compareTo(MOST) > 0) {
                throw object.wrong(name, expected);
            }
            return amount;
        } catch (IllegalArgumentException e) {
            throw object.wrong(name, expected);
        }
    }
}
