package io.github.assetpaysim.simulator.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.time.WallClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StderrLogTest {

    /** Writes far more lines than a pipe and the queue hold, then says on standard output that it is done. */
    static final class Talker {
        private Talker() {}

        public static void main(String[] arguments) throws IOException {
            StderrLog log = new StderrLog(WallClock.CLOCK, false);
            for (int i = 0; i < 100_000; i++) {
                log.line("line " + i + " with enough text to fill a pipe soon");
            }
            System.out.println("said");
            System.in.read();
            log.close();
            System.out.println("done");
        }
    }

    private static Process talker() throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Talker.class.getName()))
                .start();
    }

    @Test
    void nobody_waits_for_a_log_that_nobody_reads() throws Exception {
        Process process = talker();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("said");
            process.getOutputStream().close();
            assertThat(out.readLine()).isEqualTo("done");
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_log_that_is_read_too_slowly_says_how_many_lines_it_lost() throws Exception {
        Process process = talker();
        try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedReader err =
                        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            // Read only when all was said: the queue has overflowed by then.
            assertThat(out.readLine()).isEqualTo("said");
            String first = err.readLine();
            process.getOutputStream().close();
            assertThat(first).endsWith("line 0 with enough text to fill a pipe soon");
            assertThat(err.lines().toList()).anyMatch(line -> line.matches("\\(\\d+ lines lost: .*\\)"));
        } finally {
            process.destroyForcibly();
        }
    }
}
