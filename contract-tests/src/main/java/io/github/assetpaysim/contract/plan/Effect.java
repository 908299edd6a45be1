package io.github.assetpaysim.contract.plan;

import java.util.Arrays;
import java.util.Optional;

/** What a check may do at a host besides reading. */
public enum Effect {
    CREATES_TRADE("creates-trade", "creates a trade"),
    MOVES_MONEY("moves-money", "moves money"),
    BURNS_RATE_LIMIT("burns-rate-limit", "uses up a rate limit");

    private final String word;
    private final String told;

    Effect(String word, String told) {
        this.word = word;
        this.told = told;
    }

    /** The one that is called so in options and in the catalogue. */
    public static Optional<Effect> of(String word) {
        return Arrays.stream(values())
                .filter(effect -> effect.word.equals(word))
                .findFirst();
    }

    /** How options and the catalogue call it. */
    public String word() {
        return word;
    }

    /** What such a check does, in words. */
    public String told() {
        return told;
    }
}
