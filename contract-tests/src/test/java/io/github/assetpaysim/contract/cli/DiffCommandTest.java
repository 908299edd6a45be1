package io.github.assetpaysim.contract.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.drift.Runs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffCommandTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void there_are_files() throws IOException {
        Map<String, String> files = Map.of(
                "pass", Runs.run().verdict("A-1", "PASS").text(),
                "fail", Runs.run().verdict("A-1", "FAIL").text(),
                "merchant", "{\"version\":\"1\",\"plan\":\"merchant\",\"checks\":[]}",
                "foreign", "{}",
                "text", "hello");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        Files.write(directory.resolve("bytes"), new byte[] {(byte) 0xff});
    }

    private int run(String line) {
        String[] arguments = line.replace("@", directory + "/").split(" ");
        return new Cli(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false).run(arguments);
    }

    @Test
    void the_same_twice_is_status_0() {
        assertThat(run("diff @pass @pass")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("No drift.\n");
    }

    @Test
    void drift_is_status_1() {
        assertThat(run("diff @pass @fail")).isEqualTo(1);
        assertThat(out.toString(UTF_8)).startsWith("A-1: PASS -> FAIL");
        assertThat(run("diff @pass @fail --markdown")).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("| A-1 | about A-1 | PASS | FAIL |");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            diff                              | diff takes two files
            diff @pass                        | 1 are given
            diff @pass @pass @pass            | 3 are given
            diff @pass @nowhere               | nowhere
            diff @text @pass                  | text is no JSON
            diff @bytes @pass                 | bytes is no UTF-8
            diff @foreign @pass               | foreign is no report.json of this kit
            diff @merchant @pass              | only runs of one plan
            diff @pass @pass --target http://a | --target is an option of commands that run a plan, not of diff
            diff @pass @pass --out x          | --out is an option of record, not of diff
            api --markdown                    | --markdown is an option of diff, not of api
            api --out x                       | --out is an option of record, not of api
            """)
    void a_wrong_command_line_and_files_that_cannot_be_compared_are_status_2_and_one_line(String line, String reason) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains(reason).hasLineCount(1);
        assertThat(out.toString(UTF_8)).isEmpty();
    }
}
