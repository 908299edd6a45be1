package io.github.assetpaysim.simulator.callback;

/** Thrown when there is nowhere to send a callback to. */
public final class NoCallbackUrl extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoCallbackUrl() {
        super("the merchant has no callback URL; set one, or name one in \"to\"", null, false, false);
    }
}
