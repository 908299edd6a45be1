package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.callback.transport.Sender;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.Edit;
import io.github.assetpaysim.simulator.dialect.Shipment;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.time.Task;
import io.github.assetpaysim.simulator.time.Timeline;
import io.github.assetpaysim.simulator.time.Timer;
import io.github.assetpaysim.simulator.trade.Trade;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Announces the status changes of one merchant's trades and sees each announcement through its attempts.
 *
 * <p>Any thread may call it. What is held back, planned and in order, and what a delivery has become, changes together under the
 * monitor; under it only the timeline, the journal, the faults and the log are called, none of which calls back. Letters are rendered
 * and sent outside of it. Attempts of one trade run in that trade's lane of the timeline, so they never overlap; a manual resend runs
 * outside of it.
 */
public final class Courier {
    private final Timeline timeline;
    private final InstantSource wall;
    private final Dialect dialect;
    private final Journal journal;
    private final Function<Trade, String> ids;
    private final Function<Dispatch, List<Dispatch>> faults;
    private final Supplier<Terms> terms;
    private final Consumer<String> log;
    private final Postman postman;
    /** By trade: what faults hold back until its next callback. */
    private final Map<String, List<Delivery>> heldBack = new HashMap<>();
    /** By trade, under strict order: first what is not yet over of the one under way, then those that wait for it. */
    private final Map<String, ArrayDeque<Departure>> inOrder = new HashMap<>();
    /** By delivery: its next attempt, unless that has started. */
    private final Map<String, Planned> planned = new HashMap<>();

    /** @param over ends when nobody needs to wait for the attempt any more */
    private record Planned(Timer timer, CompletableFuture<Void> over) {}

    /**
     * What a merchant has settled about callbacks at the moment.
     *
     * @param url where to, or null
     * @param timeout real time for one attempt
     */
    public record Terms(URI url, String secret, RetrySchedule retry, Duration timeout, Values assumptions) {}

    /**
     * @param ids a new id for what is announced of a trade
     * @param faults what is sent in place of an ordinary callback
     */
    public Courier(
            Timeline timeline,
            InstantSource wall,
            Sender sender,
            Dialect dialect,
            Journal journal,
            Function<Trade, String> ids,
            Function<Dispatch, List<Dispatch>> faults,
            Supplier<Terms> terms,
            Consumer<String> log) {
        this.timeline = timeline;
        this.wall = wall;
        this.dialect = dialect;
        this.journal = journal;
        this.ids = ids;
        this.faults = faults;
        this.terms = terms;
        this.log = log;
        this.postman = new Postman(wall, sender, dialect, journal);
    }

    /**
     * Announces where a trade stands, in the way that the merchant's faults have planned.
     *
     * @param at the instant of the change, in timeline time
     * @return ends with the attempt that the answer to the present request waits for; empty when it need not wait
     */
    public synchronized Optional<CompletableFuture<?>> announce(Trade trade, Instant at) {
        Shipment owed = new Shipment(ids.apply(trade), trade, dialect.status(trade), wall.instant(), List.of());
        List<Delivery> held = Optional.ofNullable(heldBack.remove(trade.id())).orElse(List.of());
        List<Delivery> announced = new ArrayList<>();
        for (Delivery delivery : deliveries(faults.apply(Dispatch.ordinary(owed)), at)) {
            Dispatch.Start start = delivery.dispatch().start();
            boolean waits = start == Dispatch.Start.AFTER_NEXT || start == Dispatch.Start.WITH_NEXT;
            if (terms.get().url() == null) {
                note(delivery.as(Delivery.State.UNDELIVERABLE, null), "no callback URL, not sent");
            } else if (start == Dispatch.Start.NEVER) {
                note(delivery.as(Delivery.State.DROPPED, null), "dropped by a fault");
            } else if (waits && held.isEmpty()) {
                Delivery waiting = delivery.as(Delivery.State.KEPT_BACK, null);
                note(waiting, "kept back by a fault until the trade's next callback");
                heldBack.computeIfAbsent(trade.id(), id -> new ArrayList<>()).add(waiting);
            } else {
                journal.add(delivery);
                announced.add(delivery);
            }
        }
        return start(Departure.arrange(announced, held, at));
    }

