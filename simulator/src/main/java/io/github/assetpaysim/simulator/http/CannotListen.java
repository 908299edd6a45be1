package io.github.assetpaysim.simulator.http;

import java.nio.channels.UnresolvedAddressException;

/** Thrown when the server cannot listen where it was told to. */
public final class CannotListen extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotListen(String host, int port, Exception cause) {
        super(
                "cannot listen on " + host + ":" + port + " (" + reason(cause)
                        + "); choose another --host or --port, 0 for any free port",
                cause);
    }

    private static String reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof UnresolvedAddressException ? "no such host" : root.getMessage();
    }
}
