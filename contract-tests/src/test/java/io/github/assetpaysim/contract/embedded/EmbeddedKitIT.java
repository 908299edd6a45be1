package io.github.assetpaysim.contract.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.cli.Main;
import io.github.assetpaysim.fixtures.Fixtures;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar that users' tests depend on, as it was packaged: no library of theirs serves it, and it disturbs none. */
class EmbeddedKitIT {
    private static final Path JAR = Path.of(System.getProperty("embedded.jar"));

    @Test
    void it_runs_with_no_other_library() throws IOException, InterruptedException, URISyntaxException {
        Path fixtures = Path.of(Fixtures.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Process list = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        JAR + File.pathSeparator + fixtures,
                        Main.class.getName(),
                        "list")
                .redirectErrorStream(true)
                .start();
        String printed = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(list.waitFor()).as(printed).isZero();
    }

    @Test
    void everything_in_it_has_a_name_of_its_own() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                    .contains("io/github/assetpaysim/contract/cli/Main.class")
                    .allMatch(name -> name.startsWith("io/github/assetpaysim/contract/")
                            || name.startsWith("META-INF/services/io.github.assetpaysim.contract.")
                            || name.matches("META-INF/(MANIFEST.MF|[^/]*LICENSE)"));
        }
    }

    @Test
    void it_brings_no_library_but_the_fixtures() throws IOException {
        String pom = Files.readString(Path.of("dependency-reduced-pom.xml"));
        List<String> brought = Pattern.compile("<dependency>.*?</dependency>", Pattern.DOTALL)
                .matcher(pom)
                .results()
                .map(dependency -> dependency.group())
                .filter(dependency -> !dependency.contains("<scope>test</scope>"))
                .filter(dependency -> !dependency.contains("<optional>true</optional>"))
                .toList();
        assertThat(brought).singleElement().asString().contains("<artifactId>assetpay-fixtures</artifactId>");
    }
}
