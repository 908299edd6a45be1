package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.NamedEvidence;
import io.github.assetpaysim.contract.plan.Notes;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** A CS2 deposit that goes well, as far as the host lets it: made once, for all checks that look at one. Thread-safe. */
final class OrdinaryDeposit {
    static final String NAME = "ordinary deposit";

    private static final List<String> COURSE = List.of("PENDING", "HOLD", "COMPLETED");
    private static final int ITEMS = 2;
    /** Shorter than anything takes that would happen by itself. */
    private static final Duration STEP = Duration.ofSeconds(1);

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
     * @param listed the history as it was just after that
     * @param snapshots the trade as the history showed it after each step, the answer first
     * @param stopped why it went no further, or null when it completed
     * @param silence why there are no callbacks, or null when some came
     */
    record Walk(
            Trader trader,
            String clientId,
            BigDecimal collateral,
            List<JsonNode> items,
            ObjectNode order,
            StartedTrade trade,
            Exchange listed,
            List<JsonNode> snapshots,
            CheckFailure stopped,
            CheckFailure silence) {

        /**
         * The trade when it had a status.
         *
         * @throws CheckFailure that skips the check when it did not come so far
         */
        JsonNode at(String status) {
            return trade.snapshots().stream()
                    .filter(sighting -> sighting.status().equals(status))
                    .map(Sighting::trade)
                    .findFirst()
                    .orElseThrow(() -> stopped == null
                            ? CheckFailure.skipped("the trade was never seen " + status + ", but "
                                    + statuses().toString())
                            : stopped);
        }

        /** What it is worth: the prices that the inventory showed. */
        BigDecimal total() {
            return items.stream()
                    .map(item -> item.at("/offer/price").decimalValue())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        /** What the history showed, the answer first. */
        List<String> statuses() {
            return snapshots.stream()
                    .map(snapshot -> snapshot.path("status").asText())
                    .toList();
        }

        /** Every attempt of a callback about it, in the order of arrival; skips the check where none come. */
        List<Received> callbacks() {
            if (silence != null) {
                throw silence;
            }
            return trade.inbox().about(trade.id());
        }
    }

    /** What happened, or the failure that kept it from being begun, the same each time. */
    Walk walk() throws Exception {
        return walk.get();
    }

    NamedEvidence evidence() {
        return new NamedEvidence(NAME, notes.evidence());
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
        List<JsonNode> items = trader.isControlled() ? telling(choice) : choice.subList(0, ITEMS);
        ObjectNode order = trader.order("730", items);
        StartedTrade trade = trader.deposits(order);
        Exchange listed = caller.get(Operation.TRADES);
        CheckFailure stopped = null;
        CheckFailure silence = null;
        try {
            for (String status : COURSE) {
                if (trader.isControlled()) {
                    // So that times that should differ do.
                    trader.merchant().advance(STEP);
                }
                trade.passes(status);
            }
        } catch (CheckFailure e) {
            stopped = e;
        } catch (IOException e) {
            stopped = CheckFailure.inconclusive(e.getMessage());
        }
        try {
            if (trade.awaited().callbacks().isEmpty()) {
                // Where everything happens on demand there is nothing to wait for any more.
                throw trade.awaited().noCallback("INITIATED", 1);
            }
        } catch (CheckFailure e) {
            silence = e;
        }
        List<JsonNode> snapshots =
                trade.snapshots().stream().map(Sighting::trade).toList();
        JsonNode collateral = inventory.path("collateral");
        return new Walk(
                trader,
                clientId,
                collateral.isNumber() ? collateral.decimalValue() : null,
                items,
                order,
                trade,
                listed,
                snapshots,
                stopped,
                silence);
    }

    /**
     * The dearest, and the dearest whose name is not plain ASCII: what is signed has such characters as they are (A7.3). Skins with an
     * exterior where there are enough, so that reports of two runs, whose users own other things, can be compared.
     */
    private static List<JsonNode> telling(List<JsonNode> all) {
        List<JsonNode> worn = all.stream().filter(item -> item.has("exterior")).toList();
        List<JsonNode> choice = worn.size() < ITEMS ? all : worn;
        List<JsonNode> others = choice.subList(0, choice.size() - 1);
        JsonNode other = others.get(others.size() - 1);
        for (JsonNode item : others) {
            if (item.path("marketHashName").asText().chars().anyMatch(character -> character > 127)) {
                other = item;
            }
        }
        return List.of(other, choice.get(choice.size() - 1));
    }
}