    /** The deliveries that dispatches ask for; one that says the same as an earlier one has the same bytes. */
    private static List<Delivery> deliveries(List<Dispatch> dispatches, Instant at) {
        List<Delivery> deliveries = new ArrayList<>();
        Map<List<Edit>, String> said = new HashMap<>();
        for (Dispatch dispatch : dispatches) {
            Dispatch own = dispatch.genuine() ? dispatch : dispatch.asNumber(deliveries.size() + 1);
            String copyOf =
                    said.putIfAbsent(own.shipment().edits(), own.shipment().id());
            deliveries.add(Delivery.of(own, copyOf, at.plus(own.delay())));
        }
        return deliveries;
    }

    /** Replaces the faults, and sends what those before hold back, without waiting for anything more. */
    public synchronized void replaceFaults(Runnable replace) {
        replace.run();
        List<Delivery> all = heldBack.values().stream().flatMap(List::stream).toList();
        heldBack.clear();
        Instant now = timeline.instant();
        all.forEach(delivery -> start(List.of(new Departure(List.of(delivery), now))));
    }

    private Optional<CompletableFuture<?>> start(List<Departure> departures) {
        CompletableFuture<?> awaited = null;
        for (Departure departure : departures) {
            for (Delivery each : departure.deliveries()) {
                if (each.state() == Delivery.State.KEPT_BACK) {
                    // Unless it was resent by hand meanwhile.
                    journal.update(each.id(), now -> now.unlessDelivered(Delivery.State.WAITING, departure.due()));
                }
            }
            if (!mustWait(departure)) {
                CompletableFuture<?> first = plan(departure, 1, departure.due());
                awaited = awaited == null && departure.answerWaits() ? first : awaited;
            }
        }
        return Optional.ofNullable(awaited);
    }

    /** Whether an earlier callback of the trade is under way in strict order. What a fault sends on top waits for nobody. */
    private boolean mustWait(Departure departure) {
        String trade = departure.first().shipment().trade().id();
        boolean strict = terms.get().assumptions().get(Assumptions.CALLBACK_ORDER) == Assumptions.Order.STRICT;
        if (!departure.isOwed() || !strict && !inOrder.containsKey(trade)) {
            return false;
        }
        ArrayDeque<Departure> queue = inOrder.computeIfAbsent(trade, id -> new ArrayDeque<>());
        queue.add(departure);
        return queue.size() > 1;
    }

    /** Starts what waited in strict order for this one to be over. */
    private void startNext(Shipment over, Instant at) {
        String trade = over.trade().id();
        ArrayDeque<Departure> queue = inOrder.get(trade);
        if (queue == null || !queue.element().contains(over.id())) {
            return;
        }
        Departure left = queue.remove().without(over.id());
        if (left.isOwed()) {
            queue.addFirst(left);
        } else if (queue.isEmpty()) {
            inOrder.remove(trade);
        } else {
            // A fault may want it later than its turn comes.
            Departure next = queue.element();
            plan(next, 1, next.due().isAfter(at) ? next.due() : at);
        }
    }

    /** Plans the attempt with this number in the lane of the trade; many that go at once are sent or not sent as a whole. */
    private CompletableFuture<?> plan(Departure departure, int number, Instant due) {
        Shipment first = departure.first().shipment();
        String label = departure.isOfMany()
                ? subject(first) + " and "
                        + departure.deliveries().stream()
                                .skip(1)
                                .map(each -> each.shipment().status())
                                .collect(Collectors.joining(", "))
                        + " at once"
                : subject(first) + " attempt " + number;
        CompletableFuture<Void> over = new CompletableFuture<>();
        Timer timer = timeline.schedule(due, first.trade().id(), label, at -> {
            CompletionStage<?> attempts = attempt(departure, number, at);
            attempts.whenComplete((nothing, error) -> over.complete(null));
            return attempts;
        });
        if (!departure.isOfMany()) {
            planned.put(first.id(), new Planned(timer, over));
        }
        return over;
    }

