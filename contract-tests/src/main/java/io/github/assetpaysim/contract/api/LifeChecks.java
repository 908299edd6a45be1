package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What deposits pass that go well, and what stays as it is meanwhile (A5, A6.1). */
final class LifeChecks {
    private static final List<String> CS2 = List.of("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED");
    private static final List<String> RUST = List.of("INITIATED", "PENDING", "ACTIVE", "COMPLETED");
    private static final List<String> KEPT = List.of(
            "id",
            "type",
            "game",
            "totalPrice",
            "createdAt",
            "externalId",
            "externalClientUserId",
            "clientUserId",
            "clientSteamID",
            "clientTradeUrl",
            "merchantId");
    private static final Set<String> UNSUCCESSFUL = Set.of("CANCELED", "DECLINED", "FAILED", "REVERTED");
    private static final Pattern MILLISECONDS = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    private static final Duration PROTECTION = Duration.ofDays(7);
    /** Where there is no clock to ask for: nothing tells to the hour from when a host counts its days. */
    private static final Duration TOLERANCE = Duration.ofDays(1);

    private LifeChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("LIFE-01", 0, context -> {
                    OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
                    requireCourse(context, walk.trade(), CS2, walk.stopped());
                }),
                of("LIFE-02", 20, context -> {
                    StartedTrade trade = StackDeposit.start(context).trade();
                    CheckFailure stopped = passes(trade, "PENDING", "COMPLETED");
                    requireCourse(context, trade, RUST, stopped);
                }),
                of("LIFE-03", 0, LifeChecks::tellsTheEndOfTheHold),
                of("LIFE-04", 0, LifeChecks::holdsUntilItsEnd),
                of("LIFE-14", 0, LifeChecks::keeps),
                of("LIFE-15", 0, LifeChecks::tellsItsTimes));
    }

    /** Why it did not pass them all, or null. */
    private static CheckFailure passes(StartedTrade trade, String... statuses) throws Exception {
        try {
            for (String status : statuses) {
                trade.passes(status);
            }
            return null;
        } catch (CheckFailure e) {
            return e;
        }
    }

    /**
     * It went this way.
     *
     * @param stopped why it has not gone to the end, or null when it has
     * @throws CheckFailure that skips the check where the world made it go another documented way, which only a simulator can rule out
     */
    private static void requireCourse(
            ApiContext context, StartedTrade trade, List<String> course, CheckFailure stopped) {
        if (!context.hasControl()) {
            for (Sighting sighting : trade.sightings()) {
                if (UNSUCCESSFUL.contains(sighting.status())) {
                    throw CheckFailure.skipped("the deposit ended otherwise: " + sighting);
                }
            }
        }
        Set<String> passed = context.hasControl() ? Set.of() : Set.of("ESCROW");
        requireSnapshots(trade, course, passed);
        requireCallbacks(trade, course, passed, stopped);
    }

    /** What the history showed each time: the status it has then, and elsewhere at least none of before. */
    private static void requireSnapshots(StartedTrade trade, List<String> course, Set<String> passed) {
        int before = -1;
        for (Sighting sighting : trade.snapshots()) {
            sighting.requireText("status", sighting.status());
            if (passed.contains(sighting.status())) {
                continue;
            }
            int now = course.indexOf(sighting.status());
            if (now < before) {
                throw CheckFailure.violated(
                        "statuses in the order of " + course,
                        trade.snapshots().stream()
                                .map(Sighting::status)
                                .toList()
                                .toString());
            }
            before = now;
        }
    }

    /**
     * The statuses that were called back, each once; copies of the same bytes are attempts of one.
     *
     * @param passed statuses that may lie between them
     * @param stopped why it has not passed all of them, or null when it has
     */
    private static void requireCallbacks(
            StartedTrade trade, List<String> course, Set<String> passed, CheckFailure stopped) {
        List<Received> callbacks = first(trade.inbox().about(trade.id()));
        callbacks.removeIf(callback -> passed.contains(callback.status()));
        List<String> came = statuses(callbacks);
        // Retries may come late, so that either order is right. Where time stands still it is the same.
        List<String> inTime = statuses(callbacks.stream()
                .sorted(Comparator.comparing(
                        callback -> callback.trade().path("updatedAt").asText()))
                .toList());
        if (callbacks.isEmpty()) {
            throw stopped == null
                    ? CheckFailure.blocked("needs callbacks, which CALL-08 is about, and none came to "
                            + trade.inbox().url())
                    : stopped;
        }
        List<String> expected = stopped == null ? course : course.subList(0, Math.min(came.size(), course.size()));
        if (!trade.early().isEmpty()) {
            throw CheckFailure.violated(
                    "no callback about a status before the trade has it",
                    trade.early().get(0));
        }
        if (!came.equals(expected) && !inTime.equals(expected)) {
            throw CheckFailure.violated(
                    "callbacks about " + course + (stopped == null ? "" : " or the first of them"), came.toString());
        }
        if (stopped != null) {
            throw stopped;
        }
    }

    /** The statuses that were called back, in the order of arrival; copies of the same bytes are attempts of one. */
    static List<String> calledBack(StartedTrade trade) {
        return statuses(first(trade.inbox().about(trade.id())));
    }

    private static List<Received> first(List<Received> attempts) {
        List<Received> first = new ArrayList<>();
        for (Received attempt : attempts) {
            if (first.stream().noneMatch(earlier -> earlier.hasBody(attempt.body()))) {
                first.add(attempt);
            }
        }
        return first;
    }

    private static List<String> statuses(List<Received> callbacks) {
        return callbacks.stream().map(Received::status).toList();
    }

    private static void tellsTheEndOfTheHold(ApiContext context) throws Exception {
        OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
        walk.at("HOLD");
        Sighting held = walk.trade().snapshots("HOLD").get(0);
        Instant since = held.clock() == null ? held.instant("updatedAt") : held.clock();
        Duration tolerance = held.clock() == null ? TOLERANCE : Duration.ZERO;
        for (Sighting sighting : walk.trade().sightings("HOLD", "COMPLETED")) {
            Duration difference = Duration.between(since.plus(PROTECTION), sighting.instant("holdEndDate"));
            if (difference.abs().compareTo(tolerance) > 0) {
                throw sighting.unlike("holdEndDate", since.plus(PROTECTION) + ", 7 days after the offer was accepted");
            }
        }
    }

    private static void holdsUntilItsEnd(ApiContext context) throws Exception {
        if (!context.hasControl()) {
            OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
            walk.at("COMPLETED");
            Sighting completed = walk.trade().snapshots("COMPLETED").get(0);
            if (completed.instant("updatedAt").isBefore(completed.instant("holdEndDate"))) {
                throw completed.unlike("updatedAt", "not before its holdEndDate " + completed.instant("holdEndDate"));
            }
            return;
        }
        Trader trader = context.trader();
        StartedTrade trade = trader.deposits("730", 1).reaches("PENDING").passes("HOLD");
        Sighting held = trade.snapshots("HOLD").get(0);
        Duration left = left(held);
        trader.merchant().advance(left.minusMillis(1));
        trade.awaitCallbacks();
        requireNow(trade, "HOLD", "just before its holdEndDate " + held.trade().path("holdEndDate"));
        if (!trade.inbox().about(trade.id(), "COMPLETED").isEmpty()) {
            throw CheckFailure.violated(
                    "no callback about COMPLETED before the holdEndDate "
                            + held.trade().path("holdEndDate"),
                    "one");
        }
        trader.merchant().advance(Duration.ofMillis(1));
        requireNow(trade, "COMPLETED", "at its holdEndDate " + held.trade().path("holdEndDate"));
    }

    private static Duration left(Sighting held) {
        Duration left;
        try {
            left = Duration.between(held.clock(), held.instant("holdEndDate"));
        } catch (CheckFailure e) {
            throw CheckFailure.blocked("needs holdEndDate, which LIFE-03 is about: " + e.getMessage());
        }
        if (left.isNegative() || left.isZero() || left.compareTo(PROTECTION.multipliedBy(4)) > 0) {
            throw CheckFailure.blocked("needs a holdEndDate that is right, which LIFE-03 is about: "
                    + held.trade().path("holdEndDate") + " at " + held.clock());
        }
        return left;
    }

    private static void requireNow(StartedTrade trade, String status, String when) throws InterruptedException {
        JsonNode now = trade.shown();
        if (!status.equals(now.path("status").textValue())) {
            throw CheckFailure.violated(
                    "the trade to be " + status + " " + when, now.path("status").toString());
        }
    }

    private static void keeps(ApiContext context) throws Exception {
        OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
        List<Sighting> sightings = new ArrayList<>(walk.trade().snapshots());
        if (walk.silence() == null) {
            // All of them, for one whose id has changed would not be found by it.
            walk.trade()
                    .inbox()
                    .all()
                    .forEach(callback ->
                            sightings.add(new Sighting("a callback", callback.status(), callback.trade(), null)));
        }
        JsonNode first = sightings.get(0).trade();
        for (Sighting sighting : sightings) {
            for (String member : KEPT) {
                JsonNode came = sighting.trade().path(member);
                JsonNode kept = first.path(member);
                boolean same = came.isNumber() && kept.isNumber()
                        ? came.decimalValue().compareTo(kept.decimalValue()) == 0
                        : came.equals(kept);
                if (first.has(member) && !same) {
                    throw sighting.unlike(member, kept + ", as in the answer");
                }
            }
        }
        if (sightings.size() == 1) {
            throw walk.stopped() == null ? walk.silence() : walk.stopped();
        }
    }

    private static void tellsItsTimes(ApiContext context) throws Exception {
        OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
        List<Sighting> sightings = walk.trade().sightings();
        for (Sighting sighting : sightings) {
            for (String member : List.of("createdAt", "updatedAt")) {
                if (!MILLISECONDS
                        .matcher(sighting.trade().path(member).asText())
                        .matches()) {
                    throw sighting.unlike(member, "an instant in UTC with milliseconds");
                }
            }
            if (sighting.instant("updatedAt").isBefore(sighting.instant("createdAt"))) {
                throw sighting.unlike(
                        "updatedAt", "not before createdAt " + sighting.trade().path("createdAt"));
            }
        }
        for (Sighting earlier : sightings) {
            for (Sighting later : sightings) {
                boolean isAfter =
                        CS2.contains(earlier.status()) && CS2.indexOf(later.status()) > CS2.indexOf(earlier.status());
                if (isAfter && later.instant("updatedAt").isBefore(earlier.instant("updatedAt"))) {
                    throw later.unlike(
                            "updatedAt",
                            "not before that of " + earlier + ", "
                                    + earlier.trade().path("updatedAt"));
                }
            }
        }
    }
}
