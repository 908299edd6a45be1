package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.callback.transport.CallbackUrl;
import io.github.assetpaysim.simulator.callback.transport.Sender;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.time.Task;
import io.github.assetpaysim.simulator.time.Timeline;
import io.github.assetpaysim.simulator.time.Timer;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Instant;
import java.time.InstantSource;
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

/**
 * Announces the status changes of one merchant's trades and sees each announcement through its attempts.
 *
 * <p>Any thread may call it. What is held back, planned and in order, and what a delivery has become, changes together under the
 * monitor; under it only the timeline, the journal, the faults and the log are called, none of which calls back. Requests are rendered
 * and sent outside of it. Attempts of one trade run in that trade's lane of the timeline, so they never overlap; a manual resend runs
 * outside of it.
 */
public final class CallbackDispatcher {
    private final Timeline timeline;
    private final InstantSource wall;
    private final Dialect dialect;
    private final Journal journal;
    private final Function<Trade, String> ids;
    private final Function<DeliveryPlan, List<DeliveryPlan>> faults;
    private final Supplier<DeliverySettings> settings;
    private final Consumer<String> log;
    private final AttemptSender attemptSender;
    /** By trade: what faults hold back until its next callback. */
    private final Map<String, List<Delivery>> heldBack = new HashMap<>();

    private final StrictOrder order = new StrictOrder();

    /** By delivery: its next attempt, unless that has started. */
    private final Map<String, Timer> planned = new HashMap<>();

    private final Verdicts verdicts = new Verdicts();

    /**
     * @param ids a new id for what is announced of a trade
     * @param faults what is sent in place of an ordinary callback
     */
    public CallbackDispatcher(
            Timeline timeline,
            InstantSource wall,
            Sender sender,
            Dialect dialect,
            Journal journal,
            Function<Trade, String> ids,
            Function<DeliveryPlan, List<DeliveryPlan>> faults,
            Supplier<DeliverySettings> settings,
            Consumer<String> log) {
        this.timeline = timeline;
        this.wall = wall;
        this.dialect = dialect;
        this.journal = journal;
        this.ids = ids;
        this.faults = faults;
        this.settings = settings;
        this.log = log;
        this.attemptSender = new AttemptSender(wall, sender, dialect, journal);
    }

    /**
     * Announces where a trade stands since its last change, in the way that the merchant's faults have planned.
     *
     * @param onVerdict null unless the receiver decides what becomes of the trade. It is told once, as part of the trade's lane or by who
     *     resends by hand, with no lock held: the first conclusive answer to the genuine callback, or that none can come any more. At most
     *     three attempts are made
     */
    public synchronized void announce(Trade trade, Consumer<Decision> onVerdict) {
        Instant at = trade.updatedAt();
        DeliverySettings now = settings.get();
        CallbackEvent owed = new CallbackEvent(
                ids.apply(trade), trade, dialect.status(trade, now.assumptions()), wall.instant(), List.of());
        if (onVerdict != null) {
            verdicts.await(owed.id(), onVerdict);
        }
        List<Delivery> held = Optional.ofNullable(heldBack.remove(trade.id())).orElse(List.of());
        List<Delivery> announced = new ArrayList<>();
        for (Delivery delivery : Delivery.of(faults.apply(DeliveryPlan.ordinary(owed)), at)) {
            DeliveryPlan.Start start = delivery.plan().start();
            boolean waits = start == DeliveryPlan.Start.AFTER_NEXT || start == DeliveryPlan.Start.WITH_NEXT;
            if (now.url() == null) {
                note(delivery.as(Delivery.State.UNDELIVERABLE, null), "no callback URL, not sent");
                endUndecided(delivery, at);
            } else if (start == DeliveryPlan.Start.NEVER) {
                note(delivery.as(Delivery.State.DROPPED, null), "dropped by a fault");
                endUndecided(delivery, at);
            } else if (waits && held.isEmpty()) {
                Delivery waiting = delivery.as(Delivery.State.KEPT_BACK, null);
                note(waiting, "kept back by a fault until the trade's next callback");
                heldBack.computeIfAbsent(trade.id(), id -> new ArrayList<>()).add(waiting);
            } else {
                journal.add(delivery);
                announced.add(delivery);
            }
        }
        if (!announced.isEmpty() || !held.isEmpty()) {
            start(DeliveryBatch.arrange(announced, held, at));
        }
    }

