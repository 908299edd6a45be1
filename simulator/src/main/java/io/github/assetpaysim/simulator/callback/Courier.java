package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.assumption.Assumptions;
import io.github.assetpaysim.simulator.fault.Dispatch;
import io.github.assetpaysim.simulator.shipment.Edit;
import io.github.assetpaysim.simulator.shipment.Protocol;
import io.github.assetpaysim.simulator.shipment.Shipment;
import io.github.assetpaysim.simulator.time.Timeline;
import io.github.assetpaysim.simulator.trade.Trade;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Announces the status changes of one merchant's trades and sees each announcement through its attempts.
 *
 * <p>Any thread may call it: it keeps nothing itself. What faults keep back is in {@link KeptBack}, what a delivery has become in
 * the {@link Journal} alone; both are changed in single steps. Attempts of one trade run in that trade's lane of the timeline, so
 * they never overlap; a manual resend runs outside of it.
 */
public final class Courier {
    private final Timeline timeline;
    private final InstantSource wall;
    private final Protocol protocol;
    private final Journal journal;
    private final Function<Trade, String> ids;
    private final Supplier<Terms> terms;
    private final Logbook logbook;
    private final KeptBack keptBack;
    private final Rounds rounds;
    private final Resend resend;

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
        this.protocol = protocol;
        this.journal = journal;
        this.ids = ids;
        this.terms = terms;
        this.logbook = new Logbook(log);
        this.keptBack = new KeptBack(faults);
        Postman postman = new Postman(wall, sender, protocol, new Letters(protocol, journal));
        this.rounds = new Rounds(timeline, journal, postman, terms, logbook);
        this.resend = new Resend(timeline, journal, postman, rounds, terms, logbook);
    }

    /**
     * Announces where a trade stands, in the way that the merchant's faults have planned.
     *
     * @param at the instant of the change, in timeline time
     * @return ends with the attempt that the answer to the present request waits for; empty when it need not wait
     */
    public Optional<CompletableFuture<?>> announce(Trade trade, Instant at) {
        Shipment owed = new Shipment(ids.apply(trade), trade, protocol.status(trade), wall.instant(), List.of());
        KeptBack.Struck struck = keptBack.strike(owed);
        List<Delivery> announced = new ArrayList<>();
        for (Delivery delivery : deliveries(struck.dispatches(), at)) {
            Dispatch.Start start = delivery.dispatch().start();
            boolean waits = start == Dispatch.Start.AFTER_NEXT || start == Dispatch.Start.WITH_NEXT;
            if (terms.get().url() == null) {
                note(delivery.as(Delivery.State.UNDELIVERABLE, null), "no callback URL, not sent");
            } else if (start == Dispatch.Start.NEVER) {
                note(delivery.as(Delivery.State.DROPPED, null), "dropped by a fault");
            } else if (waits && struck.kept().isEmpty()) {
                Delivery keeping = delivery.as(Delivery.State.KEPT_BACK, null);
                note(keeping, "kept back by a fault until the trade's next callback");
                if (!keptBack.keep(keeping, struck.release())) {
                    announced.add(keeping);
                }
            } else {
                journal.add(delivery);
                announced.add(delivery);
            }
        }
        return rounds.start(Departure.arrange(announced, struck.kept(), at));
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
        logbook.unsent(delivery.shipment(), why);
    }

    /** Replaces the faults, and sends what those before keep back, without waiting for anything more. */
    public void replaceFaults(Runnable replace) {
        List<Delivery> kept = keptBack.release(replace);
        Instant now = timeline.instant();
        for (Delivery delivery : kept) {
            rounds.start(List.of(new Departure(List.of(delivery), now)));
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
        return resend.send(id, to);
    }
}
