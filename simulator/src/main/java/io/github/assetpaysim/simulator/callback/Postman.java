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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;

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
        Sending sending = planned(delivery, number, due, manner, now);
        return sender.send(now.url(), sending.letter, manner, now.timeout()).thenApply(sending.ended);
    }

    /** Makes the first attempts of several deliveries at the same instant: one for each, in their order. */
    List<CompletableFuture<Attempt>> sendAtOnce(List<Delivery> deliveries, Instant due, Terms now) {
        List<Sending> all = deliveries.stream()
                .map(delivery -> planned(delivery, 1, due, Manner.ORDINARY, now))
                .toList();
        List<CompletableFuture<Reply>> replies =
                sender.sendAtOnce(now.url(), all.stream().map(Sending::letter).toList(), now.timeout());
        return IntStream.range(0, all.size())
                .mapToObj(i -> replies.get(i).thenApply(all.get(i).ended))
                .toList();
    }

    /** Makes an attempt that somebody asked for: no fault touches it but those that the letter shows. */
    CompletableFuture<Attempt> sendByHand(Delivery delivery, URI to, Instant due, Terms now) {
        int number = delivery.attempts().size() + 1;
        Sending sending = sending(delivery, number, Attempt.Trigger.MANUAL, to, due, Manner.ORDINARY, now);
        return sender.send(to, sending.letter, Manner.ORDINARY, now.timeout()).thenApply(sending.ended);
    }

    /** An attempt under way, and what it becomes with its reply. */
    private record Sending(Letter letter, Function<Reply, Attempt> ended) {}

    private Sending planned(Delivery delivery, int number, Instant due, Manner manner, Terms now) {
        boolean genuine = delivery.dispatch().genuine();
        Attempt.Trigger trigger = genuine ? Attempt.Trigger.SCHEDULED : Attempt.Trigger.FAULT;
        return sending(delivery, number, trigger, now.url(), due, manner, now);
    }

    private Sending sending(
            Delivery delivery, int number, Attempt.Trigger trigger, URI to, Instant due, Manner manner, Terms now) {
        Instant sent = wall.instant();
        Letter letter = letter(delivery, sent, now);
        boolean losesAnswer =
                trigger != Attempt.Trigger.MANUAL && delivery.dispatch().losesAnswer(number);
        return new Sending(letter, reply -> {
            Verdict verdict = reply.complete() && !losesAnswer
                    ? dialect.judge(delivery.shipment(), reply.status(), reply.body(), now.assumptions())
                    : Verdict.FAILED;
            OutcomeCode outcome = outcome(reply, losesAnswer, verdict);
            Instant ended = wall.instant();
            return new Attempt(
                    number, trigger, to, due, sent, ended, manner, letter.headers(), reply, outcome, verdict);
        });
    }

    private static OutcomeCode outcome(Reply reply, boolean answerLost, Verdict verdict) {
        if (!reply.complete()) {
            return reply.failure();
        }
        if (answerLost) {
            return OutcomeCode.ANSWER_LOST;
        }
        return verdict == Verdict.FAILED ? OutcomeCode.REFUSED_STATUS : OutcomeCode.DELIVERED;
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
