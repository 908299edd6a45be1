package io.github.assetpaysim.simulator.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0ms, PT0S",
        "1ms, PT0.001S",
        "500ms, PT0.5S",
        "1500ms, PT1.5S",
        "0s, PT0S",
        "10s, PT10S",
        "90s, PT1M30S",
        "007s, PT7S",
        "2min, PT2M",
        "1h, PT1H",
        "7d, PT168H",
        "36500d, PT876000H",
        "876000h, PT876000H",
        "999999999ms, PT277H46M39.999S",
        "' 10s ', PT10S",
        "PT1M30S, PT1M30S",
        "pt1m30s, PT1M30S",
        "P7D, PT168H",
        "p7d, PT168H",
        "P1DT1H, PT25H",
        "PT0S, PT0S",
        "PT0.25S, PT0.25S",
        "P36500D, PT876000H",
        "PT2H-30M, PT1H30M",
    })
    void what_people_and_programs_write_is_read(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "10",
                "s",
                "10 s",
                "10S",
                "10sec",
                "10m",
                "10ms5",
                "1h30min",
                "1.5s",
                "-1s",
                "+1s",
                "1w",
                "10us",
                "1000000000ms",
                "١٠s",
                "PT",
                "P",
                "PT-1S",
                "-PT1S",
                "P1M",
                "P1Y",
                "P1W",
                "P7DT",
                "36501d",
                "876001h",
                "999999999d",
                "P36500DT0.001S",
                "PT9223372036854775807S",
                "PT9223372036854775808S",
                "P99999999999999999999D",
                "forever",
            })
    void what_is_no_duration_or_negative_or_too_long_is_refused_naming_the_syntax(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("expected a duration such as 500ms, 10s, 2min, 1h, 7d or PT1M30S");
    }

    @Test
    void reading_does_not_depend_on_the_language_of_the_machine() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(Durations.parse("pt1m30s")).isEqualTo(Duration.ofSeconds(90));
            assertThat(Durations.parse("2min")).isEqualTo(Duration.ofMinutes(2));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.001S, 1 ms",
        "PT0.5S, 500 ms",
        "PT1.5S, 1500 ms",
        "PT10S, 10 s",
        "PT1M30S, 90 s",
        "PT2M, 2 min",
        "PT61M, 61 min",
        "PT1H, 1 h",
        "PT25H, 25 h",
        "P7D, 7 d",
        "P36500D, 36500 d",
    })
    void a_duration_is_spoken_in_its_largest_whole_unit(Duration duration, String spoken) {
        assertThat(Durations.spoken(duration)).isEqualTo(spoken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1ms", "500ms", "10s", "90s", "2min", "1h", "25h", "7d", "36500d"})
    void what_is_spoken_without_its_space_is_read_again(String text) {
        assertThat(Durations.spoken(Durations.parse(text)).replace(" ", "")).isEqualTo(text);
    }
}
