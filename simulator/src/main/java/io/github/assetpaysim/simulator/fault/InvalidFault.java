package io.github.assetpaysim.simulator.fault;

/** Thrown for an entry of a plan of faults that cannot be planned; the message names the member and what would be right. */
public final class InvalidFault extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    InvalidFault(String message) {
        super(message);
    }
}
