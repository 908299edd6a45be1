package io.github.assetpaysim.contract;

/** The checks cannot begin; the message is one sentence that says why and what to do. It has no stack trace, for it is no bug. */
public final class UnusableTarget extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableTarget(String message) {
        super(message, null, false, false);
    }
}
