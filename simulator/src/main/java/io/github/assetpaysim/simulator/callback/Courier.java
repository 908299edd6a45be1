package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.assumption.Assumptions;
import io.github.assetpaysim.simulator.fault.Dispatch;
import io.github.assetpaysim.simulator.shipment.Edit;
import io.github.assetpaysim.simulator.shipment.Letter;
import io.github.assetpaysim.simulator.shipment.Manner;
import io.github.assetpaysim.simulator.shipment.Protocol;
import io.github.assetpaysim.simulator.shipment.Shipment;
import io.github.assetpaysim.simulator.time.Durations;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Announces the status changes of one merchant's trades and sees each announcement through its attempts.
 *
 * <p>Any thread may call it. Attempts of one trade run in that trade's lane of the timeline, so they never overlap; a manual
 * resend runs outside of it. What a delivery has become is kept in the {@link Journal} alone, and changed there atomically.
 */
public final class Courier {
    private final Timeline timeline;
    private final InstantSource wall;
    private final Sender sender;
    private final Protocol protocol;
    private final Journal journal;
    private final Function<Trade, String> ids;
    private final Function<Dispatch, List<Dispatch>> faults;
    private final Supplier<Terms> terms;
    private final Consumer<String> log;
    /**
     * Under strict order: the departures of a trade, first what is not yet over of the one under way, then those that wait for
     * it. Guarded by itself, as {@link #planned} is; inside of it only the timeline's locks are taken.
     */
    private final Map<String, ArrayDeque<Departure>> queues = new HashMap<>();
    /** The next attempt of each delivery that has one. */
    private final Map<String, Timer> planned = new HashMap<>();
    /**
     * By trade, what faults keep back until the trade's next callback. Guarded by itself, as {@link #releases} is; inside of it
     * only the faults are asked and replaced, so that each callback belongs to the faults before or to those after.
     */
    private final Map<String, List<Delivery>> keptBack = new HashMap<>();
    /** How often everything was let go of. */
    private int releases;

    /**
     * What a merchant has settled about callbacks at the moment.
     *
     * @param url where to, or null
     * @param timeout real time for one attempt
     */
    public record Terms(URI url, String secret, RetrySchedule retry, Duration timeout, Assumptions assumptions) {}

    /**
     * @param ids a new id for what is announced of a trade
     * @param faults what is sent in place of an ordinary callback
     */
    public Courier(
            Timeline timeline,
            InstantSource wall,
            Sender sender,
            Protocol protocol,
            Journal journal,
            Function<Trade, String> ids,
            Function<Dispatch, List<Dispatch>> faults,
            Supplier<Terms> terms,
            Consumer<String> log) {
        this.timeline = timeline;
        this.wall = wall;
        this.sender = sender;
        this.protocol = protocol;
        this.journal = journal;
        this.ids = ids;
        this.faults = faults;
        this.terms = terms;
        this.log = log;
    }

