package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.api.receiver.Inbox;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Notes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A trade that a check has started. Used by the thread of that check. */
final class StartedTrade {
    /** What makes a trade reach a status, as the control API calls it. */
    private static final Map<String, String> EVENTS = Map.of(
            "PENDING", "send-offer",
            "ACTIVE", "accept",
            "HOLD", "accept",
            "COMPLETED", "complete",
            "DECLINED", "decline",
            "FAILED", "fail",
            "CANCELED", "cancel",
            "REVERTED", "revert",
            "ESCROW", "escrow");

    private final ApiContext context;
    private final Trader trader;
    private final Exchange answer;
    /** Null where no callbacks come. */
    private final Inbox inbox;

    StartedTrade(ApiContext context, Trader trader, Exchange answer, Inbox inbox) {
        this.context = context;
        this.trader = trader;
        this.answer = answer;
        this.inbox = inbox;
    }

    /** The answer of the request that made it. */
    Exchange answer() {
        return answer;
    }

    /** The trade as that answer shows it. */
    JsonNode trade() {
        return answer.json().path("data");
    }

    String id() {
        return trade().path("id").asText();
    }

    /** @throws CheckFailure that skips the check where no callbacks come */
    Inbox inbox() {
        if (inbox == null) {
            throw CheckFailure.skipped(ApiContext.NO_RECEIVER);
        }
        return inbox;
    }

    /** Makes something happen, named as the control API names it; skips the check where there is none. */
    StartedTrade happens(String event) throws IOException, InterruptedException {
        trader.merchant().happen(id(), event);
        context.notes().line("control: " + event);
        return this;
    }

    /**
     * Makes the trade go on to a status where there is a control API; elsewhere waits until it has by itself. What lies between
     * happens too.
     *
     * @throws CheckFailure that skips the check when it does not come so far
     */
    StartedTrade reaches(String status) throws IOException, InterruptedException {
        if (trader.isControlled()) {
            happens(EVENTS.get(status));
            trader.merchant().awaitStatus(id(), status);
        } else if (!waits(context.patience(), () -> has(status))) {
            throw CheckFailure.skipped(
                    "the trade did not come to " + status + " within "
                            + context.patience().toSeconds() + " s; it is "
                            + now().path("status").asText()
                            + ": somebody has to accept the offer in Steam (--interactive waits longer), and a hold lasts 7 days");
        }
        return this;
    }

    private boolean has(String status) {
        if (inbox != null) {
            return !inbox.about(id(), status).isEmpty();
        }
        try {
            return now().path("status").asText().equals(status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The trade as the history shows it now.
     *
     * @throws CheckFailure when it is not there, which is a violation
     */
    JsonNode now() throws InterruptedException {
        Exchange history = trader.caller()
                .get(Operation.TRADES, "limit", 50, "game", trade().path("game").asText());
        for (JsonNode each : history.data().path("trades")) {
            if (each.path("id").asText().equals(id())) {
                return each;
            }
        }
        throw CheckFailure.violated("trade " + id() + " among the user's latest 50", history.answered());
    }

    /**
     * Waits for the first attempt of the callback about a status.
     *
     * @throws CheckFailure when none comes in time; see {@link #noCallback}
     */
    Received callback(String status) {
        return callbacks(status, 1).get(0);
    }

    /** Waits for this many attempts of the callback about a status; gives all that came until then. */
    List<Received> callbacks(String status, int attempts) {
        if (!waits(context.patience(), () -> inbox().about(id(), status).size() >= attempts)) {
            throw noCallback(status, attempts);
        }
        List<Received> came = inbox().about(id(), status);
        note(came);
        return came;
    }

    /** Everything that has come about it, noted. */
    List<Received> callbacks() {
        List<Received> came = inbox().about(id());
        note(came);
        return came;
    }

    private void note(List<Received> came) {
        Notes notes = context.notes();
        came.forEach(callback -> notes.line(callback.toString()));
    }

    /** A violation where callbacks come at all; elsewhere the check is skipped, for the receiver may be out of reach. */
    private CheckFailure noCallback(String status, int attempts) {
        callbacks();
        if (!context.receivesCallbacks()) {
            return CheckFailure.skipped("no callback came to " + inbox().url() + " within "
                    + context.patience().toSeconds()
                    + " s: is it the merchant's callback URL, and can AssetPay reach it?");
        }
        return CheckFailure.violated(
                (attempts == 1 ? "a callback" : attempts + " attempts of the callback") + " about " + status
                        + " of trade " + id(),
                inbox().about(id()).isEmpty()
                        ? "none about it"
                        : inbox().about(id()).toString());
    }

    private static boolean waits(java.time.Duration most, BooleanSupplier condition) {
        try {
            Awaitility.await()
                    .atMost(most)
                    .pollDelay(java.time.Duration.ZERO)
                    .pollInterval(java.time.Duration.ofMillis(10))
                    .until(condition::getAsBoolean);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}
