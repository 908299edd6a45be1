package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.plan.NamedEvidence;
import io.github.assetpaysim.contract.plan.Notes;
import java.util.List;

/**
 * A withdrawal of two CS2 listings that the merchant approves, as far as the host lets it go: made once, for all checks that look at
 * one. Thread-safe.
 */
final class OrdinaryWithdrawal {
    static final String NAME = "ordinary withdrawal";

    private static final List<String> COURSE = List.of("ACTIVE", "HOLD", "COMPLETED");
    private static final int LISTINGS = 2;

    private final Notes notes = new Notes();
    private final Once<Walk> walk;

    OrdinaryWithdrawal(ApiRun run) {
        this.walk = new Once<>(() -> walk(new ApiContext(run, "ordinary", notes)));
    }

    /**
     * What was seen.
     *
     * @param trader who withdrew
     * @param listings what was bought, as the market showed it
     * @param order what was asked for
     * @param course how it went
     */
    record Walk(Trader trader, List<JsonNode> listings, ObjectNode order, Course course) {}

    /** What happened, or the failure that kept it from being begun, the same each time. */
    Walk walk() throws Exception {
        return walk.get();
    }

    NamedEvidence evidence() {
        // Nothing is written any more once somebody has it.
        synchronized (walk) {
            return new NamedEvidence(NAME, notes.evidence());
        }
    }

    private static Walk walk(ApiContext context) throws Exception {
        Trader trader = context.trader();
        List<JsonNode> listings = trader.forSale("730", LISTINGS).subList(0, LISTINGS);
        ObjectNode order = trader.order("730", listings);
        return new Walk(trader, listings, order, Course.of(trader.withdraws(order), COURSE));
    }
}
