package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.assumption.Assumptions;
import io.github.assetpaysim.simulator.shipment.Letter;
import io.github.assetpaysim.simulator.shipment.Protocol;
import io.github.assetpaysim.simulator.shipment.Shipment;
import io.github.assetpaysim.simulator.time.Durations;
import io.github.assetpaysim.simulator.time.Timeline;
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
    private final Supplier<String> ids;
    private final Supplier<Terms> terms;
    private final Consumer<String> log;
    /** Under strict order: the shipments of a trade that wait for an earlier one; absent when none is under way. */
    private final Map<String, ArrayDeque<Shipment>> queues = new HashMap<>();

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
            Supplier<String> ids,
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
        Shipment shipment = new Shipment(ids.get(), trade, protocol.status(trade), wall.instant());
        Terms now = terms.get();
        if (now.url() == null) {
            journal.add(Delivery.of(shipment, at).as(Delivery.State.UNDELIVERABLE, null));
            log.accept(subject(shipment) + ": no callback URL, not sent");
            return;
        }
        journal.add(Delivery.of(shipment, at));
        if (now.assumptions().get(Assumptions.CALLBACK_ORDER) == Assumptions.Order.STRICT && mustWait(shipment)) {
            return;
        }
        schedule(shipment, 1, at);
    }

    /** Whether an earlier shipment of the trade is under way; if not, this one is now. */
    private boolean mustWait(Shipment shipment) {
        synchronized (queues) {
            ArrayDeque<Shipment> queue = queues.get(shipment.trade().id());
            if (queue == null) {
                queues.put(shipment.trade().id(), new ArrayDeque<>());
                return false;
            }
            queue.add(shipment);
            return true;
        }
    }

    private void startNext(Shipment over, Instant at) {
        Shipment next;
        synchronized (queues) {
            ArrayDeque<Shipment> queue = queues.get(over.trade().id());
            if (queue == null) {
                return;
            }
            next = queue.poll();
            if (next == null) {
                queues.remove(over.trade().id());
                return;
            }
        }
        schedule(next, 1, at);
    }

    private void schedule(Shipment shipment, int number, Instant due) {
        String label = subject(shipment) + " attempt " + number;
        timeline.schedule(due, shipment.trade().id(), label, at -> attempt(shipment, number, at));
    }

    private CompletableFuture<Void> attempt(Shipment shipment, int number, Instant due) {
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
        journal.update(shipment.id(), delivery -> delivery.with(attempt).as(state, next));
        log.accept(line(
                shipment,
                attempt,
                gap.map(each -> "retry in " + Durations.spoken(each))
                        .orElse("given up; resend it through the control API")));
        if (next == null) {
            startNext(shipment, attempt.due());
        } else {
            schedule(shipment, number + 1, next);
        }
    }

    /**
     * Makes one more attempt right now, whatever became of the delivery before; a failure plans nothing.
     *
     * @param to where to, or null for the merchant's own URL
     * @return the delivery afterwards; empty when there is no such delivery
     * @throws IllegalStateException when there is no URL to send to
     */
    public Optional<CompletableFuture<Attempt>> resend(String id, URI to) {
        Terms now = terms.get();
        URI url = to != null ? to : now.url();
        if (url == null) {
            throw new IllegalStateException("the merchant has no callback URL; set one, or name one in \"to\"");
        }
        return journal.find(id)
                .map(delivery -> send(delivery, Attempt.Trigger.MANUAL, url, timeline.instant(), now)
                        .thenApply(attempt -> {
                            // Elsewhere it proves nothing about the merchant's own receiver.
                            boolean settles = attempt.delivered() && to == null;
                            journal.update(
                                    id,
                                    each -> settles
                                            ? each.with(attempt).as(Delivery.State.DELIVERED, null)
                                            : each.with(attempt));
                            log.accept(line(delivery.shipment(), attempt, "resent by hand, no retry"));
                            return attempt;
                        }));
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
        return sender.send(url, letter, now.timeout())
                .thenApply(reply -> new Attempt(
                        journal.find(delivery.id()).orElse(delivery).attempts().size() + 1,
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
