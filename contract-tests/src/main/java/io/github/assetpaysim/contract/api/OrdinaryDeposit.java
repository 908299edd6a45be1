package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.NamedEvidence;
import io.github.assetpaysim.contract.plan.Notes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A CS2 deposit that goes well, as far as the host lets it: made once, for all checks that look at one. Thread-safe. */
final class OrdinaryDeposit {
    static final String NAME = "ordinary deposit";

    private static final List<String> COURSE = List.of("PENDING", "HOLD", "COMPLETED");
    private static final int ITEMS = 2;

    private final Notes notes = new Notes();
    private final Once<Walk> walk;

    OrdinaryDeposit(ApiRun run) {
        this.walk = new Once<>(() -> walk(new ApiContext(run, "ordinary", notes), run));
    }

    /**
     * What was seen.
     *
     * @param trader who deposited
     * @param clientId the merchant's own id of the user, in the token
     * @param collateral what the inventory showed before, or null
     * @param items what was deposited, as the inventory showed it
     * @param order what was asked for
     * @param trade that was started
     * @param snapshots the trade as the history showed it after each step, the answer first
     * @param stopped why it went no further, or null when it completed
     */
    record Walk(
            Trader trader,
            String clientId,
            BigDecimal collateral,
            List<JsonNode> items,
            ObjectNode order,
            StartedTrade trade,
            List<JsonNode> snapshots,
            CheckFailure stopped) {

        /**
         * The trade when it had a status.
         *
         * @throws CheckFailure that skips the check when it did not come so far
         */
        JsonNode at(String status) {
            return snapshots.stream()
                    .filter(snapshot -> snapshot.path("status").asText().equals(status))
                    .findFirst()
                    .orElseThrow(() -> stopped == null
                            ? CheckFailure.violated(
                                    "the trade to be " + status + " at some time",
                                    statuses().toString())
                            : stopped);
        }

        List<String> statuses() {
            return snapshots.stream()
                    .map(snapshot -> snapshot.path("status").asText())
                    .toList();
        }

        /** Every attempt of a callback about it, in the order of arrival; skips the check where none come. */
        List<Received> callbacks() {
            trade.callback("INITIATED");
            return trade.inbox().about(trade.id());
        }
    }

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

    private static Walk walk(ApiContext context, ApiRun run) throws Exception {
        Trader trader = context.trader();
        if (trader.isControlled()) {
            // So that the split has two parts.
            ObjectNode profile = Json.object();
            profile.putObject("collateral").put("provider", 4).put("merchant", 1.5);
            trader.merchant().profile(trader.caller().user().steamId(), profile);
        }
        String clientId = "client-" + context.externalId();
        Caller caller = trader.caller();
        caller.withToken(caller.token(caller.authentication().put("clientId", clientId)));
        JsonNode inventory = caller.get(Operation.INVENTORY).data();
        List<JsonNode> choice = trader.depositable("730", ITEMS);
        // Skins are real elsewhere, so the cheapest there.
        List<JsonNode> items =
                trader.isControlled() ? choice.subList(choice.size() - ITEMS, choice.size()) : choice.subList(0, ITEMS);
        ObjectNode order = trader.order("730", items);
        StartedTrade trade = trader.deposits(order);
        List<JsonNode> snapshots = new ArrayList<>();
        snapshots.add(trade.trade());
        CheckFailure stopped = null;
        try {
            for (String status : COURSE) {
                trade.reaches(status);
                snapshots.add(trade.now());
            }
        } catch (CheckFailure e) {
            stopped = e.isViolation() ? CheckFailure.blocked(e.getMessage()) : e;
        }
        JsonNode collateral = inventory.path("collateral");
        return new Walk(
                trader,
                clientId,
                collateral.isNumber() ? collateral.decimalValue() : null,
                items,
                order,
                trade,
                snapshots,
                stopped);
    }
}
