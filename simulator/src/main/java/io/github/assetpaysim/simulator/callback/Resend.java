package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.shipment.Shipment;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Sends deliveries once more by hand, outside of their lanes. Thread-safe: it keeps nothing, and what comes of an attempt goes into
 * the {@link Journal} in one step.
 */
final class Resend {
    private final InstantSource timeline;
    private final Journal journal;
    private final Postman postman;
    private final Rounds rounds;
    private final Supplier<Courier.Terms> terms;
    private final Logbook logbook;

    /** @param timeline tells when an attempt counts as due */
    Resend(
            InstantSource timeline,
            Journal journal,
            Postman postman,
            Rounds rounds,
            Supplier<Courier.Terms> terms,
            Logbook logbook) {
        this.timeline = timeline;
        this.journal = journal;
        this.postman = postman;
        this.rounds = rounds;
        this.terms = terms;
        this.logbook = logbook;
    }

    /** As {@link Courier#resend}. */
    Optional<CompletableFuture<Attempt>> send(String id, URI to) {
        Courier.Terms now = terms.get();
        URI url = to != null ? to : now.url();
        Optional<Delivery> found = journal.find(id);
        if (found.isPresent() && url == null) {
            throw new NoCallbackUrl();
        }
        return found.map(delivery -> postman.sendByHand(delivery, url, timeline.instant(), now)
                // Elsewhere it proves nothing about the merchant's own receiver.
                .thenApply(attempt -> conclude(delivery.shipment(), attempt, attempt.delivered() && to == null)));
    }

    private Attempt conclude(Shipment shipment, Attempt attempt, boolean settles) {
        Attempt last = journal.update(
                        shipment.id(),
                        each -> settles ? each.with(attempt).as(Delivery.State.DELIVERED, null) : each.with(attempt))
                .map(Delivery::lastAttempt)
                .orElse(attempt);
        logbook.ended(shipment, last, "resent by hand, no retry");
        if (settles) {
            rounds.settled(shipment);
        }
        return last;
    }
}
