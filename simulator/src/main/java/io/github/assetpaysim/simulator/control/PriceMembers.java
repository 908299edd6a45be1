package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.assetpaysim.simulator.catalog.CatalogItem;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.merchant.ItemQuery;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.setting.Spelling;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Kinds of items and their moved prices as members of JSON objects. */
final class PriceMembers {
    private static final Usd LEAST = new Usd(1);
    private static final Usd MOST = new Usd(1_000_000_00);

    private PriceMembers() {}

    /** The array of moves under {@code name}, which must be there. */
    static Map<CatalogItem, Optional<Usd>> read(Fields body, String name, Catalogue catalogue) {
        Map<CatalogItem, Optional<Usd>> moves = new LinkedHashMap<>();
        for (Fields offer : body.objects(name)) {
            offer.refuseUnknown(Set.of("marketHashName", "game", "price"));
            CatalogItem kind = kind(offer, catalogue);
            // A forgotten price must not pass for the null that withdraws an offer.
            boolean withdrawn =
                    offer.node().has("price") && offer.node().get("price").isNull();
            Optional<Usd> price = withdrawn ? Optional.empty() : Optional.of(amount(offer, "price", LEAST));
            if (moves.put(kind, price) != null) {
                throw body.wrong(name + " names '" + kind.marketHashName() + "' twice");
            }
        }
        return moves;
    }

    /** As a request could set it; a withdrawn one shows its null. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Offer(String marketHashName, String game, Usd price) {}

    static List<Object> view(Map<CatalogItem, Optional<Usd>> moved) {
        List<Object> offers = new ArrayList<>();
        moved.forEach((kind, price) ->
                offers.add(new Offer(kind.marketHashName(), kind.game().appId(), price.orElse(null))));
        return offers;
    }

    /** The kind that {@code marketHashName} and {@code game} name. */
    static CatalogItem kind(Fields object, Catalogue catalogue) {
        Game game = object.read(ItemQuery.GAME);
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
