package io.github.assetpaysim.simulator.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Whatever users, testers, merchants and time do one after another, after each step money, items, listings, statuses and callbacks are
 * right. A sequence that fails names its seed: {@code -Dsequences.seed=SEED} plays it again, {@code -Dsequences.minutes=10} plays
 * others for so long.
 */
class RandomSequencesTest {
    private static final int STEPS = 250;
    private static final int ORDINARILY = 6;

    private final Set<String> met = new TreeSet<>();

    @Test
    void after_each_step_of_any_sequence_money_items_listings_statuses_and_callbacks_are_right() {
        Long chosen = Long.getLong("sequences.seed");
        if (chosen != null) {
            play(chosen);
            return;
        }
        for (long seed = 1; seed <= ORDINARILY; seed++) {
            play(seed);
        }
        long end = System.nanoTime() + Integer.getInteger("sequences.minutes", 0) * 60_000_000_000L;
        SplittableRandom seeds = new SplittableRandom();
        int more = 0;
        for (; System.nanoTime() < end; more++) {
            play(seeds.nextLong());
        }
        if (more > 0) {
            System.out.println((ORDINARILY + more) + " sequences of " + STEPS + " steps; met " + met);
        }
        assertThat(met).as("what the sequences have led to").containsAll(worthMeeting());
    }

    private void play(long seed) {
        try (RandomSequence sequence = new RandomSequence(seed)) {
            sequence.play(STEPS);
            met.addAll(sequence.met());
        }
    }

    /** So that nobody takes sequences that lead nowhere for a proof. */
    private static Set<String> worthMeeting() {
        Set<String> all = new TreeSet<>();
        for (TradeKind kind : TradeKind.values()) {
            for (Stage stage :
                    EnumSet.complementOf(EnumSet.of(Stage.CREATED, Stage.PREPARING, Stage.ACCEPTED, Stage.REJECTED))) {
                all.add(kind + " " + stage);
            }
        }
        all.add("WITHDRAWAL " + Stage.PREPARING);
        all.add("WITHDRAWAL " + Stage.REJECTED);
        for (Refusal.Reason reason : EnumSet.of(
                Refusal.Reason.EXTERNAL_ID_EXISTS,
                Refusal.Reason.INVALID_TRADEURL,
                Refusal.Reason.USER_NOT_TRADEABLE,
                Refusal.Reason.ITEMS_UNAVAILABLE,
                Refusal.Reason.PRICE_CHANGED,
                Refusal.Reason.LISTING_PRICE_INVALID,
                Refusal.Reason.MERCHANT_BALANCE_LOW)) {
            all.add("refused " + reason);
        }
        all.add("balance refused");
        all.add("went on from its state");
        return all;
    }
}
