package io.github.assetpaysim.simulator.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsdTest {
    private static final long SEED = 20310108;

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0.01",
        "5, 0.05",
        "10, 0.1",
        "50, 0.5",
        "99, 0.99",
        "100, 1",
        "101, 1.01",
        "110, 1.1",
        "435, 4.35",
        "860, 8.6",
        "1000, 10",
        "1999, 19.99",
        "15000, 150",
        "123456789, 1234567.89",
        "10000000000000, 100000000000",
        "-5, -0.05",
        "-50, -0.5",
        "-860, -8.6",
        "-1000, -10"
    })
    void an_amount_is_written_in_its_shortest_form(long cents, String text) {
        assertThat(new Usd(cents)).hasToString(text);
        assertThat(Usd.of(text)).isEqualTo(new Usd(cents));
    }

    @ParameterizedTest
    @CsvSource({
        "8.60, 860",
        "8.6000000000, 860",
        "10.0, 1000",
        "1E+1, 1000",
        "1e2, 10000",
        "125e-2, 125",
        "0.00, 0",
        "-0.0, 0",
        "0e10, 0",
        "999999999999999, 99999999999999900",
        "9999999999999.99, 999999999999999"
    })
    void other_spellings_of_an_amount_are_read(String text, long cents) {
        assertThat(Usd.of(text)).isEqualTo(new Usd(cents));
        assertThat(Usd.of(new BigDecimal(text))).isEqualTo(new Usd(cents));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "1.005", "4.349999", "1e-3", "10.0000000001", "-0.001"})
    void a_third_decimal_is_refused(String text) {
        assertThatThrownBy(() -> Usd.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two decimals");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1e-999999999",
                "-1e999999999",
                "1e16",
                "999999999999999e2",
                "0e-2147483647",
                "1234567890123456"
            })
    void a_huge_number_is_refused_and_never_expanded(String text) {
        BigDecimal huge = new BigDecimal(text);

        // Expanded, the first of them would have a thousand million digits.
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> Usd.of(huge))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("15 digits"));
    }

    @Test
    void what_is_no_number_is_refused() {
        for (String text : List.of("", " ", "ten", "1,50", "$5", "NaN", "Infinity", "0x10")) {
            assertThatThrownBy(() -> Usd.of(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void sums_and_products_never_lose_a_cent() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 2_000; i++) {
            List<Usd> amounts = new ArrayList<>();
            long cents = 0;
            for (int j = random.nextInt(50); j >= 0; j--) {
                long one = random.nextLong(-10_000_000, 10_000_000);
                int copies = random.nextInt(1, 10_000);
                amounts.add(new Usd(one).times(copies));
                cents += one * copies;
            }
            Usd sum = amounts.stream().reduce(Usd.ZERO, Usd::plus);

            assertThat(sum.cents()).isEqualTo(cents);
            assertThat(Usd.of(sum.toString())).isEqualTo(sum);
            assertThat(new BigDecimal(sum.toString()).movePointRight(2))
                    .isEqualByComparingTo(BigDecimal.valueOf(cents));
            assertThat(amounts.stream().reduce(sum, Usd::minus)).isEqualTo(Usd.ZERO);
        }
    }

    @Test
    void the_sums_that_binary_fractions_get_wrong_are_right() {
        assertThat(Usd.of("0.1").plus(Usd.of("0.2"))).hasToString("0.3");
        assertThat(Usd.of("4.35").times(100)).hasToString("435");
        assertThat(Usd.of("1.15").times(3)).hasToString("3.45");
    }

    @Test
    void an_overflow_is_an_error_and_never_a_wrong_amount() {
        Usd most = new Usd(Long.MAX_VALUE);

        assertThatThrownBy(() -> most.plus(new Usd(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Usd(Long.MIN_VALUE).minus(new Usd(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.times(2)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void amounts_compare_by_value() {
        Usd less = new Usd(-1);
        Usd more = new Usd(1);

        assertThat(less).isLessThan(more).isEqualByComparingTo(new Usd(-1));
        assertThat(less.min(more)).isEqualTo(more.min(less)).isEqualTo(less);
        assertThat(less.max(more)).isEqualTo(more.max(less)).isEqualTo(more);
    }
}
