package io.github.assetpaysim.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.assetpaysim.simulator.cli.command.UsageError;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ASSETPAY_SIM_PORT=tcp://10.43.7.12:8080",
                "ASSETPAY_SIM_PORT=udp://10.43.7.12:53",
                "ASSETPAY_SIM_PORT=sctp://10.43.7.12:9",
                "ASSETPAY_SIM_PORT=tcp://[fd00:10:43::7]:8080",
                "ASSETPAY_SIM_SERVICE_HOST=10.43.7.12",
                "ASSETPAY_SIM_SERVICE_HOST=fd00:10:43::7",
                "ASSETPAY_SIM_SERVICE_PORT=8080",
                "ASSETPAY_SIM_SERVICE_PORT_HTTP=8080",
                "ASSETPAY_SIM_SERVICE_PORT_HTTP_ADMIN_2=8081",
                "ASSETPAY_SIM_PORT_8080_TCP=tcp://10.43.7.12:8080",
                "ASSETPAY_SIM_PORT_8080_TCP_PROTO=tcp",
                "ASSETPAY_SIM_PORT_8080_TCP_PORT=8080",
                "ASSETPAY_SIM_PORT_8080_TCP_ADDR=10.43.7.12",
                "ASSETPAY_SIM_PORT_53_UDP=udp://[fd00:10:43::7]:53",
                "ASSETPAY_SIM_PORT_53_UDP_PROTO=udp",
                "ASSETPAY_SIM_PORT_53_UDP_PORT=53",
                "ASSETPAY_SIM_PORT_53_UDP_ADDR=fd00:10:43::7",
                "ASSETPAY_SIM_PORT_9_SCTP=sctp://10.43.7.12:9",
                "ASSETPAY_SIM_PORT_8000_TCP_START=tcp://172.17.0.2:8000",
                "ASSETPAY_SIM_PORT_8000_TCP_PORT_END=8010",
                "ASSETPAY_SIM_NAME=/web/assetpay-sim",
                // Of a Service called assetpay-sim-callback and of a container called assetpay-sim_1.
                "ASSETPAY_SIM_CALLBACK_PORT=tcp://10.43.7.13:8080",
                "ASSETPAY_SIM_CALLBACK_SERVICE_HOST=10.43.7.13",
                "ASSETPAY_SIM_1_PORT_8080_TCP_ADDR=172.17.0.2",
            })
    void a_variable_that_kubernetes_or_docker_made_of_a_service_is_ignored(String given) {
        String variable = given.replaceFirst("=.*", "");
        Options options = read(Map.of(variable, given.substring(variable.length() + 1), "ASSETPAY_SIM_SEED", "7"));

        assertThat(options.ignored()).containsExactly(variable);
        assertThat(options.values()).containsOnlyKeys("seed");
    }

    @Test
    void the_environment_of_a_linked_container_is_ignored_beside_its_name_only() {
        String handedOn = "ASSETPAY_SIM_ENV_JAVA_HOME";

        assertThat(read(Map.of(handedOn, "/jdk", "ASSETPAY_SIM_NAME", "/web/assetpay-sim"))
                        .ignored())
                .containsExactly(handedOn, "ASSETPAY_SIM_NAME");
        assertThatThrownBy(() -> read(Map.of(handedOn, "/jdk"))).isInstanceOf(UsageError.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ASSETPAY_SIM_PRT=tcp://10.43.7.12:8080",
                "ASSETPAY_SIM_SERVICE_HOTS=10.43.7.12",
                "ASSETPAY_SIM_SERVICE_HOST=shop example",
                "ASSETPAY_SIM_SERVICE_PORT=80x80",
                "ASSETPAY_SIM_PORT_8080=8080",
                "ASSETPAY_SIM_PORT_8080_HTTP=tcp://10.43.7.12:8080",
                "ASSETPAY_SIM_NAME=shop",
            })
    void what_only_looks_like_such_a_variable_is_refused(String given) {
        String variable = given.replaceFirst("=.*", "");

        assertThatThrownBy(() -> read(Map.of(variable, given.substring(variable.length() + 1))))
                .isInstanceOf(UsageError.class)
                .hasMessageStartingWith("unknown environment variable " + variable + "; did you mean ASSETPAY_SIM_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80x80",
                "tcp:/10.43.7.12:8080",
                "http://10.43.7.12:8080",
                "tcp://10.43.7.12",
                "10.43.7.12:8080",
                ""
            })
    void a_port_that_somebody_mistyped_is_read_as_the_option_and_refused_there(String value) {
        Options options = read(Map.of("ASSETPAY_SIM_PORT", value));

        assertThat(options.ignored()).isEmpty();
        assertThatThrownBy(() -> Arguments.settings(options, note -> {}))
                .isInstanceOf(UsageError.class)
                .hasMessage("--port: '" + value + "' is not allowed; expected 0 to 65535");
    }

    private static Options read(Map<String, String> environment, String... arguments) {
        return Options.read(arguments, environment);
    }
}
