package io.github.assetpaysim.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.plan.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README promises of the kit. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path EXAMPLE =
            Path.of("src/test/java/io/github/assetpaysim/contract/docs/HandlesAssetPayTest.java");

    private static String section() throws IOException {
        String readme = Files.readString(README);
        int start = readme.indexOf("\n## Judge your integration\n");
        assertThat(start).isPositive();
        return readme.substring(start, readme.indexOf("\n## ", start + 1));
    }

    @Test
    void every_option_that_it_names_exists() throws IOException {
        Set<String> named = Pattern.compile("(?<=[ `(])--([a-z][a-z-]+)")
                .matcher(section())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        // The simulator's own.
        named.remove("--quiet");
        assertThat(named).hasSizeGreaterThan(8);
        assertThat(named)
                .isSubsetOf(
                        Option.ALL.stream().map(option -> "--" + option.name()).collect(Collectors.toSet()));
    }

    @Test
    void the_number_of_requirements_is_right() throws IOException {
        assertThat(section()).contains(Requirements.ALL.size() + " requirements");
    }

    @Test
    void the_example_of_a_JVM_test_is_one_that_runs() throws IOException {
        String mark = "// What follows stands in the README, word for word.\n";
        String source = Files.readString(EXAMPLE);
        assertThat(section())
                .contains("```java\n"
                        + source.substring(source.indexOf(mark) + mark.length()).strip() + "\n```");
    }
}
