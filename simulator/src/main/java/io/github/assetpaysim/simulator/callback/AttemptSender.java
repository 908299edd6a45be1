package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.callback.transport.CallbackUrl;
import io.github.assetpaysim.simulator.callback.transport.OutcomeCode;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.callback.transport.Sender;
import io.github.assetpaysim.simulator.callback.transport.Transmission;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.SignedRequest;
import io.github.assetpaysim.simulator.dialect.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Makes attempts: sends a delivery's request and judges what came back. What follows from it is for others to say. Thread-safe: it
 * keeps nothing, and what it uses is thread-safe.
 */
final class AttemptSender {
    private final InstantSource wall;
    private final Sender sender;
    private final Dialect dialect;
    private final Journal journal;

    AttemptSender(InstantSource wall, Sender sender, Dialect dialect, Journal journal) {
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
    CompletableFuture<Attempt> send(Delivery delivery, int number, Instant due, DeliverySettings now) {
        Transmission transmission = delivery.plan().transmission(number);
        Sending sending = planned(delivery, number, due, transmission, now);
        return sender.send(now.url(), sending.request, transmission, now.timeout())
                .thenApply(sending.ended);
    }

    /** Makes the first attempts of several deliveries at the same instant: one for each, in their order. */
    List<CompletableFuture<Attempt>> sendAtOnce(List<Delivery> deliveries, Instant due, DeliverySettings now) {
        List<Sending> all = deliveries.stream()
                .map(delivery -> planned(delivery, 1, due, Transmission.ORDINARY, now))
                .toList();
        List<CompletableFuture<Reply>> replies =
                sender.sendAtOnce(now.url(), all.stream().map(Sending::request).toList(), now.timeout());
        return IntStream.range(0, all.size())
                .mapToObj(i -> replies.get(i).thenApply(all.get(i).ended))
                .toList();
    }

    /** Makes an attempt that somebody asked for: no fault touches it but those that the request shows. */
    CompletableFuture<Attempt> sendByHand(Delivery delivery, CallbackUrl to, Instant due, DeliverySettings now) {
        int number = delivery.attempts().size() + 1;
        Sending sending = sending(delivery, number, Attempt.Trigger.MANUAL, to, due, Transmission.ORDINARY, now);
        return sender.send(to, sending.request, Transmission.ORDINARY, now.timeout())
                .thenApply(sending.ended);
    }

    /** An attempt under way, and what it becomes with its reply. */
    private record Sending(SignedRequest request, Function<Reply, Attempt> ended) {}

    private Sending planned(
            Delivery delivery, int number, Instant due, Transmission transmission, DeliverySettings now) {
        return sending(delivery, number, Attempt.Trigger.of(delivery.plan()), now.url(), due, transmission, now);
    }

    private Sending sending(
            Delivery delivery,
            int number,
            Attempt.Trigger trigger,
            CallbackUrl to,
            Instant due,
            Transmission transmission,
            DeliverySettings now) {
        Instant sent = wall.instant();
        SignedRequest request = request(delivery, sent, now);
        boolean losesAnswer =
                trigger != Attempt.Trigger.MANUAL && delivery.plan().losesAnswer(number);
        return new Sending(request, reply -> {
            Verdict verdict = reply.complete() && !losesAnswer
                    ? dialect.judge(delivery.event(), reply.status(), reply.body(), now.assumptions())
                    : Verdict.FAILED;
            OutcomeCode outcome = outcome(reply, losesAnswer, verdict);
            Instant ended = wall.instant();
            return new Attempt(
                    number, trigger, to, due, sent, ended, transmission, request.headers(), reply, outcome, verdict);
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
     * render at the same time, the journal takes the first request in one step, and both go on with its body.
     */
    private SignedRequest request(Delivery delivery, Instant at, DeliverySettings now) {
        if (delivery.request() != null) {
            return request(delivery, delivery.request().body(), at, now);
        }
        byte[] body = Optional.ofNullable(delivery.copyOf())
                .flatMap(journal::find)
                .map(Delivery::request)
                .map(SignedRequest::body)
                .orElseGet(() -> dialect.body(delivery.event(), now.secrets(), now.assumptions()));
        SignedRequest mine = request(delivery, body, at, now);
        return journal.update(delivery.id(), each -> each.request() != null ? each : each.rendered(mine))
                .map(Delivery::request)
                .filter(first -> first != mine)
                .map(first -> request(delivery, first.body(), at, now))
                .orElse(mine);
    }

    /** A copy also says that it is what it repeats. */
    private SignedRequest request(Delivery delivery, byte[] body, Instant at, DeliverySettings now) {
        CallbackEvent said =
                delivery.copyOf() == null ? delivery.event() : delivery.event().withId(delivery.copyOf());
        int attempt = delivery.attempts().size() + 1;
        return new SignedRequest(body, dialect.headers(said, body, attempt, at, now.secrets()));
    }
}
