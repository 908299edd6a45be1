package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.assumption.Assumptions;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

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
    private final Supplier<Terms> terms;
    private final Consumer<String> log;
    /**
     * Under strict order: the shipments of a trade, first the one under way, then those that wait for it. Guarded by itself,
     * as {@link #planned} is; inside of it only the timeline's locks are taken.
     */
    private final Map<String, ArrayDeque<Shipment>> queues = new HashMap<>();
    /** The next attempt of each delivery that has one. */
    private final Map<String, Timer> planned = new HashMap<>();

    /**
     * What a merchant has settled about callbacks at the moment.
     *
     * @param url where to, or null
     * @param timeout real time for one attempt
     */
    public record Terms(URI url, String secret, RetrySchedule retry, Duration timeout, Assumptions assumptions) {}

    public Courier(
            Timeline timeline,
            InstantSource wall,
            Sender sender,
            Protocol protocol,
            Journal journal,
            Function<Trade, String> ids,
            Supplier<Terms> terms,
            Consumer<String> log) {
        this.timeline = timeline;
        this.wall = wall;
        this.sender = sender;
        this.protocol = protocol;
        this.journal = journal;
        this.ids = ids;
        this.terms = terms;
        this.log = log;
    }

    /**
     * Announces where a trade stands.
     *
     * @param at the instant of the change, in timeline time
     */
    public void announce(Trade trade, Instant at) {
        Shipment shipment = new Shipment(ids.apply(trade), trade, protocol.status(trade), wall.instant());
        Terms now = terms.get();
        if (now.url() == null) {
            journal.add(Delivery.of(shipment, at).as(Delivery.State.UNDELIVERABLE, null));
            log.accept(subject(shipment) + ": no callback URL, not sent");
            return;
        }
        journal.add(Delivery.of(shipment, at));
        boolean strict = now.assumptions().get(Assumptions.CALLBACK_ORDER) == Assumptions.Order.STRICT;
        if (!mustWait(shipment, strict)) {
            schedule(shipment, 1, at);
        }
    }

    /** Whether an earlier shipment of the trade is under way in strict order; if not, this one is from now on. */
    private boolean mustWait(Shipment shipment, boolean strict) {
        synchronized (queues) {
            String trade = shipment.trade().id();
            if (!strict && !queues.containsKey(trade)) {
                return false;
            }
            ArrayDeque<Shipment> queue = queues.computeIfAbsent(trade, id -> new ArrayDeque<>());
            queue.add(shipment);
            return queue.size() > 1;
        }
    }

    private void startNext(Shipment over, Instant at) {
        Shipment next;
        synchronized (queues) {
            ArrayDeque<Shipment> queue = queues.get(over.trade().id());
            if (queue == null || !queue.element().id().equals(over.id())) {
                // It was announced before strict order began; nothing waits for it.
                return;
            }
            queue.remove();
            next = queue.peek();
            if (next == null) {
                queues.remove(over.trade().id());
                return;
            }
        }
        schedule(next, 1, at);
    }

    private void schedule(Shipment shipment, int number, Instant due) {
        String label = subject(shipment) + " attempt " + number;
        synchronized (queues) {
            planned.put(
                    shipment.id(),
                    timeline.schedule(due, shipment.trade().id(), label, at -> attempt(shipment, number, at)));
        }
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
        Optional<Delivery> delivery = journal.find(shipment.id());
        if (delivery.isEmpty() || delivery.get().state() == Delivery.State.DELIVERED) {
            startNext(shipment, due);
            return CompletableFuture.completedFuture(null);
        }
        if (now.url() == null) {
            journal.update(shipment.id(), each -> each.as(Delivery.State.UNDELIVERABLE, null));
            log.accept(subject(shipment) + ": no callback URL any more, not sent");
            startNext(shipment, due);
            return CompletableFuture.completedFuture(null);
        }
        return send(delivery.get(), Attempt.Trigger.SCHEDULED, now.url(), due, now)
                .thenAccept(attempt -> conclude(shipment, number, attempt, now));
    }

    private void conclude(Shipment shipment, int number, Attempt attempt, Terms now) {
        Optional<Duration> gap =
                attempt.delivered() ? Optional.empty() : now.retry().after(number);
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
                                ? "given up; resend it through the control API"
                                : "no retry, it was resent by hand"));
        if (retry) {
            schedule(shipment, number + 1, next);
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
        return found.map(delivery -> send(delivery, Attempt.Trigger.MANUAL, url, timeline.instant(), now)
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

    private CompletableFuture<Attempt> send(
            Delivery delivery, Attempt.Trigger trigger, URI url, Instant due, Terms now) {
        Letter mine = delivery.letter() != null
                ? delivery.letter()
                : protocol.letter(delivery.shipment(), now.secret(), now.assumptions());
        // The first rendering wins: all attempts of a delivery carry the same bytes, also when two of them race.
        Letter letter = journal.update(delivery.id(), each -> each.letter() != null ? each : each.rendered(mine))
                .map(Delivery::letter)
                .orElse(mine);
        Instant sent = wall.instant();
        return sender.send(url, letter, Manner.ORDINARY, now.timeout())
                .thenApply(reply -> new Attempt(
                        delivery.attempts().size() + 1,
                        trigger,
                        url,
                        due,
                        sent,
                        wall.instant(),
                        reply,
                        reply.status() != null && protocol.delivered(reply.status(), now.assumptions())));
    }

    private static String subject(Shipment shipment) {
        return "callback " + shipment.status() + " of trade " + shipment.trade().id();
    }

    private static String line(Shipment shipment, Attempt attempt, String otherwise) {
        Reply reply = attempt.reply();
        return subject(shipment) + " attempt " + attempt.number() + " -> " + attempt.url() + ": "
                + (reply.status() != null ? reply.status() : reply.error())
                + (attempt.delivered() ? "" : ", " + otherwise);
    }
}
