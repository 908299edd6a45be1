package io.github.assetpaysim.contract.cli;

/** The command line or the configuration is wrong; the message says how to mend it. */
final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageError(String message) {
        super(message, null, false, false);
    }
}
