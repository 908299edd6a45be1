package io.github.assetpaysim.simulator.assumption;

import java.util.function.Function;

/**
 * One open question whose answer a merchant may choose.
 *
 * @param name as options and the control API spell it
 * @param standard the answer unless another is chosen
 * @param allowed the accepted values, in words
 * @param meaning what the answer decides
 * @param read text to value; throws IllegalArgumentException for anything not allowed
 * @param print value to text
 */
public record Switch<T>(
        String name, T standard, String allowed, String meaning, Function<String, T> read, Function<T, String> print) {

    /** The standard answer as text. */
    public String standardText() {
        return print.apply(standard);
    }
}