    /** Tells who waits for a decision that no attempt will bring one; in the trade's lane, because locks may be held here. */
    private void endUndecided(Delivery delivery, Instant at) {
        if (verdicts.isAwaited(delivery.id())) {
            timeline.schedule(at, delivery.event().trade().id(), delivery.subject() + " is not decided", due -> {
                ended(delivery.id(), due).run();
                return Task.DONE;
            });
        }
    }

    private synchronized Runnable ended(String id, Instant at) {
        return verdicts.end(id, null, at);
    }

    /** Whether a fault makes the answer to the request that made a trade wait for a first attempt that has not ended yet. */
    public boolean keepsAnswer(String tradeId) {
        return journal.list(tradeId).stream().anyMatch(Delivery::keepsAnswer);
    }

    /** Replaces the faults, and sends what those before hold back, without waiting for anything more. */
    public synchronized void replaceFaults(Runnable replace) {
        replace.run();
        List<Delivery> all = heldBack.values().stream().flatMap(List::stream).toList();
        heldBack.clear();
        Instant now = timeline.instant();
        all.forEach(delivery -> start(List.of(new DeliveryBatch(List.of(delivery), now))));
    }

    private void start(List<DeliveryBatch> batches) {
        boolean strict = settings.get().assumptions().get(Assumptions.CALLBACK_ORDER) == Assumptions.Order.STRICT;
        for (DeliveryBatch batch : batches) {
            for (Delivery each : batch.deliveries()) {
                if (each.state() == Delivery.State.KEPT_BACK) {
                    // Unless it was resent by hand meanwhile.
                    journal.update(each.id(), now -> now.unlessOver(Delivery.State.WAITING, batch.due()));
                }
            }
            if (!order.mustWait(batch, strict)) {
                plan(batch, 1, batch.due());
            }
        }
    }

    /** Starts what waited in strict order for this one to be over. */
    private void startNext(Delivery over, Instant at) {
        // A fault may want it later than its turn comes.
        order.next(over).ifPresent(next -> plan(next, 1, next.due().isAfter(at) ? next.due() : at));
    }

    /** Plans the attempt with this number in the lane of the trade; many that go at once are sent or not sent as a whole. */
    private void plan(DeliveryBatch batch, int number, Instant due) {
        CallbackEvent first = batch.first().event();
        Timer timer = timeline.schedule(due, first.trade().id(), batch.label(number), at -> attempt(batch, number, at));
        if (!batch.isOfMany()) {
            planned.put(first.id(), timer);
        }
    }

    private CompletionStage<?> attempt(DeliveryBatch batch, int number, Instant due) {
        DeliverySettings now = settings.get();
        List<Delivery> sending = new ArrayList<>();
        synchronized (this) {
            for (Delivery each : batch.deliveries()) {
                planned.remove(each.id());
                sendable(each.id(), due, now).ifPresentOrElse(sending::add, () -> startNext(each, due));
            }
        }
        if (sending.isEmpty()) {
            return Task.DONE;
        }
        List<CompletableFuture<Attempt>> attempts = Bugs.begin(
                sending.size(),
                () -> batch.isOfMany()
                        ? attemptSender.sendAtOnce(sending, due, now)
                        : List.of(attemptSender.send(sending.get(0), number, due, now)));
        List<CompletableFuture<?>> concluded = new ArrayList<>();
        for (int i = 0; i < sending.size(); i++) {
            Delivery each = sending.get(i);
            concluded.add(Bugs.end(
                    attempts.get(i),
                    bug -> Attempt.broken(number, Attempt.Trigger.of(each.plan()), now.url(), due, wall.instant(), bug),
                    attempt -> conclude(each, attempt, now)));
        }
        return CompletableFuture.allOf(concluded.toArray(CompletableFuture[]::new));
    }

