package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.time.Durations;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** The words for what kept a letter from its answer, the same whichever way it was sent. */
final class Failure {
    /** How long a receiver may take to accept a connection. */
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private Failure() {}

    static String noConnection() {
        return "no connection within " + Durations.spoken(CONNECT_TIMEOUT);
    }

    static String noAnswer(Duration timeout) {
        return "no complete answer within " + Durations.spoken(timeout);
    }

    static Reply invalid(Object to, RuntimeException error) {
        return Reply.failed("cannot send to " + to + ": " + error.getMessage());
    }

    /** @param timeout what the whole exchange had */
    static String inWords(Throwable error, Duration timeout) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof TimeoutException) {
            return noAnswer(timeout);
        }
        // Sockets are given no time-out but the one for connecting.
        if (cause instanceof SocketTimeoutException) {
            return noConnection();
        }
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof UnresolvedAddressException || each instanceof UnknownHostException) {
                return "unknown host";
            }
            if (each instanceof CertificateException) {
                return "certificate not accepted: " + innermost(each).getMessage();
            }
        }
        if (cause instanceof ConnectException) {
            return "connection refused";
        }
        if (cause instanceof IOException && cause.getMessage() != null) {
            return "connection broken: " + cause.getMessage();
        }
        return "connection broken: " + cause;
    }

    private static Throwable innermost(Throwable error) {
        Throwable innermost = error;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }
}
