package io.github.assetpaysim.contract.api;

import io.github.assetpaysim.contract.api.receiver.Inbox;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Notes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The callbacks about one trade, as a check waits for them. Used by the thread of that check. */
final class AwaitedCallbacks {
    /** Longer than anybody waits before trying a callback again, and shorter than a hold. */
    private static final Duration LONG = Duration.ofDays(1);

    private final ApiContext context;
    private final Trader trader;
    private final String id;
    /** Null where no callbacks come. */
    private final Inbox inbox;

    AwaitedCallbacks(ApiContext context, Trader trader, String id, Inbox inbox) {
        this.context = context;
        this.trader = trader;
        this.id = id;
        this.inbox = inbox;
    }

    /** @throws CheckFailure that skips the check where no callbacks come */
    Inbox inbox() {
        if (inbox == null) {
            throw CheckFailure.skipped(ApiContext.NO_RECEIVER);
        }
        return inbox;
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
        if (!StartedTrade.waits(
                context.patience(), () -> inbox().about(id, status).size() >= attempts)) {
            throw noCallback(status, attempts);
        }
        List<Received> came = inbox().about(id, status);
        note(came);
        return came;
    }

    /**
     * Waits for the attempt after those that have failed: where there is a control API longer than any schedule takes.
     *
     * @param before how many have failed
     * @return all attempts of that callback
     * @throws CheckFailure when there is no further one, which is a violation where time can be made to pass; elsewhere it skips
     */
    List<Received> again(String status, int before) throws IOException, InterruptedException {
        try {
            callbacks(status, before);
        } catch (CheckFailure e) {
            throw e.isViolation() ? CheckFailure.blocked("needs what CALL-08 is about: " + e.getMessage()) : e;
        }
        if (trader.isControlled()) {
            trader.merchant().advance(LONG);
        } else if (!StartedTrade.waits(
                context.patience(), () -> inbox().about(id, status).size() > before)) {
            throw CheckFailure.skipped("the callback about " + status + " was not tried again within "
                    + context.patience().toSeconds() + " s, and it is not documented how long that takes");
        }
        List<Received> came = inbox().about(id, status);
        note(came);
        if (came.size() <= before) {
            throw CheckFailure.violated(
                    "one more attempt of the callback about " + status + " of trade " + id, came + ", and no more");
        }
        return came;
    }

    /** Everything that has come about it, noted. */
    List<Received> callbacks() {
        List<Received> came = inbox().about(id);
        note(came);
        return came;
    }

    private void note(List<Received> came) {
        Notes notes = context.notes();
        came.forEach(callback -> notes.line(callback.toString()));
    }

    /** A violation where callbacks come at all; elsewhere the check is skipped, for the receiver may be out of reach. */
    CheckFailure noCallback(String status, int attempts) {
        List<Received> came = callbacks();
        if (came.stream().anyMatch(callback -> callback.status().isEmpty())) {
            return CheckFailure.blocked("a callback came that does not say its status, which CALL-02 is about");
        }
        if (!context.receivesCallbacks()) {
            return CheckFailure.skipped("no callback came to " + inbox().url() + " within "
                    + context.patience().toSeconds()
                    + " s: is it the merchant's callback URL, and can AssetPay reach it?");
        }
        return CheckFailure.violated(
                (attempts == 1 ? "a callback" : attempts + " attempts of the callback") + " about " + status
                        + " of trade " + id,
                came.isEmpty() ? "none about it" : came.toString());
    }

    /** Waits until more callbacks than this have come about it, or none has within this time; tells whether they have. */
    boolean hears(int moreThan, Duration within) {
        return StartedTrade.waits(within, () -> inbox().about(id).size() > moreThan);
    }
}
