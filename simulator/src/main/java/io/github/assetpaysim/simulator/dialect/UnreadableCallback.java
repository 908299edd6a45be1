package io.github.assetpaysim.simulator.dialect;

/** Thrown for a text in which there is no trade or no key to check; the message is for the person who gave it. */
public final class UnreadableCallback extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnreadableCallback(String message) {
        super(message, null, false, false);
    }
}
