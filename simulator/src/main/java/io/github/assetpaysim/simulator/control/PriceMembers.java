package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Kind;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.money.Usd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Moved prices as members of JSON objects. */
final class PriceMembers {
    private static final Usd LEAST = new Usd(1);

    private PriceMembers() {}

    /** The array of moves under {@code name}, which must be there. */
    static Map<Kind, Optional<Usd>> read(Fields body, String name, Catalogue catalogue) {
        Map<Kind, Optional<Usd>> moves = new LinkedHashMap<>();
        for (Fields offer : body.objects(name)) {
            offer.refuseUnknown(Set.of("marketHashName", "game", "price"));
            Kind kind = KindMembers.read(offer, catalogue);
            // A forgotten price must not pass for the null that withdraws an offer.
            boolean withdrawn =
                    offer.node().has("price") && offer.node().get("price").isNull();
            Optional<Usd> price = withdrawn ? Optional.empty() : Optional.of(KindMembers.amount(offer, "price", LEAST));
            if (moves.put(kind, price) != null) {
                throw body.wrong(name + " names '" + kind.marketHashName() + "' twice");
            }
        }
        return moves;
    }

    /** As a request could set it; a withdrawn one shows its null. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Offer(String marketHashName, String game, Usd price) {}

    static List<Object> view(Map<Kind, Optional<Usd>> moved) {
        List<Object> offers = new ArrayList<>();
        moved.forEach((kind, price) ->
                offers.add(new Offer(kind.marketHashName(), kind.game().appId(), price.orElse(null))));
        return offers;
    }
}
