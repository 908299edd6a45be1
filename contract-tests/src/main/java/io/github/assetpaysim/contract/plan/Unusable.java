package io.github.assetpaysim.contract.plan;

/** The run cannot begin: the target or the merchant is out of reach. The message says why and what to do; it is no bug of the kit. */
public final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what to do about it, in one line */
    public Unusable(String message) {
        super(message, null, false, false);
    }
}
