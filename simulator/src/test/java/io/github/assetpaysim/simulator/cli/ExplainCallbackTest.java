package io.github.assetpaysim.simulator.cli;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.assetpaysim.simulator.cli.command.UsageError;
import io.github.assetpaysim.simulator.support.Command;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCallbackTest {
    private static final String TRADE = "{\"status\":\"HOLD\",\"id\":\"★\",\"totalPrice\":8.60}";
    private static final String CANONICAL = "{\"id\":\"★\",\"status\":\"HOLD\",\"totalPrice\":8.6}";
    /** Computed with openssl dgst -sha256 -hmac. */
    private static final String KEY = "3718fdcc2ecf285a9b4ac832b96b44dd54ba925ccaed9b279a0fb53b7dec0e06";

    private static final String BODY =
            "{\"payload\":{\"trade\":" + TRADE + ",\"event\":\"HOLD\",\"key\":\"" + KEY + "\"}}";

    @TempDir
    Path directory;

    /** What a run says. */
    private record Said(int status, String out) {}

    private static Said run(byte[] in, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = ExplainCallback.run(
                arguments, new ByteArrayInputStream(in), new PrintStream(out, true, UTF_8), note -> {});
        return new Said(status, out.toString(UTF_8));
    }

    private static Said run(String in, String... arguments) {
        return run(in.getBytes(UTF_8), arguments);
    }

    @Test
    void a_right_signature_is_status_0_and_shows_the_text_that_is_signed() {
        assertThat(run(BODY, "--secret=sim-secret-1"))
                .isEqualTo(new Said(
                        0,
                        "The signature verifies.\n\n  key            " + KEY
                                + "\n\nThe canonical text, which is signed:\n" + CANONICAL + "\n"));
    }

    @Test
    void a_wrong_one_is_status_1_and_shows_the_mistake_and_its_fix_in_columns() {
        Said said = run(TRADE, "--secret=sim-secret-1", "--key=" + KEY.toUpperCase(Locale.ROOT));

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out())
                .startsWith("The signature does not verify.\n\n  expected key   " + KEY + "\n  given key      "
                        + KEY.toUpperCase(Locale.ROOT) + "\n  mistake        upper-case-hex\n")
                .contains(
                        "\n  what happened  The digits are right, but in capitals.\n",
                        "\n  fix            Write the key in lowercase hex.\n")
                .endsWith(CANONICAL + "\n");
    }

    @Test
    void the_record_that_the_control_API_keeps_of_a_callback_is_taken_for_its_body() {
        String quoted = BODY.replace("\"", "\\\"");

        assertThat(run("{\"id\":\"c-1\",\"body\":\"" + quoted + "\",\"attempts\":[]}", "--secret=sim-secret-1"))
                .isEqualTo(run(BODY, "--secret=sim-secret-1"));
    }

    @Test
    void long_sentences_are_wrapped_and_control_characters_of_the_key_shown_as_a_question_mark() {
        Said said = run(BODY, "--secret=sim-secret-1", "--key=\u001b[2J ");

        assertThat(said.out()).contains("\n  given key      '?[2J '\n", "\n  note           ");
        assertThat(said.out().lines().filter(line -> !line.startsWith("{")))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void the_secret_may_stand_in_a_file_whose_last_line_end_is_no_part_of_it() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "sim-secret-1\n");

        assertThat(run(BODY, "--secret-file", file.toString()).status()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--secret s --kee 1            | unknown option --kee; did you mean --key? --help lists all",
                "--api-secret s                | unknown option --api-secret; did you mean --secret? --help lists all",
                "--secret                      | --secret needs a value: at least one character, any Unicode",
                "--secret s --secret t         | --secret is given more than once",
                "--key 1                       | give either --secret or --secret-file",
                "--secret s --secret-file f    | give either --secret or --secret-file",
                "--secret s body.json          | 'body.json' is no option of explain-callback; it reads the callback from standard input",
                "--secret-file no/such         | --secret-file: there is no file no/such",
                "--secret=                     | --secret: this value is not allowed; expected at least one character",
                "--secret \uFFFD\uFFFD         | --secret: it arrived damaged (U+FFFD)",
                "--secret \uFFFD\uFFFD         | put it in a UTF-8 file and use --secret-file, or set LC_ALL",
            })
    void a_command_line_that_cannot_be_meant_is_refused_with_the_way_out(String line, String message) {
        assertThatThrownBy(() -> run(BODY, line.split(" ")))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining(message);
    }

    @Test
    void what_cannot_be_read_is_refused_with_the_reason() {
        assertRefused(new byte[0], "standard input: there is nothing to read; give the body of a callback, or a trade");
        assertRefused(new byte[] {'"', (byte) 0xE9, '"'}, "standard input is not UTF-8 text; give the bytes");
        assertRefused(("\uFEFF" + BODY).getBytes(UTF_16LE), "it seems to be UTF-16");
        assertRefused(new byte[(1 << 20) + 1], "standard input is larger than 1 MiB");
        assertRefused(TRADE.getBytes(UTF_8), "under this secret the key of the trade is " + KEY);
    }

    private static void assertRefused(byte[] in, String message) {
        assertThatThrownBy(() -> run(in, "--secret=sim-secret-1"))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining(message);
    }

    @Test
    void help_lists_its_options_and_the_other_help_names_the_command() {
        Said said = run("", "--help");

        assertThat(said.status()).isZero();
        assertThat(said.out()).contains("\n  --secret\n", "\n  --secret-file\n", "\n  --key\n", "Exit status: 0");
        assertThat(Help.text()).contains("explain-callback --secret S < body.json");
    }

    @Test
    void the_program_itself_ends_with_these_statuses_and_starts_no_server() throws Exception {
        Path body = Files.writeString(directory.resolve("body.json"), BODY);

        assertThat(process(body, "explain-callback", "--secret", "sim-secret-1"))
                .isZero();
        assertThat(Files.readString(directory.resolve("out")))
                .contains("The signature verifies.", CANONICAL)
                .doesNotContain("READY");
        assertThat(process(body, "explain-callback", "--secret", "sim-secret-2"))
                .isEqualTo(1);
        assertThat(process(body, "explain-callback", "--secret", "s", "--kye", "k"))
                .isEqualTo(2);
        assertThat(Files.readString(directory.resolve("err")))
                .isEqualTo("assetpay-simulator: unknown option --kye; did you mean --key? --help lists all"
                        + System.lineSeparator());
        assertThat(process(body, "--port=0", "explain-callback")).isEqualTo(2);
        assertThat(Files.readString(directory.resolve("err"))).contains("write explain-callback first");
    }

    private int process(Path in, String... arguments) throws Exception {
        ProcessBuilder builder = Command.with(arguments)
                .redirectInput(in.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        // Under a locale without ★ it must still write ★.
        builder.environment().put("LC_ALL", "C");
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("the process ends")
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
