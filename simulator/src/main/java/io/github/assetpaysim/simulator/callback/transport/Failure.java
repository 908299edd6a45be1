package io.github.assetpaysim.simulator.callback.transport;

import io.github.assetpaysim.simulator.text.Quoted;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** What kept a request from its answer, as a code and in words. */
final class Failure extends IOException {
    private static final long serialVersionUID = 1;

    private final OutcomeCode code;

    Failure(OutcomeCode code, String words) {
        super(words);
        this.code = code;
    }

    OutcomeCode code() {
        return code;
    }

    Failure at(String address) {
        return new Failure(code, getMessage() + " at " + address);
    }

    /** Of many addresses none could be reached; one that refuses is nearest to being the receiver. */
    static Failure of(List<Failure> tried) {
        boolean refused = tried.stream().anyMatch(each -> each.code == OutcomeCode.CONNECTION_REFUSED);
        return new Failure(
                refused ? OutcomeCode.CONNECTION_REFUSED : tried.get(0).code,
                tried.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")));
    }

    /** @param cause what went wrong on an open connection */
    static Failure of(Throwable cause) {
        if (cause instanceof Failure failure) {
            return failure;
        }
        if (cause.getCause() instanceof EOFException) {
            return incomplete("closed before the answer was complete");
        }
        if (cause instanceof SSLException) {
            return tls(cause);
        }
        if (cause instanceof RuntimeException) {
            return new Failure(OutcomeCode.NOT_SENT, "not sent: " + cause);
        }
        // A channel that cannot write says so with a bare one.
        return cause instanceof SocketException || cause.getClass() == IOException.class
                ? new Failure(OutcomeCode.RESET, "connection broken: " + cause.getMessage())
                : malformed(String.valueOf(cause.getMessage()));
    }

    static Failure incomplete(String how) {
        return new Failure(OutcomeCode.INCOMPLETE_ANSWER, "connection broken: " + how);
    }

    static Failure malformed(String how) {
        return new Failure(OutcomeCode.MALFORMED_ANSWER, "not an HTTP answer: " + Quoted.text(how));
    }

    private static Failure tls(Throwable cause) {
        String words = "TLS failed: ";
        Throwable innermost = cause;
        for (Throwable each = cause; each != null; each = each.getCause()) {
            words = each instanceof CertificateException ? "certificate not accepted: " : words;
            innermost = each;
        }
        return new Failure(OutcomeCode.TLS, words + innermost.getMessage());
    }
}
