package io.github.assetpaysim.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host", "port", "callback-url", "merchant-id", "api-key", "api-secret", "api-secret-file", "clock",
                "pace", "seed", "retry", "callback-timeout", "assume", "quiet", "help", "version"
            })
    void every_option_has_a_twin_in_the_environment_and_a_place_in_the_help(String name) {
        String variable =
                "ASSETPAY_SIM_" + name.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
        boolean flag = name.matches("quiet|help|version");

        Options fromLine = flag ? read(Map.of(), "--" + name) : read(Map.of(), "--" + name, "a=b");
        Options fromVariable = read(Map.of(variable, flag ? "true" : "a=b"));

        assertThat(fromLine.value(name)).isEqualTo(flag ? "true" : "a=b");
        assertThat(fromVariable.value(name)).isEqualTo(fromLine.value(name));
        assertThat(Help.text()).contains("\n  --" + name);
    }

    @Test
    void the_command_line_wins_over_the_environment() {
        Map<String, String> environment =
                Map.of("ASSETPAY_SIM_PORT", "1", "ASSETPAY_SIM_ASSUME", "a=1,b=2", "ASSETPAY_SIM_SEED", "7");

        Options options = read(environment, "--port=2", "--assume", "c=3");

        assertThat(options.value("port")).isEqualTo("2");
        assertThat(options.values("assume")).containsExactly("c=3");
        assertThat(options.value("seed")).isEqualTo("7");
        assertThat(read(environment).values("assume")).containsExactly("a=1", "b=2");
    }

    @Test
    void assume_may_be_given_several_times_and_values_may_begin_with_a_dash() {
        Options options = read(Map.of(), "--assume", "a=1", "--assume=b=2", "--seed=-5", "serve");

        assertThat(options.values("assume")).containsExactly("a=1", "b=2");
        assertThat(options.value("seed")).isEqualTo("-5");
        assertThat(options.words()).containsExactly("serve");
    }

    @Test
    void a_flag_in_the_environment_is_true_or_false() {
        assertThat(read(Map.of("ASSETPAY_SIM_QUIET", "true")).flag("quiet")).isTrue();
        assertThat(read(Map.of("ASSETPAY_SIM_QUIET", "false")).flag("quiet")).isFalse();
        assertThatThrownBy(() -> read(Map.of("ASSETPAY_SIM_QUIET", "1")))
                .isInstanceOf(UsageError.class)
                .hasMessage("ASSETPAY_SIM_QUIET must be true or false, not '1'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot 1              | unknown option --prot; did you mean --port? --help lists all",
                "--calback-url=http:// | unknown option --calback-url; did you mean --callback-url?",
                "--callback            | unknown option --callback; did you mean",
                "-p 1                  | unknown option -p; did you mean",
                "--port                | --port needs a value: 0 to 65535",
                "--port --quiet        | --port needs a value: 0 to 65535",
                "--port 1 --port 2     | --port is given more than once",
                "--quiet=yes           | --quiet",
            })
    void what_is_unknown_incomplete_or_doubled_is_refused_with_the_way_out(String line, String message) {
        assertThatThrownBy(() -> read(Map.of(), line.split(" ")))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining(message);
    }

    @Test
    void an_unknown_variable_with_the_prefix_is_refused_and_others_are_not_looked_at() {
        assertThatThrownBy(() -> read(Map.of("ASSETPAY_SIM_CALLBACKURL", "x")))
                .isInstanceOf(UsageError.class)
                .hasMessage("unknown environment variable ASSETPAY_SIM_CALLBACKURL;"
                        + " did you mean ASSETPAY_SIM_CALLBACK_URL? --help lists all");
        assertThat(read(Map.of("ASSETPAY_SECRET", "x", "PORT", "y")).words()).isEmpty();
    }

    private static Options read(Map<String, String> environment, String... arguments) {
        return Options.read(arguments, environment);
    }
}
