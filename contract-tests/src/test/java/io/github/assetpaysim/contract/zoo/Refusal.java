package io.github.assetpaysim.contract.zoo;

/** A request that is at fault itself; nothing happened. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /** @param status 4xx */
    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