    /** A delivery that still has to be sent, and can be. */
    private Optional<Delivery> sendable(String id, Instant due, DeliverySettings now) {
        Optional<Delivery> delivery =
                journal.find(id).filter(each -> !each.state().over());
        if (now.url() == null) {
            delivery.ifPresent(each -> {
                journal.update(id, it -> it.as(Delivery.State.UNDELIVERABLE, null));
                log.accept(each.subject() + ": no callback URL any more, not sent");
                endUndecided(each, due);
            });
            return Optional.empty();
        }
        return delivery;
    }

    private Attempt conclude(Delivery sent, Attempt attempt, DeliverySettings now) {
        Runnable decided = () -> {};
        Attempt last;
        synchronized (this) {
            RetrySchedule retry = verdicts.countsLast(sent.id()) ? RetrySchedule.NONE : now.retry();
            AttemptResult outcome = AttemptResult.of(attempt, sent.plan(), retry);
            Optional<Delivery> after = journal.update(sent.id(), outcome::on);
            last = after.map(Delivery::lastAttempt).orElse(attempt);
            // Only what is over is dropped from memory: it was resent by hand.
            Delivery.State became = after.map(Delivery::state).orElse(Delivery.State.DELIVERED);
            if (became == Delivery.State.RETRYING) {
                plan(new DeliveryBatch(List.of(after.get()), outcome.next()), attempt.number() + 1, outcome.next());
            } else {
                startNext(sent, attempt.due());
                decided = verdicts.end(sent.id(), last, attempt.due());
            }
            noteEnd(sent, last, outcome.words(became));
        }
        decided.run();
        return last;
    }

    /**
     * Makes one more attempt right now, whatever became of the delivery before; a failure plans nothing.
     *
     * @param to where to, or null for the merchant's own URL
     * @return the attempt, once it has ended; empty when there is no such delivery
     * @throws NoCallbackUrl when there is no URL to send to
     */
    public Optional<CompletableFuture<Attempt>> resend(String id, CallbackUrl to) {
        DeliverySettings now = settings.get();
        CallbackUrl url = to != null ? to : now.url();
        Optional<Delivery> found = journal.find(id);
        if (found.isPresent() && url == null) {
            throw new NoCallbackUrl();
        }
        return found.map(delivery -> Bugs.end(
                Bugs.begin(() -> attemptSender.sendByHand(delivery, url, timeline.instant(), now)),
                bug -> Attempt.broken(0, Attempt.Trigger.MANUAL, url, timeline.instant(), wall.instant(), bug),
                // Elsewhere it proves nothing about the merchant's own receiver.
                attempt -> resent(delivery, attempt, to == null)));
    }

    private Attempt resent(Delivery delivery, Attempt attempt, boolean counts) {
        Runnable decided = () -> {};
        Attempt last;
        synchronized (this) {
            boolean isLast = counts && verdicts.countsLast(delivery.id());
            boolean ends = counts && attempt.delivered() || isLast;
            Delivery.State state = attempt.delivered() ? Delivery.State.DELIVERED : Delivery.State.EXHAUSTED;
            last = journal.update(
                            delivery.id(), each -> ends ? each.with(attempt).as(state, null) : each.with(attempt))
                    .map(Delivery::lastAttempt)
                    .orElse(attempt);
            noteEnd(delivery, last, "resent by hand, no retry");
            if (ends) {
                Optional.ofNullable(planned.remove(delivery.id())).ifPresent(Timer::cancel);
                // An attempt under way keeps the lane, so that the next one still begins after its end.
                startNext(delivery, timeline.instant());
                decided = verdicts.end(delivery.id(), last, timeline.instant());
            }
        }
        decided.run();
        return last;
    }

    private void note(Delivery delivery, String why) {
        journal.add(delivery);
        log.accept(delivery.subject() + ": " + why);
    }

    private void noteEnd(Delivery delivery, Attempt attempt, String otherwise) {
        log.accept(delivery.subject() + " " + attempt + (attempt.delivered() ? "" : ", " + otherwise));
    }
}
