package io.github.assetpaysim.contract.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private String told(boolean inPlace) {
        Progress progress = new Progress(new PrintStream(err, true, UTF_8), inPlace, 8);
        Runs.mixed().outcome().results().forEach(progress::finished);
        progress.end();
        return err.toString(UTF_8);
    }

    @Test
    void a_person_sees_one_line_that_changes_and_goes_in_the_end() {
        assertThat(told(true))
                .startsWith("\r\u001B[K0 of 8 requirements judged\r")
                .endsWith("\r\u001B[K8 of 8 requirements judged, 3 violated\r\u001B[K")
                .doesNotContain("\n");
    }

    @Test
    void a_file_gets_one_line_at_the_beginning() {
        assertThat(told(false)).isEqualToNormalizingNewlines("judging 8 requirements ...\n");
    }
}
