package io.github.assetpaysim.simulator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.money.Usd;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferTest {
    private static final String ITEM = "5a1c2d3e-4f50-4617-8283-94a5b6c7d8e9";
    private static final String OTHER = "5a1c2d3e-4f50-4617-8283-94a5b6c7d8ea";

    private static String reference(String item, long cents) {
        return new Offer(item, new Usd(cents), 1).reference();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 860, 435, 250_000, 10_000_000, 99_999_999_999_999_900L})
    void a_reference_belongs_to_its_item_at_any_price_and_to_no_other_item(long cents) {
        String reference = reference(ITEM, cents);

        assertThat(Offer.isFor(ITEM, reference)).isTrue();
        assertThat(Offer.isFor(OTHER, reference)).isFalse();
        assertThat(reference.length()).isBetween(1, 256);
        assertThat(reference).matches("[A-Za-z0-9_]+").isEqualTo(reference(ITEM, cents));
    }

    @Test
    void another_price_has_another_reference() {
        assertThat(reference(ITEM, 860)).isNotEqualTo(reference(ITEM, 861)).isNotEqualTo(reference(OTHER, 860));
    }

    @Test
    void a_reference_with_any_character_changed_removed_or_added_is_forged() {
        String good = reference(ITEM, 12345);
        for (int i = 0; i < good.length(); i++) {
            for (char c : "09afzZ_-\u0660".toCharArray()) {
                if (good.charAt(i) != c) {
                    assertForged(good.substring(0, i) + c + good.substring(i + 1));
                }
                assertForgedUnlessEqual(good.substring(0, i) + c + good.substring(i), good);
            }
            assertForged(good.substring(0, i) + good.substring(i + 1));
            assertForged(good.substring(0, i));
            assertForged(good.substring(i + 1));
        }
        assertForged(good.toUpperCase(Locale.ROOT));
        assertForged(" " + good);
        assertForged(good + " ");
        assertForged(good + good);
    }

    private static void assertForgedUnlessEqual(String reference, String good) {
        if (!reference.equals(good)) {
            assertForged(reference);
        }
    }

    private static void assertForged(String reference) {
        assertThat(Offer.isFor(ITEM, reference)).as(reference).isFalse();
    }

    @Test
    void no_text_whatever_is_an_error() {
        SplittableRandom random = new SplittableRandom(20310108);
        for (String text :
                new String[] {"", "ref_", "a", "ref_".repeat(64), "ref_0123456789ab-1abcd", "★", "x".repeat(256)}) {
            assertForged(text);
        }
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "ref_" : "");
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append((char) random.nextInt(1, 300));
            }
            assertForged(text.toString());
        }
    }
}
