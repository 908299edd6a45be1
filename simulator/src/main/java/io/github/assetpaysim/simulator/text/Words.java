package io.github.assetpaysim.simulator.text;

import java.util.Locale;

/** Words for values. */
public final class Words {
    private Words() {}

    /** The word for a constant wherever people read or write it: {@code ONLY_RUST} is {@code only-rust}. */
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
