package io.github.assetpaysim.simulator.dialect;

/**
 * What a merchant's callbacks are signed with.
 *
 * @param previous the secret before {@code current}, for dialects that sign with both while a merchant changes over; null when there
 *     was none
 */
public record Secrets(String current, String previous) {
    public Secrets {
        previous = current.equals(previous) ? null : previous;
    }
}
