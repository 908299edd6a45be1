package io.github.assetpaysim.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    @TempDir
    Path directory;

    private static Arguments read(String line) {
        return Arguments.read(line.split(" "));
    }

    private Arguments configured(String json, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("kit.json"), json);
        List<String> arguments = new ArrayList<>(List.of("merchant", "--config", file.toString()));
        arguments.addAll(Arrays.asList(more));
        return Arguments.read(arguments.toArray(String[]::new));
    }

    @Test
    void what_is_given_is_read_and_the_rest_is_as_the_help_says() {
        Arguments arguments = read("merchant --target http://a --only SIG,CB-01 --only once --settle=1s --interactive");

        assertThat(arguments.words()).containsExactly("merchant");
        assertThat(arguments.value("target")).isEqualTo("http://a");
        assertThat(arguments.values("only")).containsExactly("SIG", "CB-01", "once");
        assertThat(arguments.value("settle")).isEqualTo("1s");
        assertThat(arguments.flag("interactive")).isTrue();
        assertThat(arguments.value("probe-pointer")).isEqualTo("/balance");
        assertThat(arguments.value("probe")).isNull();
        assertThat(arguments.flag("help")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --tagret http://a              | there is no option --tagret; did you mean --target?
                    --start-deposit-bdoy x         | did you mean --start-deposit-body?
                    --target                       | --target needs a value: a base URL
                    --settle 1s --settle 2s        | --settle is given more than once
                    --only , --skip=               | is empty
                    """)
    void a_wrong_command_line_is_refused(String line, String reason) {
        assertThatThrownBy(() -> read("merchant " + line))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining(reason);
    }

    @Test
    void a_configuration_file_has_the_same_names_and_the_command_line_wins() throws IOException {
        Arguments arguments = configured(
                "{\"target\":\"http://file\",\"settle\":\"9s\",\"only\":[\"SIG-01\",\"once\"],\"parallel\":4,"
                        + "\"interactive\":true,\"start-deposit-body\":{\"user\":\"{steamId}\"}}",
                "--settle",
                "1s");

        assertThat(arguments.value("target")).isEqualTo("http://file");
        assertThat(arguments.value("settle")).isEqualTo("1s");
        assertThat(arguments.values("only")).containsExactly("SIG-01", "once");
        assertThat(arguments.value("parallel")).isEqualTo("4");
        assertThat(arguments.flag("interactive")).isTrue();
        assertThat(arguments.value("start-deposit-body")).isEqualTo("{\"user\":\"{steamId}\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"setle":"1s"}          | there is no option setle; did you mean settle?
                    {"target":5.5}          | target must be a base URL, not 5.5
                    {"target":["a"]}        | target must be a base URL
                    {"target":""}           | target must be a base URL
                    {"interactive":"yes"}   | interactive must be true or false
                    [1]                     | holds no JSON object
                    {"target":              | is no JSON
                    """)
    void a_wrong_configuration_is_refused(String json, String reason) {
        assertThatThrownBy(() -> configured(json))
                .isInstanceOf(UsageError.class)
                .hasMessageStartingWith("--config: ")
                .hasMessageContaining(reason);
    }

    @Test
    void a_configuration_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> read("merchant --config nowhere.json"))
                .isInstanceOf(UsageError.class)
                .hasMessage("--config: there is no file nowhere.json");
    }
}
