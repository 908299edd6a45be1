package io.github.assetpaysim.simulator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.support.Page;
import io.github.assetpaysim.simulator.support.TestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmTestsPageTest {
    private static final Path TESTS_OF_THIS_PACKAGE = Path.of("src/test/java/io/github/assetpaysim/simulator/docs");

    /** Its library is too large for this build; .ci/jvm-examples compiles it. */
    private static final Path CONTAINER = Path.of("../docs/examples/AssetPayContainer.java");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/jvm-tests.md"})
    void every_example_in_Java_stands_in_a_test_that_runs(String page) throws IOException {
        List<String> sources;
        try (Stream<Path> files = Files.list(TESTS_OF_THIS_PACKAGE)) {
            sources = Stream.concat(files, Stream.of(CONTAINER))
                    .map(JvmTestsPageTest::withoutIndentation)
                    .toList();
        }
        assertThat(Page.of(page).blocks("java"))
                .isNotEmpty()
                .allSatisfy(
                        block -> assertThat(sources).anyMatch(source -> source.contains(withoutIndentation(block))));
    }

    private static String withoutIndentation(Path file) {
        try {
            return withoutIndentation(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutIndentation(String text) {
        return text.replaceAll("(?m)^ +", "");
    }

    @Test
    void the_dependency_is_of_this_version() {
        try (Simulator simulator = Simulator.start(Settings.STANDARD)) {
            String version = new TestClient(simulator)
                    .get("/_sim/health")
                    .json()
                    .required("version")
                    .textValue();
            Page page = Page.of("docs/jvm-tests.md");
            assertThat(page.blocks("xml"))
                    .singleElement()
                    .asString()
                    .contains("<artifactId>assetpay-simulator</artifactId>\n  <version>" + version + "</version>");
            assertThat(page.blocks("groovy"))
                    .singleElement()
                    .asString()
                    .contains("'io.github.assetpaysim:assetpay-simulator:" + version + "'");
        }
    }
}
