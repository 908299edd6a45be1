package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.callback.transport.Manner;
import io.github.assetpaysim.simulator.callback.transport.OutcomeCode;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.callback.transport.Sender;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.Letter;
import io.github.assetpaysim.simulator.dialect.Shipment;
import io.github.assetpaysim.simulator.dialect.Verdict;
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
    CompletableFuture<Attempt> send(Delivery delivery, int number, Instant due, Terms now) {
        Manner manner = delivery.dispatch().manner(number);
        Sending sending = sending(delivery, number, due, now.url(), manner, now);
        return sender.send(now.url(), sending.letter, manner, now.timeout()).thenApply(sending::planned);
    }

    /** Makes the first attempts of several deliveries at the same instant: one for each, in their order. */
    List<CompletableFuture<Attempt>> sendAtOnce(List<Delivery> deliveries, Instant due, Terms now) {
        List<Sending> all = deliveries.stream()
                .map(delivery -> sending(delivery, 1, due, now.url(), Manner.ORDINARY, now))
                .toList();
        List<CompletableFuture<Reply>> replies =
                sender.sendAtOnce(now.url(), all.stream().map(Sending::letter).toList(), now.timeout());
        List<CompletableFuture<Attempt>> attempts = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            attempts.add(replies.get(i).thenApply(all.get(i)::planned));
        }
        return attempts;
    }

    /** Makes an attempt that somebody asked for: no fault touches it but those that the letter shows. */
    CompletableFuture<Attempt> sendByHand(Delivery delivery, URI to, Instant due, Terms now) {
        Sending sending = sending(delivery, delivery.attempts().size() + 1, due, to, Manner.ORDINARY, now);
        return sender.send(to, sending.letter, Manner.ORDINARY, now.timeout())
                .thenApply(reply -> sending.ended(Attempt.Trigger.MANUAL, reply, false));
    }

    private Sending sending(Delivery delivery, int number, Instant due, URI to, Manner manner, Terms now) {
        Instant sent = wall.instant();
        return new Sending(this, delivery, number, due, to, manner, now, sent, letter(delivery, sent, now));
    }

    /** An attempt under way. */
    private record Sending(
            Postman by,
            Delivery delivery,
            int number,
            Instant due,
            URI to,
            Manner manner,
            Terms terms,
            Instant sent,
            Letter letter) {

        Attempt planned(Reply reply) {
            Dispatch dispatch = delivery.dispatch();
            return ended(
                    dispatch.genuine() ? Attempt.Trigger.SCHEDULED : Attempt.Trigger.FAULT,
                    reply,
                    dispatch.losesAnswer(number));
        }

        Attempt ended(Attempt.Trigger trigger, Reply reply, boolean answerLost) {
            boolean counts = reply.complete() && !answerLost;
            Verdict verdict = counts
                    ? by.dialect.judge(delivery.shipment(), reply.status(), reply.body(), terms.assumptions())
                    : Verdict.FAILED;
            OutcomeCode outcome = !reply.complete()
                    ? reply.failure()
                    : answerLost
                            ? OutcomeCode.ANSWER_LOST
                            : verdict == Verdict.FAILED ? OutcomeCode.REFUSED_STATUS : OutcomeCode.DELIVERED;
            return new Attempt(
                    number,
                    trigger,
                    to,
                    due,
                    sent,
                    by.wall.instant(),
                    manner,
                    letter.headers(),
                    reply,
                    outcome,
                    verdict);
        }
    }

    /**
     * What one attempt sends. The body is rendered for the first attempt, and the same for all others and for copies. When two attempts
     * render at the same time, the journal takes the first letter in one step, and both go on with its body.
     */
    private Letter letter(Delivery delivery, Instant at, Terms now) {
        if (delivery.letter() != null) {
            return letter(delivery, delivery.letter().body(), at, now);
        }
        byte[] body = Optional.ofNullable(delivery.copyOf())
                .flatMap(journal::find)
                .map(Delivery::letter)
                .map(Letter::body)
                .orElseGet(() -> dialect.body(delivery.shipment(), now.secrets(), now.assumptions()));
        Letter mine = letter(delivery, body, at, now);
        return journal.update(delivery.id(), each -> each.letter() != null ? each : each.rendered(mine))
                .map(Delivery::letter)
                .filter(first -> first != mine)
                .map(first -> letter(delivery, first.body(), at, now))
                .orElse(mine);
    }

    /** A copy also says that it is what it repeats. */
    private Letter letter(Delivery delivery, byte[] body, Instant at, Terms now) {
        Shipment said = delivery.copyOf() == null
                ? delivery.shipment()
                : delivery.shipment().withId(delivery.copyOf());
        int attempt = delivery.attempts().size() + 1;
        return new Letter(body, dialect.headers(said, body, attempt, at, now.secrets()));
    }
}
