package io.github.assetpaysim.simulator.seed;

import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Where everything that looks random comes from: the same seed and the same names give the same values, in every run. Immutable.
 *
 * @param value the 64 bits all else derives from
 */
public record Seed(long value) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** A seed nobody can foretell; the one place where chance comes in. */
    public static Seed drawn() {
        return new Seed(new SplittableRandom().nextLong()).shown();
    }

    /** A seed made of this one that every JSON reader shows exactly: 53 bits. */
    public Seed shown() {
        return new Seed(value >>> 11);
    }

    /** The seed that belongs to a name. */
    public static Seed of(String name) {
        return new Seed(0).child(name);
    }

    /** The seed of a part of what this one is the seed of. */
    public Seed child(String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return new Seed(mix(value + GOLDEN) ^ mix(hash));
    }

    /** The {@code number}-th id: a UUID of the random kind. */
    public UUID uuid(long number) {
        long high = mix(value + number * GOLDEN);
        long low = mix(high ^ Long.rotateLeft(value, 32) ^ number);
        return new UUID(high & ~0xF000L | 0x4000L, low & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
    }

    /** So many lower-case hex digits. */
    public String hex(int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (long number = 1; text.length() < digits; number++) {
            text.append(Long.toHexString(mix(value ^ number * GOLDEN) | Long.MIN_VALUE), 1, 16);
        }
        text.setLength(digits);
        return text.toString();
    }

    /** A generator of its own for a longer draw. */
    public SplittableRandom random() {
        return new SplittableRandom(value);
    }

    /** David Stafford's 13th variant of the 64-bit finalizer: every input bit reaches every output bit. */
    private static long mix(long bits) {
        long z = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
