package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.time.Durations;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One letter on a connection of its own.
 *
 * <p>The methods that wait for the connection are called one after another, each by the thread that the last one handed it to
 * through an executor; so what they share needs no lock. {@link #fail} may come from any thread at any time: it closes the
 * connection, which ends whatever waits for it. The reply is settled once, and closing is its consequence; therefore nothing
 * stays open after it, and nobody mistakes the closing for the receiver's.
 */
final class Exchange {
    private static final int NOT_BEGUN = -1;

    private final RawRequest request;
    private final Duration timeout;
    private final Consumer<Boolean> speaksHttp11;
    private final Socket line = new Socket(Proxy.NO_PROXY);
    private final CompletableFuture<Reply> outcome = new CompletableFuture<>();
    private final CompletableFuture<Reply> reply;
    /** The line, or TLS on top of it. */
    private Socket socket;

    private volatile int sent = NOT_BEGUN;
    /** What has been done on purpose, so that no answer counts any more; null before. */
    private volatile String done;

    /** Its time runs from now on. */
    Exchange(RawRequest request, Duration timeout, Consumer<Boolean> speaksHttp11) {
        this.request = request;
        this.timeout = timeout;
        this.speaksHttp11 = speaksHttp11;
        this.reply = outcome.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, error) -> {
                    hangUp();
                    return error == null ? answer : Reply.failed(inWords(error));
                });
    }

    CompletableFuture<Reply> reply() {
        return reply;
    }

    boolean over() {
        return outcome.isDone();
    }

    int length() {
        return request.length();
    }

    void fail(Throwable error) {
        outcome.completeExceptionally(error);
    }

    /** Looks the host up and connects; over TLS the certificate must be for that host, as with the JDK's client. */
    void connect(Supplier<SSLSocketFactory> tls) throws IOException {
        sent = 0;
        line.setTcpNoDelay(true);
        line.connect(new InetSocketAddress(request.host(), request.port()), (int) Failure.CONNECT_TIMEOUT.toMillis());
        socket = request.secure() ? secured(tls.get()) : line;
    }

    private Socket secured(SSLSocketFactory tls) throws IOException {
        // It is never closed itself: that may wait for the receiver, and closing the line frees all it has.
        SSLSocket secured = (SSLSocket) tls.createSocket(line, request.host(), request.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (request.hasName()) {
            parameters.setServerNames(List.of(new SNIHostName(request.host())));
        }
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** Sends what has not been sent yet, up to that byte of the request. */
    void send(int upTo) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(request.bytes(), sent, upTo - sent);
        out.flush();
        sent = upTo;
    }

    /** As {@link #send}, but an answer that came before the end is taken, as an ordinary client would. */
    void sendUnlessAnswered(int upTo) throws IOException {
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

    void readAnswer() throws IOException {
        outcome.complete(RawAnswer.read(socket.getInputStream(), speaksHttp11));
    }

    /** Sends half of the body and the end of the stream, without TLS's own farewell, then waits for what the receiver makes of it. */
    void sendHalf() throws IOException {
        send(request.middleOfBody());
        line.shutdownOutput();
        done = "sent half of the body and hung up, as planned";
        String then;
        try {
            then = "; the answer was "
                    + RawAnswer.read(socket.getInputStream(), speaksHttp11).status();
        } catch (IOException e) {
            then = "; " + Failure.inWords(e, timeout);
        }
        outcome.complete(Reply.failed(done + then));
    }

    /**
     * Sends everything and resets the connection when the answer begins or the time is up. Not earlier: a reset lets the
     * receiver's system throw away what the receiver has not read, and an answer shows that it was read.
     */
    void sendThenReset() throws IOException {
        send(length());
        line.setSoLinger(true, 0);
        done = "sent everything and reset the connection, as planned";
        try {
            socket.getInputStream().read();
        } catch (IOException e) {
            // The receiver hung up first, which comes to the same.
        }
        outcome.complete(Reply.failed(done));
    }

    private void hangUp() {
        try {
            line.close();
        } catch (IOException e) {
            // There is nothing left to be lost.
        }
    }

    private String inWords(Throwable error) {
        boolean late = error instanceof TimeoutException;
        if (late && sent == NOT_BEGUN) {
            return "not sent within " + Durations.spoken(timeout) + ": " + SocketSender.MOST_THREADS
                    + " other letters that are not sent the ordinary way were under way";
        }
        String words = Failure.inWords(error, timeout);
        if (done != null) {
            return done + "; " + words;
        }
        return late && sent > 0 && sent < length()
                ? words + "; only " + sent + " of " + length() + " bytes were sent"
                : words;
    }
}
