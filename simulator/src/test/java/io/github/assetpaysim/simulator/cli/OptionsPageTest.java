package io.github.assetpaysim.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.support.Page;
import org.junit.jupiter.api.Test;

class OptionsPageTest {
    @Test
    void the_table_of_options_is_the_one_in_the_code() {
        assertThat(Page.of("docs/options.md").linesFrom("| `--"))
                .containsExactlyElementsOf(
                        Options.KNOWN.stream().map(OptionsPageTest::row).toList());
    }

    private static String row(Options.Known option) {
        return "| `--" + option.name() + "` | " + option.meaning() + " | "
                + (option.allowed() == null ? "" : option.allowed()) + " | "
                + (option.standard() == null ? "" : "`" + option.standard() + "`") + " |";
    }
}
