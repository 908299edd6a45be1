package io.github.assetpaysim.simulator.control;

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

    /** Each as a request could set it; a withdrawn one shows its null. */
    static List<Map<String, Object>> view(Map<Kind, Optional<Usd>> moved) {
        List<Map<String, Object>> offers = new ArrayList<>();
        moved.forEach((kind, price) -> {
            Map<String, Object> offer = new LinkedHashMap<>();
            offer.put("marketHashName", kind.marketHashName());
            offer.put("game", kind.game().appId());
            offer.put("price", price.orElse(null));
            offers.add(offer);
        });
        return offers;
    }
}
