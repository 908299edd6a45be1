package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.callback.transport.Manner;
import io.github.assetpaysim.simulator.callback.transport.OutcomeCode;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.callback.transport.Sender;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.Letter;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Makes attempts: sends a delivery's letter and judges what came back. What follows from it is for others to say. Thread-safe: it
 * keeps nothing, and what it uses is thread-safe.
 */
final class Postman {
    private final InstantSource wall;
    private final Sender sender;
    private final Dialect dialect;
    private final Journal journal;

    Postman(InstantSource wall, Sender sender, Dialect dialect, Journal journal) {
        this.wall = wall;
        this.sender = sender;
        this.dialect = dialect;
        this.journal = journal;
    }

    /**
     * Makes a planned attempt, to the URL of {@code now}.
     *
     * @param number counts the planned attempts of the delivery, from 1: faults go by it
     */
    CompletableFuture<Attempt> send(Delivery delivery, int number, Instant due, Courier.Terms now) {
        Dispatch dispatch = delivery.dispatch();
        Manner manner = dispatch.manner(number);
        Letter letter = letter(delivery, now);
        Instant sent = wall.instant();
        return sender.send(now.url(), letter, manner, now.timeout())
                .thenApply(reply -> planned(dispatch, number, manner, due, sent, reply, now));
    }

    /** Makes the first attempts of several deliveries at the same instant: one for each, in their order. */
    List<CompletableFuture<Attempt>> sendAtOnce(List<Delivery> deliveries, Instant due, Courier.Terms now) {
        List<Letter> ready =
                deliveries.stream().map(delivery -> letter(delivery, now)).toList();
        Instant sent = wall.instant();
        List<CompletableFuture<Reply>> replies = sender.sendAtOnce(now.url(), ready, now.timeout());
        List<CompletableFuture<Attempt>> attempts = new ArrayList<>();
        for (int i = 0; i < deliveries.size(); i++) {
            Dispatch dispatch = deliveries.get(i).dispatch();
            attempts.add(
                    replies.get(i).thenApply(reply -> planned(dispatch, 1, Manner.ORDINARY, due, sent, reply, now)));
        }
        return attempts;
    }

    private Attempt planned(
            Dispatch dispatch, int number, Manner manner, Instant due, Instant sent, Reply reply, Courier.Terms now) {
        return new Attempt(
                number,
                dispatch.genuine() ? Attempt.Trigger.SCHEDULED : Attempt.Trigger.FAULT,
                now.url(),
                due,
                sent,
                wall.instant(),
                manner,
                reply,
                outcome(reply, dispatch.losesAnswer(number), now));
    }

    /** Makes an attempt that somebody asked for: no fault touches it but those that the letter shows. */
    CompletableFuture<Attempt> sendByHand(Delivery delivery, URI to, Instant due, Courier.Terms now) {
        Letter letter = letter(delivery, now);
        Instant sent = wall.instant();
        return sender.send(to, letter, Manner.ORDINARY, now.timeout())
                .thenApply(reply -> new Attempt(
                        delivery.attempts().size() + 1,
                        Attempt.Trigger.MANUAL,
                        to,
                        due,
                        sent,
                        wall.instant(),
                        Manner.ORDINARY,
                        reply,
                        outcome(reply, false, now)));
    }

    private OutcomeCode outcome(Reply reply, boolean lost, Courier.Terms now) {
        if (!reply.complete()) {
            return reply.failure();
        }
        if (lost) {
            return OutcomeCode.ANSWER_LOST;
        }
        return dialect.delivered(reply.status(), now.assumptions())
                ? OutcomeCode.DELIVERED
                : OutcomeCode.REFUSED_STATUS;
    }

    /**
     * The bytes of a delivery: rendered for its first attempt, the same for all others and for its copies. When two attempts render at
     * the same time, the journal takes the first letter in one step, and both go on with that one.
     */
    private Letter letter(Delivery delivery, Courier.Terms now) {
        if (delivery.letter() != null) {
            return delivery.letter();
        }
        Letter mine = Optional.ofNullable(delivery.copyOf())
                .flatMap(journal::find)
                .map(Delivery::letter)
                .orElseGet(() -> dialect.letter(delivery.shipment(), now.secret(), now.assumptions()));
        return journal.update(delivery.id(), each -> each.letter() != null ? each : each.rendered(mine))
                .map(Delivery::letter)
                .orElse(mine);
    }
}
