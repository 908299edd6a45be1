package io.github.assetpaysim.simulator.merchant;

import java.util.function.Function;

/**
 * One setting of a merchant: its name, what it means and how it is written. Options, environment variables and the control API
 * are derived from it.
 *
 * @param name in the control API; a dot makes it a member of an object, {@code steam.outcome}
 * @param allowed the accepted values, in words
 * @param meaning one line for help texts
 * @param patchable whether an existing merchant may change it
 * @param secret whether listings mask it
 * @param number whether JSON writes it as a number
 * @param read text to value; throws IllegalArgumentException for anything not allowed
 * @param print value to text
 */
public record Setting<T>(
        String name,
        String allowed,
        String meaning,
        boolean patchable,
        boolean secret,
        boolean number,
        Function<String, T> read,
        Function<T, String> print) {

    static <T> Setting<T> of(
            String name, String allowed, String meaning, Function<String, T> read, Function<T, String> print) {
        return new Setting<>(name, allowed, meaning, false, false, false, read, print);
    }

    Setting<T> whichCanBePatched() {
        return new Setting<>(name, allowed, meaning, true, secret, number, read, print);
    }

    Setting<T> whichIsSecret() {
        return new Setting<>(name, allowed, meaning, patchable, true, number, read, print);
    }

    Setting<T> whichIsANumber() {
        return new Setting<>(name, allowed, meaning, patchable, secret, true, read, print);
    }
}
