package io.github.assetpaysim.simulator.money;

import java.math.BigDecimal;

/**
 * An amount of US dollars, kept in whole cents so that sums are exact.
 *
 * @param cents the amount in cents; may be negative
 */
public record Usd(long cents) implements Comparable<Usd> {
    /** No money. */
    public static final Usd ZERO = new Usd(0);

    private static final int MAX_DIGITS = 15;

    /**
     * Reads a decimal amount of dollars.
     *
     * @throws IllegalArgumentException when it has more than two decimals, not counting zeros at the end, or more than 15
     *     digits
     */
    public static Usd of(BigDecimal dollars) {
        // Digits and exponent first: expanding 1e999999999 would never end.
        long digitsBeforeThePoint = (long) dollars.precision() - dollars.scale();
        if (dollars.precision() > MAX_DIGITS
                || Math.abs((long) dollars.scale()) > MAX_DIGITS
                || digitsBeforeThePoint > MAX_DIGITS && dollars.signum() != 0) {
            throw new IllegalArgumentException("an amount of USD has at most " + MAX_DIGITS + " digits");
        }
        BigDecimal cents = dollars.movePointRight(2).stripTrailingZeros();
        if (cents.scale() > 0) {
            throw new IllegalArgumentException("an amount of USD has at most two decimals");
        }
        return new Usd(cents.longValueExact());
    }

    /** Reads a decimal amount of dollars such as {@code 10.75}. */
    public static Usd of(String dollars) {
        return of(new BigDecimal(dollars));
    }

    /** The amount in dollars, with no more decimals than it needs. */
    public BigDecimal dollars() {
        int scale = cents % 100 == 0 ? 0 : cents % 10 == 0 ? 1 : 2;
        return BigDecimal.valueOf(scale == 0 ? cents / 100 : scale == 1 ? cents / 10 : cents, scale);
    }

    public Usd plus(Usd other) {
        return new Usd(Math.addExact(cents, other.cents));
    }

    public Usd minus(Usd other) {
        return new Usd(Math.subtractExact(cents, other.cents));
    }

    public Usd times(int factor) {
        return new Usd(Math.multiplyExact(cents, factor));
    }

    public Usd min(Usd other) {
        return cents <= other.cents ? this : other;
    }

    public Usd max(Usd other) {
        return cents >= other.cents ? this : other;
    }

    @Override
    public int compareTo(Usd other) {
        return Long.compare(cents, other.cents);
    }

    /** The number as it goes on the wire: dollars in their shortest form, {@code 8.6}, {@code 150}, {@code -0.05}. */
    @Override
    public String toString() {
        long whole = Math.abs(cents) / 100;
        long rest = Math.abs(cents) % 100;
        String sign = cents < 0 ? "-" : "";
        if (rest == 0) {
            return sign + whole;
        }
        return rest % 10 == 0 ? sign + whole + "." + rest / 10 : sign + whole + (rest < 10 ? ".0" : ".") + rest;
    }
}
