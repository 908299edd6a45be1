package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.assumption.Assumptions;
import io.github.assetpaysim.simulator.shipment.Shipment;
import io.github.assetpaysim.simulator.time.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sees deliveries through their planned attempts, until one delivers or none is left.
 *
 * <p>Thread-safe: it keeps nothing itself and holds no lock. Attempts of one trade run in that trade's lane of the timeline, so
 * they never overlap; what a delivery has become is changed in the {@link Journal}, whose turn it is in {@link StrictOrder} and
 * what can be taken back in {@link Timetable}, each in one step.
 */
final class Rounds {
    private final Timeline timeline;
    private final Timetable timetable;
    private final StrictOrder order = new StrictOrder();
    private final Journal journal;
    private final Postman postman;
    private final Supplier<Courier.Terms> terms;
    private final Logbook logbook;

    Rounds(Timeline timeline, Journal journal, Postman postman, Supplier<Courier.Terms> terms, Logbook logbook) {
        this.timeline = timeline;
        this.timetable = new Timetable(timeline);
        this.journal = journal;
        this.postman = postman;
        this.terms = terms;
        this.logbook = logbook;
    }

    /**
     * Plans the first attempts of what is in the journal already.
     *
     * @return ends with the attempt that an answer waits for; empty when none does
     */
    Optional<CompletableFuture<?>> start(List<Departure> departures) {
        CompletableFuture<?> awaited = null;
        boolean strict = terms.get().assumptions().get(Assumptions.CALLBACK_ORDER) == Assumptions.Order.STRICT;
        for (Departure departure : departures) {
            departure.deliveries().forEach(delivery -> keepBackNoLonger(delivery, departure.due()));
            if (!order.mustWait(departure, strict)) {
                CompletableFuture<?> attempts = begin(departure, departure.due());
                awaited = awaited == null && departure.answerWaits() ? attempts : awaited;
            }
        }
        return Optional.ofNullable(awaited);
    }

    private void keepBackNoLonger(Delivery delivery, Instant due) {
        if (delivery.state() == Delivery.State.KEPT_BACK) {
            // Unless it was resent by hand meanwhile.
            journal.update(
                    delivery.id(),
                    each -> each.state() == Delivery.State.KEPT_BACK ? each.as(Delivery.State.WAITING, due) : each);
        }
    }

    private CompletableFuture<?> begin(Departure departure, Instant due) {
        return departure.isOfMany() ? planAtOnce(departure, due) : plan(departure.first(), 1, due);
    }

    private CompletableFuture<?> plan(Delivery delivery, int number, Instant due) {
        Shipment shipment = delivery.shipment();
        return timetable.plan(
                shipment, due, Logbook.subject(shipment) + " attempt " + number, at -> attempt(shipment, number, at));
    }

    /** These are not planned one by one: what is sent at the same instant is sent or not sent as a whole. */
    private CompletableFuture<?> planAtOnce(Departure departure, Instant due) {
        Shipment shipment = departure.first().shipment();
        String others = departure.deliveries().stream()
                .skip(1)
                .map(delivery -> delivery.shipment().status())
                .collect(Collectors.joining(", "));
        CompletableFuture<Void> ended = new CompletableFuture<>();
        timeline.schedule(due, shipment.trade().id(), Logbook.subject(shipment) + " and " + others + " at once", at -> {
            CompletableFuture<Void> attempts = attemptAtOnce(departure, at);
            attempts.whenComplete((nothing, error) -> ended.complete(null));
            return attempts;
        });
        return ended;
    }

    private CompletableFuture<Void> attempt(Shipment shipment, int number, Instant due) {
        Courier.Terms now = terms.get();
        Optional<Delivery> delivery = sendable(shipment.id(), now);
        if (delivery.isEmpty()) {
            startNext(shipment, due);
            return CompletableFuture.completedFuture(null);
        }
        return postman.send(delivery.get(), number, due, now)
                .thenAccept(attempt -> conclude(delivery.get(), attempt, now));
    }

    private CompletableFuture<Void> attemptAtOnce(Departure departure, Instant due) {
        Courier.Terms now = terms.get();
        List<Delivery> deliveries = new ArrayList<>();
        for (Delivery each : departure.deliveries()) {
            sendable(each.id(), now).ifPresentOrElse(deliveries::add, () -> startNext(each.shipment(), due));
        }
        List<CompletableFuture<Attempt>> attempts = postman.sendAtOnce(deliveries, due, now);
        List<CompletableFuture<?>> concluded = new ArrayList<>();
        for (int i = 0; i < deliveries.size(); i++) {
            Delivery delivery = deliveries.get(i);
            concluded.add(attempts.get(i).thenAccept(attempt -> conclude(delivery, attempt, now)));
        }
        return CompletableFuture.allOf(concluded.toArray(CompletableFuture[]::new));
    }

    /** A delivery that still has to be sent, and can be. */
    private Optional<Delivery> sendable(String id, Courier.Terms now) {
        if (now.url() != null) {
            return journal.find(id).filter(Rounds::isOwed);
        }
        journal.update(id, each -> each.unlessDelivered(Delivery.State.UNDELIVERABLE, null))
                .filter(Rounds::isOwed)
                .ifPresent(each -> logbook.unsent(each.shipment(), "no callback URL any more, not sent"));
        return Optional.empty();
    }

    private static boolean isOwed(Delivery delivery) {
        return delivery.state() != Delivery.State.DELIVERED;
    }

    private void conclude(Delivery sent, Attempt attempt, Courier.Terms now) {
        Shipment shipment = sent.shipment();
        Outcome outcome = Outcome.of(attempt, sent.dispatch(), now.retry());
        Optional<Delivery> after = journal.update(shipment.id(), outcome::on);
        // Only what is over is dropped from memory: it was resent by hand.
        Delivery.State became = after.map(Delivery::state).orElse(Delivery.State.DELIVERED);
        logbook.ended(shipment, after.map(Delivery::lastAttempt).orElse(attempt), outcome.words(became));
        if (became == Delivery.State.RETRYING) {
            plan(after.get(), attempt.number() + 1, outcome.next());
            if (!isStill(Delivery.State.RETRYING, shipment.id())) {
                // It was resent by hand with success before there was anything to take back.
                settled(shipment);
            }
        } else {
            startNext(shipment, attempt.due());
        }
    }

    private boolean isStill(Delivery.State state, String id) {
        return journal.find(id).filter(each -> each.state() == state).isPresent();
    }

    /** Takes back what is planned for a shipment alone that got there otherwise; nobody waits for it any more. */
    void settled(Shipment shipment) {
        timetable.takeBack(shipment.id());
        // An attempt under way keeps the lane, so that the next one still begins after its end.
        startNext(shipment, timeline.instant());
    }

    private void startNext(Shipment over, Instant at) {
        // A fault may want it later than its turn comes.
        order.after(over).ifPresent(next -> begin(next, next.due().isAfter(at) ? next.due() : at));
    }
}
