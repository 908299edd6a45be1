package io.github.assetpaysim.simulator.dialect;

import java.util.List;
import java.util.stream.Stream;

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

    /** One that has never changed. */
    public static Secrets of(String current) {
        return new Secrets(current, null);
    }

    /** The current one first. */
    public List<String> all() {
        return Stream.of(current, previous).filter(each -> each != null).toList();
    }
}
