package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.api.receiver.Inbox;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.simulator.Control;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.pollinterval.FibonacciPollInterval;

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

    /** What a deposit passes, in this order. */
    private static final List<String> COURSE = List.of("INITIATED", "PENDING", "ACTIVE", "ESCROW", "HOLD", "COMPLETED");

    /** How long a simulator may take for what it does at once. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final ApiContext context;
    private final Trader trader;
    private final Exchange answer;
    private final String id;
    /** Null where no callbacks come. */
    private final Inbox inbox;

    private final AwaitedCallbacks awaited;

    private final List<Sighting> seen = new ArrayList<>();
    private final List<String> early = new ArrayList<>();

    /** @param id of the trade, which the answer may have wrong */
    StartedTrade(ApiContext context, Trader trader, Exchange answer, String id, Inbox inbox) {
        this.context = context;
        this.trader = trader;
        this.answer = answer;
        this.id = id;
        this.inbox = inbox;
        this.awaited = new AwaitedCallbacks(context, trader, id, inbox);
        this.seen.add(new Sighting("the answer", "INITIATED", answer.json().path("data"), null));
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
        return id;
    }

    /** @throws CheckFailure that skips the check where no callbacks come */
    Inbox inbox() {
        return awaited.inbox();
    }

    /** What is waited for of its callbacks. */
    AwaitedCallbacks awaited() {
        return awaited;
    }

    /** {@link AwaitedCallbacks#callback}. */
    Received callback(String status) {
        return awaited.callback(status);
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
        boolean withdrawn = answer.operation() == Operation.WITHDRAW;
        if (withdrawn && status.equals("ACTIVE")) {
            // The merchant's verdict does that, not the world.
            return comesTo(status);
        }
        if (trader.isControlled()) {
            if (withdrawn && status.equals("HOLD")) {
                // A withdrawal is ACTIVE before there is an offer.
                happens("send-offer");
            }
            happens(EVENTS.get(status));
            trader.merchant().awaitStatus(id(), status);
            return this;
        }
        boolean accepting = !status.equals("PENDING") && !isPast(status(), withdrawn ? "HOLD" : "ACTIVE");
        Duration most = accepting ? context.awaitsPerson(id(), trader.caller().user()) : context.patience();
        if (!waits(most, () -> has(status))) {
            throw CheckFailure.skipped(
                    "the trade did not come to " + status + " within "
                            + most.toSeconds() + " s; it is "
                            + now().path("status").asText()
                            + ": somebody has to accept the offer in Steam (--interactive waits longer), and a hold lasts 7 days");
        }
        return this;
    }

    /**
     * Waits until the trade has come to a status by what the merchant has answered.
     *
     * @throws CheckFailure when it does not in time, which is a violation
     */
    StartedTrade comesTo(String status) throws IOException, InterruptedException {
        boolean there = trader.isControlled()
                ? trader.merchant().hasReached(id(), status, AT_ONCE)
                : waits(context.patience(), () -> has(status));
        if (!there) {
            String now = status();
            if (!isPast(now, status)) {
                throw CheckFailure.violated("trade " + id() + " to become " + status, now);
            }
        }
        return this;
    }

    /** {@link #reaches}, and remembers what the history shows then; another requirement is about a trade that is not there. */
    StartedTrade passes(String status) throws IOException, InterruptedException {
        return reaches(status).looks(status);
    }

    /**
     * Remembers what the history shows, once all callbacks until now have come.
     *
     * @param status that it has where the control API has just said so
     */
    StartedTrade looks(String status) throws IOException, InterruptedException {
        awaitCallbacks();
        if (trader.isControlled()) {
            inbox.about(id()).stream()
                    .filter(callback -> isPast(callback.status(), status)
                            && !callback.status().equals(status))
                    .forEach(callback -> early.add(callback + " while it was " + status));
        }
        JsonNode now = shown();
        seen.add(new Sighting(
                "the history",
                trader.isControlled() ? status : now.path("status").asText(),
                now,
                trader.isControlled() ? trader.clock() : null));
        return this;
    }

    /** {@link #now} for a check of something else: another requirement is about a trade that is not there. */
    JsonNode shown() throws InterruptedException {
        try {
            return now();
        } catch (CheckFailure e) {
            throw e.isViolation()
                    ? CheckFailure.blocked("needs the history, which HIST-01 and HIST-05 are about: " + e.getMessage())
                    : e;
        }
    }

    /** The status that the history shows now; another requirement is about a trade that is not there. */
    String status() throws InterruptedException {
        return shown().path("status").asText();
    }

    /** Waits until every callback that is due has had its answer, where that can be known. */
    void awaitCallbacks() throws IOException, InterruptedException {
        if (trader.isControlled()) {
            try {
                trader.merchant().get("/callbacks/await?idle=true&timeout=5s&tradeId=" + id());
            } catch (Control.Refused e) {
                // One is being tried again, which on a frozen clock is not done by itself.
                context.notes().line(e.getMessage());
            }
        }
    }

    /** Every time that it was shown: in the answer, in the history whenever that was remembered, in callbacks. */
    List<Sighting> sightings() {
        List<Sighting> all = new ArrayList<>(seen);
        if (inbox != null) {
            inbox.about(id())
                    .forEach(
                            callback -> all.add(new Sighting("a callback", callback.status(), callback.trade(), null)));
        }
        return all;
    }

    /** The same when it had one of these statuses. */
    List<Sighting> sightings(String... statuses) {
        return with(statuses, sightings());
    }

    /** What the history showed, in this order, the answer first. */
    List<Sighting> snapshots() {
        return List.copyOf(seen);
    }

    /** Callbacks that came before what they tell had happened, as far as the control API can show it. */
    List<String> early() {
        return List.copyOf(early);
    }

    /** The same when it had one of these statuses. */
    List<Sighting> snapshots(String... statuses) {
        return with(statuses, seen);
    }

    private static List<Sighting> with(String[] statuses, List<Sighting> sightings) {
        return sightings.stream()
                .filter(sighting -> List.of(statuses).contains(sighting.status()))
                .toList();
    }

    /** Whether it has the status, or has gone past it. */
    private boolean has(String status) {
        if (inbox != null && context.receivesCallbacks()) {
            return inbox.about(id()).stream().anyMatch(callback -> isPast(callback.status(), status));
        }
        try {
            return isPast(now().path("status").asText(), status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isPast(String now, String status) {
        return now.equals(status) || COURSE.contains(status) && COURSE.indexOf(now) > COURSE.indexOf(status);
    }

    /**
     * The trade as the history shows it now.
     *
     * @throws CheckFailure when it is not there, which is a violation
     */
    JsonNode now() throws InterruptedException {
        Exchange history = trader.caller()
                .get(
                        Operation.TRADES,
                        "limit",
                        MadeTrades.PAGE,
                        "game",
                        trade().path("game").asText());
        JsonNode trades = history.data().path("trades");
        String externalId = trade().path("externalId").asText();
        for (JsonNode each : trades) {
            if (each.path("id").asText().equals(id())) {
                return each;
            }
        }
        // One whose id has changed is still the same trade.
        for (JsonNode each : trades) {
            if (!externalId.isEmpty() && each.path("externalId").asText().equals(externalId)) {
                return each;
            }
        }
        MadeTrades.requireOnePage(history.data());
        throw CheckFailure.violated("trade " + id() + " in the user's history", history.answered());
    }

    /** Waits until something is so, and says whether it is. */
    static boolean waits(Duration most, BooleanSupplier condition) {
        try {
            Awaitility.await()
                    .atMost(most)
                    .pollDelay(Duration.ZERO)
                    // Each look may be a request, of which not many are allowed.
                    .pollInterval(FibonacciPollInterval.fibonacci(10, TimeUnit.MILLISECONDS))
                    .until(condition::getAsBoolean);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}
