package io.github.assetpaysim.simulator.merchant;

/** Thrown when a new merchant would share its id or API key with another one. */
public final class TakenCredential extends RuntimeException {
    private static final long serialVersionUID = 1;

    TakenCredential(String message) {
        super(message, null, false, false);
    }
}
