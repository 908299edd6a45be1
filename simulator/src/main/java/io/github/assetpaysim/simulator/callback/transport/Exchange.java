package io.github.assetpaysim.simulator.callback.transport;

import io.github.assetpaysim.simulator.time.Durations;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request and the answer to it.
 *
 * <p>One thread runs it and waits for the receiver; {@link #sendLastByte} comes from another, which the first has told that it is
 * ready. {@link #fail} and the time-out may come from any thread at any time: they close the connection, which ends whatever waits
 * for it. The reply is settled once, and closing is its consequence; therefore nobody mistakes the closing for the receiver's.
 */
final class Exchange {
    private static final int MOST_PARTS = 50;
    /** A smaller beginning is at times lost by a Linux receiver whose queue of connections overflows (SYN cookies). */
    private static final int SMALLEST_PART = 8;

    private static final Duration CONNECTING_PAUSE = Duration.ofMillis(1);

    private final Request request;
    private final Duration timeout;
    private final Connections connections;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Reply> outcome = new CompletableFuture<>();
    private final CompletableFuture<Reply> reply;

    /** What is closed to end it: of the connection, or of one that is being opened. */
    private volatile Socket line;

    /** To which it connects or is connected; null before. */
    private volatile String address;

    private volatile Connection connection;
    private volatile int sent;
    /** The beginning of an answer whose end is still to come, or null. */
    private volatile Reply begun;
    /** What has been done on purpose, so that no answer counts any more; null before. */
    private volatile String done;

    /** Its time runs from now on. */
    Exchange(Request request, Duration timeout, Connections connections) {
        this.request = request;
        this.timeout = timeout;
        this.connections = connections;
        this.reply = outcome.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, error) -> {
                    if (error == null && connection != null && connection.reusable()) {
                        connections.keep(request, connection);
                    } else if (line != null) {
                        Connections.close(line);
                    }
                    return error == null ? answer : failed(error);
                });
    }

    CompletableFuture<Reply> reply() {
        return reply;
    }

    /** Ends when all but the last byte has been sent, or when that will never be. */
    CompletableFuture<?> readyOrOver() {
        return CompletableFuture.anyOf(ready, reply);
    }

    void fail(Throwable error) {
        outcome.completeExceptionally(error);
    }

    /** Sends it in that way and settles the reply. */
    void run(Transmission transmission) throws IOException {
        if (transmission.way() != Transmission.Way.WHOLE || !sentOnKeptConnection()) {
            connect();
            switch (transmission.way()) {
                case WHOLE -> sendUnlessAnswered(request.length());
                case HALF -> sendHalf();
                case THEN_RESET -> sendThenReset();
                case SLOWLY -> sendSlowly(transmission.over());
            }
        }
        readAnswer();
    }

    /**
     * Sends all but the last byte and settles the reply, when somebody has also sent the last byte.
     *
     * @param connecting who may open a connection
     */
    void runBarTheLastByte(Semaphore connecting) throws IOException {
        connecting.acquireUninterruptibly();
        try {
            connect();
            send(request.length() - 1);
            ready.complete(null);
            pause(CONNECTING_PAUSE);
        } finally {
            connecting.release();
        }
        readAnswer();
    }

    /** Sends the last byte if all others have been sent; otherwise it has failed. */
    void sendLastByte() {
        if (!ready.isDone()) {
            fail(new Failure(OutcomeCode.NOT_SENT, "not ready when the others went"));
            return;
        }
        try {
            send(request.length());
        } catch (IOException e) {
            // Reading tells what has happened; there may even be an answer already.
        }
    }

    private void readAnswer() throws IOException {
        if (!outcome.isDone()) {
            outcome.complete(connection.read(request, each -> begun = each));
        }
    }

    /** Waits so long, or until the reply is settled. */
    private void pause(Duration atMost) {
        try {
            reply.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            // The ordinary case; a reply never fails.
        }
    }

    /**
     * A receiver may end a kept connection at any moment. When that is before the whole request was written, it goes once more, over a
     * fresh one; after that the receiver may have taken it, and this attempt is over.
     */
    private boolean sentOnKeptConnection() throws IOException {
        Connection kept = connections.take(request);
        if (kept == null) {
            return false;
        }
        use(kept.line(), kept.address());
        connection = kept;
        try {
            sendUnlessAnswered(request.length());
            return true;
        } catch (IOException e) {
            if (outcome.isDone() || kept.begun()) {
                throw e;
            }
            Connections.close(kept.line());
            return false;
        }
    }

    private void connect() throws IOException {
        connection = null;
        connection = connections.open(request.to(), timeout, this::use);
        sent = 0;
    }

    private void use(Socket next, String to) {
        address = to;
        line = next;
        if (outcome.isDone()) {
            Connections.close(next);
        }
    }

    /** Sends what has not been sent yet, up to that byte of the request. */
    private void send(int upTo) throws IOException {
        connection.send(request.bytes(), sent, upTo - sent);
        sent = upTo;
    }

    /** As {@link #send}, but an answer that came before the end is taken, as an ordinary client would. */
    private void sendUnlessAnswered(int upTo) throws IOException {
        try {
            send(upTo);
        } catch (IOException e) {
            try {
                readAnswer();
            } catch (IOException none) {
                throw e;
            }
        }
    }

    private void sendSlowly(Duration over) throws IOException {
        int length = request.length();
        int parts = Math.min(MOST_PARTS, length / SMALLEST_PART);
        for (int part = 1; part <= parts && !outcome.isDone(); part++) {
            if (part > 1) {
                pause(over.dividedBy(parts - 1));
            }
            sendUnlessAnswered(part == parts ? length : cut(endOf(part, parts), endOf(part + 1, parts)));
        }
    }

    private int endOf(int part, int parts) {
        return (int) ((long) request.length() * part / parts);
    }

    /** Where to cut, not before {@code least} and before {@code next}: inside a character of UTF-8 if there is one. */
    private int cut(int least, int next) {
        for (int at = least; at < next; at++) {
            if ((request.bytes()[at] & 0xC0) == 0x80) {
                return at;
            }
        }
        return least;
    }

    /** Sends half of the body and the end of the stream, without TLS's own farewell, then waits for what the receiver makes of it. */
    private void sendHalf() throws IOException {
        send(request.middleOfBody());
        line.shutdownOutput();
        done = "sent half of the body and hung up, as planned";
        String then;
        try {
            then = "the answer was " + connection.read(request, each -> {}).status();
        } catch (IOException e) {
            then = Failure.of(e).getMessage();
        }
        fail(new Failure(OutcomeCode.CUT_BY_FAULT, then));
    }

    /**
     * Sends everything and resets the connection when the answer begins or the time is up. Not earlier: a reset lets the
     * receiver's system throw away what the receiver has not read, and an answer shows that it was read.
     */
    private void sendThenReset() throws IOException {
        send(request.length());
        line.setSoLinger(true, 0);
        done = "sent everything and reset the connection, as planned";
        try {
            connection.awaitInput();
        } catch (IOException e) {
            // The receiver hung up first, which comes to the same.
        }
        outcome.complete(Reply.failed(OutcomeCode.CUT_BY_FAULT, done));
    }

    private Reply failed(Throwable error) {
        Failure failure = error instanceof TimeoutException ? timedOut() : Failure.of(error);
        if (done != null) {
            return Reply.failed(OutcomeCode.CUT_BY_FAULT, done + "; " + failure.getMessage());
        }
        boolean connecting = connection == null;
        // A failure to connect names all addresses itself.
        Failure named = address == null || connecting && failure == error ? failure : failure.at(address);
        return begun == null ? Reply.failed(named.code(), named.getMessage()) : begun.brokenBy(named);
    }

    private Failure timedOut() {
        String words = "no complete answer within " + Durations.spoken(timeout);
        boolean all = done != null || sent == 0 || sent == request.length();
        return new Failure(
                OutcomeCode.TIMEOUT,
                all ? words : words + "; only " + sent + " of " + request.length() + " bytes were sent");
    }
}
