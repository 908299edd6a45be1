package io.github.assetpaysim.simulator.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SeedTest {
    private static final int MANY = 1_000_000;

    /** Whoever changes these values changes every recorded run and every user's inventory. */
    @Test
    void the_same_seed_gives_the_same_values_in_every_run() {
        Seed seed = new Seed(42).child("merchants");

        assertThat(seed).isEqualTo(new Seed(42).child("merchants"));
        assertThat(seed.uuid(7)).isEqualTo(new Seed(42).child("merchants").uuid(7));
        assertThat(seed.hex(48)).isEqualTo(new Seed(42).child("merchants").hex(48));
        assertThat(seed.random().nextLong()).isEqualTo(seed.random().nextLong());
        assertThat(seed.uuid(0)).hasToString("2c079965-3858-465d-aab4-2a2cfad082f1");
        assertThat(seed.hex(20)).isEqualTo("dbd456d0a7dc2af4bb02");
    }

    @Test
    void other_seeds_other_names_and_other_numbers_give_other_values() {
        Set<Seed> seeds = new HashSet<>();
        for (int value = -500; value < 500; value++) {
            for (String name : new String[] {"", "a", "b", "ab", "ba", "callback", "trade", "★"}) {
                seeds.add(new Seed(value).child(name));
            }
        }

        assertThat(seeds).hasSize(1_000 * 8);
        assertThat(new Seed(1).child("a").child("b"))
                .isNotEqualTo(new Seed(1).child("b").child("a"));
        assertThat(Seed.of("x")).isEqualTo(Seed.of("x")).isNotEqualTo(Seed.of("y"));
    }

    @Test
    void ids_are_random_uuids_by_their_version_and_variant() {
        for (long seed : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 42}) {
            for (long number : new long[] {0, 1, 2, 1_000_000, Long.MAX_VALUE}) {
                UUID id = new Seed(seed).uuid(number);

                assertThat(id.version()).isEqualTo(4);
                assertThat(id.variant()).isEqualTo(2);
                assertThat(id.toString())
                        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
            }
        }
    }

    @Test
    void a_million_ids_of_one_seed_are_a_million_different_ids() {
        Seed seed = new Seed(42);
        UUID[] ids = new UUID[MANY];
        for (int i = 0; i < MANY; i++) {
            ids[i] = seed.uuid(i);
        }
        Arrays.sort(ids);

        assertThat(different(ids)).isEqualTo(MANY);
    }

    @Test
    void the_ids_of_neighbouring_seeds_do_not_overlap() {
        UUID[] ids = new UUID[MANY / 10];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = new Seed(i / 1000).child("trade").uuid(i % 1000);
        }
        Arrays.sort(ids);

        assertThat(different(ids)).isEqualTo(ids.length);
    }

    @Test
    void hex_has_the_asked_for_number_of_lower_case_digits() {
        for (int digits : new int[] {0, 1, 4, 15, 16, 17, 32, 48, 1000}) {
            assertThat(new Seed(5).hex(digits)).hasSize(digits).matches("[0-9a-f]*");
        }
        assertThat(new Seed(5).hex(48)).startsWith(new Seed(5).hex(17));
    }

    @Test
    void every_hex_digit_occurs_about_equally_often() {
        int[] counts = new int[16];
        new Seed(3).hex(160_000).chars().forEach(digit -> counts[Character.digit(digit, 16)]++);

        assertThat(Arrays.stream(counts)).allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
    }

    private static int different(UUID[] sorted) {
        int different = 1;
        for (int i = 1; i < sorted.length; i++) {
            if (!sorted[i].equals(sorted[i - 1])) {
                different++;
            }
        }
        return different;
    }
}