    private CompletionStage<?> attempt(Departure departure, int number, Instant due) {
        Terms now = terms.get();
        List<Delivery> sending = new ArrayList<>();
        synchronized (this) {
            for (Delivery each : departure.deliveries()) {
                planned.remove(each.id());
                sendable(each.id(), now).ifPresentOrElse(sending::add, () -> startNext(each.shipment(), due));
            }
        }
        if (sending.isEmpty()) {
            return Task.DONE;
        }
        List<CompletableFuture<Attempt>> attempts = departure.isOfMany()
                ? postman.sendAtOnce(sending, due, now)
                : List.of(postman.send(sending.get(0), number, due, now));
        List<CompletableFuture<?>> concluded = new ArrayList<>();
        for (int i = 0; i < sending.size(); i++) {
            Delivery delivery = sending.get(i);
            concluded.add(attempts.get(i).thenAccept(attempt -> conclude(delivery, attempt, now)));
        }
        return CompletableFuture.allOf(concluded.toArray(CompletableFuture[]::new));
    }

    /** A delivery that still has to be sent, and can be. */
    private Optional<Delivery> sendable(String id, Terms now) {
        Optional<Delivery> delivery = journal.find(id).filter(each -> each.state() != Delivery.State.DELIVERED);
        if (now.url() == null) {
            delivery.ifPresent(each -> {
                journal.update(id, it -> it.as(Delivery.State.UNDELIVERABLE, null));
                log.accept(subject(each.shipment()) + ": no callback URL any more, not sent");
            });
            return Optional.empty();
        }
        return delivery;
    }

    private synchronized void conclude(Delivery sent, Attempt attempt, Terms now) {
        Outcome outcome = Outcome.of(attempt, sent.dispatch(), now.retry());
        Optional<Delivery> after = journal.update(sent.id(), outcome::on);
        // Only what is over is dropped from memory: it was resent by hand.
        Delivery.State became = after.map(Delivery::state).orElse(Delivery.State.DELIVERED);
        if (became == Delivery.State.RETRYING) {
            plan(new Departure(List.of(after.get()), outcome.next()), attempt.number() + 1, outcome.next());
        } else {
            startNext(sent.shipment(), attempt.due());
        }
        noteEnd(sent.shipment(), after.map(Delivery::lastAttempt).orElse(attempt), outcome.words(became));
    }

    /**
     * Makes one more attempt right now, whatever became of the delivery before; a failure plans nothing.
     *
     * @param to where to, or null for the merchant's own URL
     * @return the attempt, once it has ended; empty when there is no such delivery
     * @throws NoCallbackUrl when there is no URL to send to
     */
    public Optional<CompletableFuture<Attempt>> resend(String id, URI to) {
        Terms now = terms.get();
        URI url = to != null ? to : now.url();
        Optional<Delivery> found = journal.find(id);
        if (found.isPresent() && url == null) {
            throw new NoCallbackUrl();
        }
        return found.map(delivery -> postman.sendByHand(delivery, url, timeline.instant(), now)
                // Elsewhere it proves nothing about the merchant's own receiver.
                .thenApply(attempt -> resent(delivery.shipment(), attempt, attempt.delivered() && to == null)));
    }

    private Attempt resent(Shipment shipment, Attempt attempt, boolean settles) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Attempt last;
        synchronized (this) {
            last = journal.update(
                            shipment.id(),
                            each -> settles
                                    ? each.with(attempt).as(Delivery.State.DELIVERED, null)
                                    : each.with(attempt))
                    .map(Delivery::lastAttempt)
                    .orElse(attempt);
            noteEnd(shipment, last, "resent by hand, no retry");
            if (settles) {
                Planned next = planned.remove(shipment.id());
                if (next != null && next.timer.cancel()) {
                    over = next.over;
                }
                // An attempt under way keeps the lane, so that the next one still begins after its end.
                startNext(shipment, timeline.instant());
            }
        }
        // Not under the monitor: whoever waits for it goes on in this thread.
        over.complete(null);
        return last;
    }

    private void note(Delivery delivery, String why) {
        journal.add(delivery);
        log.accept(subject(delivery.shipment()) + ": " + why);
    }

    private void noteEnd(Shipment shipment, Attempt attempt, String otherwise) {
        log.accept(subject(shipment) + " attempt " + attempt.number() + " -> " + attempt.url() + ": "
                + attempt.reply().inWords()
                + (attempt.answerLost() ? ", thrown away by a fault" : "")
                + (attempt.delivered() ? "" : ", " + otherwise));
    }

    private static String subject(Shipment shipment) {
        return "callback " + shipment.status() + " of trade " + shipment.trade().id();
    }
}
