package io.github.assetpaysim.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path RECIPE =
            Path.of("src/main/java/io/github/assetpaysim/simulator/demo/CallbackSignature.java");
    private static final Path EXAMPLE = Path.of("src/test/java/io/github/assetpaysim/simulator/docs/DepositTest.java");

    @Test
    void the_table_of_options_is_the_one_in_the_code() throws IOException {
        List<String> rows = Files.readAllLines(README).stream()
                .filter(line -> line.startsWith("| `--"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Options.KNOWN.stream().map(ReadmeTest::row).toList());
    }

    private static String row(Options.Known option) {
        return "| `--" + option.name() + "` | " + option.meaning() + " | "
                + (option.allowed() == null ? "" : option.allowed()) + " | "
                + (option.standard() == null ? "" : "`" + option.standard() + "`") + " |";
    }

    @Test
    void the_java_recipe_is_what_the_demo_runs() throws IOException {
        String source = Files.readString(RECIPE);
        String withoutPackage = source.substring(source.indexOf("import ")).strip();

        assertThat(Files.readString(README)).contains("```java\n" + withoutPackage + "\n```");
    }

    @Test
    void the_example_of_a_JVM_test_is_one_that_runs() throws IOException {
        String mark = "// What follows stands in the README, word for word.\n";
        String source = Files.readString(EXAMPLE);
        String example = source.substring(source.indexOf(mark) + mark.length()).strip();

        assertThat(example).contains("@Test");
        assertThat(Files.readString(README))
                .contains("```java\n" + example + "\n```")
                .contains("<artifactId>assetpay-simulator</artifactId>\n  <version>" + Version.VALUE + "</version>");
    }
}
