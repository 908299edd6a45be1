package io.github.assetpaysim.simulator.cli;

/** Thrown for a command line or environment that cannot be meant; the message says what to do. */
final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageError(String message) {
        super(message, null, false, false);
    }
}
