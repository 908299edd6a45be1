package io.github.assetpaysim.contract.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pastes the command into a shell in which curl writes down what it is given. */
class RepetitionTest {
    @TempDir
    Path directory;

    static Stream<byte[]> bodies() {
        return Stream.of(
                Runs.BODY.getBytes(UTF_8),
                "{\n  \"lines\": 2\n}\n\n".getBytes(UTF_8),
                "a\nBODY\nb".getBytes(UTF_8),
                new byte[] {'{', 0, (byte) 0xff, '\r', '}'},
                new byte[0]);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void the_command_sends_the_same_bytes_to_the_same_url(byte[] body) throws Exception {
        assertThat(pasted(Repetition.inline(Runs.callback(body)))).isEqualTo(body);
        Path file = Files.write(directory.resolve("it's.body"), body);
        assertThat(pasted(Repetition.ofFile(Runs.callback(body), file.toString())))
                .isEqualTo(body);
    }

    private byte[] pasted(String command) throws IOException, InterruptedException {
        assumeThat(Path.of("/bin/sh")).exists();
        Path arguments = directory.resolve("arguments");
        Path body = directory.resolve("sent");
        String curl = "curl() { printf '%s\\n' \"$@\" > '" + arguments + "'; for last; do :; done;"
                + " case $last in @-) cat;; '') ;; *) cat \"${last#@}\";; esac > '" + body + "'; }\n";
        Process shell = new ProcessBuilder("/bin/sh", "-c", curl + command)
                .redirectErrorStream(true)
                .start();
        assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.getInputStream().readAllBytes()).asString(UTF_8).isEmpty();
        assertThat(Files.readAllLines(arguments))
                .startsWith(
                        "-i",
                        "-X",
                        "POST",
                        "http://127.0.0.1:3000/it's?a=1&b=2",
                        "-H",
                        "Content-Type: application/json");
        return Files.readAllBytes(body);
    }
}