    /**
     * Announces where a trade stands, in the way that the merchant's faults have planned.
     *
     * @param at the instant of the change, in timeline time
     * @return ends with the attempt that the answer to the present request waits for; empty when it need not wait
     */
    public Optional<CompletableFuture<?>> announce(Trade trade, Instant at) {
        Shipment owed = new Shipment(ids.apply(trade), trade, protocol.status(trade), wall.instant(), List.of());
        List<Delivery> kept;
        List<Dispatch> dispatches;
        int release;
        synchronized (keptBack) {
            release = releases;
            kept = Optional.ofNullable(keptBack.remove(trade.id())).orElse(List.of());
            dispatches = faults.apply(Dispatch.ordinary(owed));
        }
        List<Delivery> announced = new ArrayList<>();
        for (Delivery delivery : deliveries(dispatches, at)) {
            Dispatch.Start start = delivery.dispatch().start();
            boolean waits = start == Dispatch.Start.AFTER_NEXT || start == Dispatch.Start.WITH_NEXT;
            if (terms.get().url() == null) {
                note(delivery.as(Delivery.State.UNDELIVERABLE, null), "no callback URL, not sent");
            } else if (start == Dispatch.Start.NEVER) {
                note(delivery.as(Delivery.State.DROPPED, null), "dropped by a fault");
            } else if (waits && kept.isEmpty()) {
                Delivery keeping = delivery.as(Delivery.State.KEPT_BACK, null);
                note(keeping, "kept back by a fault until the trade's next callback");
                if (!keepBack(keeping, release)) {
                    announced.add(keeping);
                }
            } else {
                journal.add(delivery);
                announced.add(delivery);
            }
        }
        return start(Departure.arrange(announced, kept, at));
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

    private void note(Delivery delivery, String why) {
        journal.add(delivery);
        log.accept(subject(delivery.shipment()) + ": " + why);
    }

    /** False when everything has been let go of since that release: then this one may not stay either. */
    private boolean keepBack(Delivery delivery, int release) {
        synchronized (keptBack) {
            if (release != releases) {
                return false;
            }
            return keptBack.computeIfAbsent(delivery.shipment().trade().id(), id -> new ArrayList<>())
                    .add(delivery);
        }
    }

    /** Replaces the faults, and sends what those before keep back, without waiting for anything more. */
    public void replaceFaults(Runnable replace) {
        List<Delivery> kept;
        synchronized (keptBack) {
            replace.run();
            releases++;
            kept = keptBack.values().stream().flatMap(List::stream).toList();
            keptBack.clear();
        }
        Instant now = timeline.instant();
        for (Delivery delivery : kept) {
            start(List.of(new Departure(List.of(delivery), now)));
        }
    }

    private Optional<CompletableFuture<?>> start(List<Departure> departures) {
        CompletableFuture<?> awaited = null;
        boolean strict = terms.get().assumptions().get(Assumptions.CALLBACK_ORDER) == Assumptions.Order.STRICT;
        for (Departure departure : departures) {
            departure.deliveries().stream()
                    .filter(delivery -> delivery.state() == Delivery.State.KEPT_BACK)
                    .forEach(delivery -> journal.update(
                            delivery.id(),
                            each -> each.state() == Delivery.State.KEPT_BACK
                                    ? each.as(Delivery.State.WAITING, departure.due())
                                    : each));
            CompletableFuture<?> attempt = mustWait(departure, strict) ? null : begin(departure, departure.due());
            if (awaited == null && departure.answerWaits()) {
                awaited = attempt;
            }
        }
        return Optional.ofNullable(awaited);
    }

    /**
     * Whether an earlier callback of the trade is under way in strict order; if not, this one is from now on. What a fault sends on
     * top waits for nobody.
     */
    private boolean mustWait(Departure departure, boolean strict) {
        if (!departure.isOwed()) {
            return false;
        }
        synchronized (queues) {
            String trade = departure.first().shipment().trade().id();
            if (!strict && !queues.containsKey(trade)) {
                return false;
            }
            ArrayDeque<Departure> queue = queues.computeIfAbsent(trade, id -> new ArrayDeque<>());
            queue.add(departure);
            return queue.size() > 1;
        }
    }

    private void startNext(Shipment over, Instant at) {
        Departure next;
        synchronized (queues) {
            ArrayDeque<Departure> queue = queues.get(over.trade().id());
            if (queue == null || !queue.element().contains(over.id())) {
                // It was announced before strict order began; nothing waits for it.
                return;
            }
            Departure left = queue.remove().without(over.id());
            if (left.isOwed()) {
                queue.addFirst(left);
                return;
            }
            next = queue.peek();
            if (next == null) {
                queues.remove(over.trade().id());
                return;
            }
        }
        // A fault may want it later than its turn comes.
        begin(next, next.due().isAfter(at) ? next.due() : at);
    }

    private CompletableFuture<?> begin(Departure departure, Instant due) {
        return departure.isOfMany() ? scheduleAtOnce(departure, due) : schedule(departure.first(), 1, due);
    }

    private CompletableFuture<?> schedule(Delivery delivery, int number, Instant due) {
        Shipment shipment = delivery.shipment();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        synchronized (queues) {
            planned.put(
                    shipment.id(),
                    timeline.schedule(due, shipment.trade().id(), subject(shipment) + " attempt " + number, at -> {
                        CompletableFuture<Void> attempt = attempt(shipment, number, at);
                        attempt.whenComplete((nothing, error) -> ended.complete(null));
                        return attempt;
                    }));
        }
        return ended;
    }

    /** These are not planned one by one: what is sent at the same instant is sent or not sent as a whole. */
    private CompletableFuture<?> scheduleAtOnce(Departure departure, Instant due) {
        Shipment shipment = departure.first().shipment();
        String label = subject(shipment) + " and "
                + departure.deliveries().stream()
                        .skip(1)
                        .map(delivery -> delivery.shipment().status())
                        .collect(Collectors.joining(", "))
                + " at once";
        CompletableFuture<Void> ended = new CompletableFuture<>();
        timeline.schedule(due, shipment.trade().id(), label, at -> {
            CompletableFuture<Void> attempts = attemptAtOnce(departure, at);
            attempts.whenComplete((nothing, error) -> ended.complete(null));
            return attempts;
        });
        return ended;
    }

    /** The planned attempt of a delivery, which from now on is either started or taken off the timeline by the caller. */
    private Timer takePlanned(String id) {
        synchronized (queues) {
            return planned.remove(id);
        }
    }

    private CompletableFuture<Void> attempt(Shipment shipment, int number, Instant due) {
        takePlanned(shipment.id());
        Terms now = terms.get();
        Optional<Delivery> delivery = sendable(shipment.id(), now);
        if (delivery.isEmpty()) {
            startNext(shipment, due);
            return CompletableFuture.completedFuture(null);
        }
        Dispatch dispatch = delivery.get().dispatch();
        Letter letter = letter(delivery.get(), now);
        Instant sent = wall.instant();
        Manner manner = dispatch.manner(number);
        return sender.send(now.url(), letter, manner, now.timeout())
                .thenAccept(reply ->
                        conclude(shipment, number, attempt(dispatch, number, manner, due, sent, reply, now), now));
    }

    private CompletableFuture<Void> attemptAtOnce(Departure departure, Instant due) {
        Terms now = terms.get();
        List<Delivery> deliveries = new ArrayList<>();
        for (Delivery each : departure.deliveries()) {
            sendable(each.id(), now).ifPresentOrElse(deliveries::add, () -> startNext(each.shipment(), due));
        }
        List<Letter> letters =
                deliveries.stream().map(delivery -> letter(delivery, now)).toList();
        Instant sent = wall.instant();
        List<CompletableFuture<Reply>> replies = sender.sendAtOnce(now.url(), letters, now.timeout());
        CompletableFuture<?>[] concluded = new CompletableFuture<?>[deliveries.size()];
        for (int i = 0; i < concluded.length; i++) {
            Dispatch dispatch = deliveries.get(i).dispatch();
            concluded[i] = replies.get(i)
                    .thenAccept(reply -> conclude(
                            dispatch.shipment(), 1, attempt(dispatch, 1, Manner.ORDINARY, due, sent, reply, now), now));
        }
        return CompletableFuture.allOf(concluded);
    }

    /** A delivery that still has to be sent, and can be. */
    private Optional<Delivery> sendable(String id, Terms now) {
        Optional<Delivery> delivery = journal.find(id).filter(each -> each.state() != Delivery.State.DELIVERED);
        if (delivery.isPresent() && now.url() == null) {
            journal.update(id, each -> each.as(Delivery.State.UNDELIVERABLE, null));
            log.accept(subject(delivery.get().shipment()) + ": no callback URL any more, not sent");
            return Optional.empty();
        }
        return delivery;
    }

    private Attempt attempt(
            Dispatch dispatch, int number, Manner manner, Instant due, Instant sent, Reply reply, Terms now) {
        boolean lost = reply.status() != null && dispatch.losesAnswer(number);
        return new Attempt(
                number,
                dispatch.genuine() ? Attempt.Trigger.SCHEDULED : Attempt.Trigger.FAULT,
                now.url(),
                due,
                sent,
                wall.instant(),
                manner,
                reply,
                lost,
                !lost && succeeded(reply, now));
    }

    private boolean succeeded(Reply reply, Terms now) {
        return reply.status() != null && protocol.delivered(reply.status(), now.assumptions());
    }

    private void conclude(Shipment shipment, int number, Attempt attempt, Terms now) {
        Delivery before = journal.find(shipment.id()).orElse(null);
        boolean retried = before != null && before.dispatch().retried() && !attempt.delivered();
        Optional<Duration> gap = retried ? now.retry().after(number) : Optional.empty();
        Instant next = gap.map(attempt.due()::plus).orElse(null);
        Delivery.State state = attempt.delivered()
                ? Delivery.State.DELIVERED
                : gap.isPresent() ? Delivery.State.RETRYING : Delivery.State.EXHAUSTED;
        // It may have been resent by hand with success while this attempt was under way; then a failure changes
        // nothing.
        Optional<Delivery> after = journal.update(
                shipment.id(),
                delivery -> delivery.state() == Delivery.State.DELIVERED
                        ? delivery.with(attempt)
                        : delivery.with(attempt).as(state, next));
        boolean retry = next != null
                && after.map(Delivery::state)
                        .filter(Delivery.State.RETRYING::equals)
                        .isPresent();
        log.accept(line(
                shipment,
                after.map(Delivery::lastAttempt).orElse(attempt),
                retry
                        ? "retry in " + Durations.spoken(gap.get())
                        : state == Delivery.State.EXHAUSTED
                                ? retried ? "given up; resend it through the control API" : "sent by a fault, no retry"
                                : "no retry, it was resent by hand"));
        if (retry) {
            schedule(after.get(), number + 1, next);
        } else {
            startNext(shipment, attempt.due());
        }
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
        return found.map(delivery -> resend(delivery, url, now)
                // Elsewhere it proves nothing about the merchant's own receiver.
                .thenApply(attempt -> resent(delivery.shipment(), attempt, attempt.delivered() && to == null)));
    }

    private Attempt resent(Shipment shipment, Attempt attempt, boolean settles) {
        Attempt last = journal.update(
                        shipment.id(),
                        each -> settles ? each.with(attempt).as(Delivery.State.DELIVERED, null) : each.with(attempt))
                .map(Delivery::lastAttempt)
                .orElse(attempt);
        log.accept(line(shipment, last, "resent by hand, no retry"));
        if (settles) {
            Timer next = takePlanned(shipment.id());
            if (next != null && next.cancel()) {
                startNext(shipment, timeline.instant());
            }
        }
        return last;
    }

    private CompletableFuture<Attempt> resend(Delivery delivery, URI url, Terms now) {
        Letter letter = letter(delivery, now);
        Instant due = timeline.instant();
        Instant sent = wall.instant();
        return sender.send(url, letter, Manner.ORDINARY, now.timeout())
                .thenApply(reply -> new Attempt(
                        delivery.attempts().size() + 1,
                        Attempt.Trigger.MANUAL,
                        url,
                        due,
                        sent,
                        wall.instant(),
                        Manner.ORDINARY,
                        reply,
                        false,
                        succeeded(reply, now)));
    }

    /** The first rendering wins: all attempts of a delivery, and of its copies, carry the same bytes, also when two race. */
    private Letter letter(Delivery delivery, Terms now) {
        if (delivery.letter() != null) {
            return delivery.letter();
        }
        Letter mine = Optional.ofNullable(delivery.copyOf())
                .flatMap(journal::find)
                .map(Delivery::letter)
                .orElseGet(() -> protocol.letter(delivery.shipment(), now.secret(), now.assumptions()));
        return journal.update(delivery.id(), each -> each.letter() != null ? each : each.rendered(mine))
                .map(Delivery::letter)
                .orElse(mine);
    }

    private static String subject(Shipment shipment) {
        return "callback " + shipment.status() + " of trade " + shipment.trade().id();
    }

    private static String line(Shipment shipment, Attempt attempt, String otherwise) {
        Reply reply = attempt.reply();
        return subject(shipment) + " attempt " + attempt.number() + " -> " + attempt.url() + ": "
                + (reply.status() != null ? reply.status() : reply.error())
                + (attempt.answerLost() ? ", thrown away by a fault" : "")
                + (attempt.delivered() ? "" : ", " + otherwise);
    }
}
