package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How a trade went from status to status. Immutable, but for callbacks that still come.
 *
 * @param snapshots the trade as the history showed it after each step, the answer first
 * @param stopped why it went no further, or null when it went to the end
 * @param unheard why there are no callbacks about it, or null when there are
 */
record Course(StartedTrade trade, List<JsonNode> snapshots, CheckFailure stopped, CheckFailure unheard) {
    /** Lets a trade come to these statuses, one after another, as far as the host lets it. */
    static Course of(StartedTrade trade, List<String> statuses) throws InterruptedException {
        List<JsonNode> snapshots = new ArrayList<>();
        snapshots.add(trade.trade());
        CheckFailure stopped = failure(() -> {
            for (String status : statuses) {
                trade.reaches(status);
                snapshots.add(trade.now());
            }
        });
        CheckFailure unheard = failure(() -> {
            trade.callback("INITIATED");
            trade.awaitCallbacks();
            trade.awaited().callbacks();
        });
        return new Course(trade, List.copyOf(snapshots), stopped, unheard);
    }

    private interface Step {
        void go() throws IOException, InterruptedException;
    }

    /** Whoever only looks at the trade is blocked by what is violated in its course. */
    private static CheckFailure failure(Step step) throws InterruptedException {
        try {
            step.go();
            return null;
        } catch (CheckFailure e) {
            return e.isViolation() ? CheckFailure.blocked("needs a trade that goes well: " + e.getMessage()) : e;
        } catch (IOException e) {
            return CheckFailure.blocked("needs a trade that goes well: " + e.getMessage());
        }
    }

    List<String> statuses() {
        return snapshots.stream()
                .map(snapshot -> snapshot.path("status").asText())
                .toList();
    }

    /** Every attempt of a callback about it, in the order of arrival; skips the check where none come. */
    List<Received> callbacks() {
        if (unheard != null) {
            throw unheard;
        }
        return trade.inbox().about(trade.id());
    }
}
