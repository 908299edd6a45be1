package io.github.assetpaysim.simulator.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssumptionsTest {

    @Test
    void the_standard_answers_are_the_settled_ones() {
        Assumptions standard = Assumptions.STANDARD;

        assertThat(standard.asText())
                .isEqualTo(Map.of(
                        "openDepositLimit", "5",
                        "rustCredit", "present",
                        "offerExpiry", "PT30M",
                        "callbackSuccess", "200",
                        "callbackOrder", "first-attempts"));
    }

    @ParameterizedTest
    @CsvSource({
        "openDepositLimit, 1, 1",
        "openDepositLimit, 1000000, 1000000",
        "rustCredit, present, present",
        "rustCredit, absent, absent",
        "offerExpiry, 10min, PT10M",
        "offerExpiry, PT1M30S, PT1M30S",
        "offerExpiry, 1h, PT1H",
        "callbackSuccess, 200, 200",
        "callbackSuccess, 2xx, 2xx",
        "callbackOrder, strict, strict",
        "callbackOrder, first-attempts, first-attempts"
    })
    void a_good_value_is_taken_and_printed_so_that_it_can_be_read_again(String name, String value, String printed) {
        Assumptions changed = Assumptions.STANDARD.with(name, value);

        assertThat(changed.asText()).containsEntry(name, printed);
        assertThat(changed.with(name, printed).asText()).isEqualTo(changed.asText());
        assertThat(changed.without(name).asText()).isEqualTo(Assumptions.STANDARD.asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openDepositLimit | 0          | a whole number from 1 to 1000000
            openDepositLimit | -1         | a whole number from 1 to 1000000
            openDepositLimit | 1000001    | a whole number from 1 to 1000000
            openDepositLimit | 5.0        | a whole number from 1 to 1000000
            openDepositLimit | many       | a whole number from 1 to 1000000
            openDepositLimit | ''         | a whole number from 1 to 1000000
            openDepositLimit | 9999999999 | a whole number from 1 to 1000000
            rustCredit       | true       | present or absent
            rustCredit       | Present    | present or absent
            offerExpiry      | 30         | a duration such as
            offerExpiry      | -PT5M      | a duration such as
            offerExpiry      | soon       | a duration such as
            callbackSuccess  | 201        | 200 or 2xx
            callbackOrder    | none       | first-attempts or strict
            """)
    void a_bad_value_is_refused_with_the_name_the_value_and_what_is_allowed(String name, String value, String allowed) {
        assertThatThrownBy(() -> Assumptions.STANDARD.with(name, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(name, "'" + value + "'", "expected " + allowed);
    }

    @Test
    void an_unknown_name_is_refused_with_the_known_ones() {
        for (String name : new String[] {"rustCredits", "RUSTCREDIT", "", "assumptions.rustCredit"}) {
            assertThatThrownBy(() -> Assumptions.STANDARD.with(name, "5"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + name + "'")
                    .hasMessageContainingAll(
                            Assumptions.ALL.stream().map(Switch::name).toArray(String[]::new));
            assertThatThrownBy(() -> Assumptions.STANDARD.without(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("known are");
        }
    }

    @Test
    void a_change_leaves_the_original_and_the_other_switches_alone() {
        Assumptions changed = Assumptions.STANDARD.with("offerExpiry", "1h").with("callbackSuccess", "2xx");

        assertThat(Assumptions.STANDARD.get(Assumptions.OFFER_EXPIRY)).isEqualTo(Duration.ofMinutes(30));
        assertThat(changed.get(Assumptions.OFFER_EXPIRY)).isEqualTo(Duration.ofHours(1));
        assertThat(changed.get(Assumptions.CALLBACK_SUCCESS)).isEqualTo(Assumptions.Success.ANY_2XX);
        assertThat(changed.get(Assumptions.CALLBACK_ORDER)).isEqualTo(Assumptions.Order.FIRST_ATTEMPTS);
        assertThat(changed.get(Assumptions.OPEN_DEPOSIT_LIMIT)).isEqualTo(5);
        assertThat(changed.get(Assumptions.RUST_CREDIT)).isTrue();
    }

    @Test
    void every_standard_is_a_value_that_can_be_set() {
        for (Switch<?> question : Assumptions.ALL) {
            assertThat(Assumptions.STANDARD
                            .with(question.name(), question.standardText())
                            .asText())
                    .isEqualTo(Assumptions.STANDARD.asText());
        }
    }
}
