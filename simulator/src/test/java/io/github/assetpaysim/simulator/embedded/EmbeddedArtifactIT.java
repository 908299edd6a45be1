package io.github.assetpaysim.simulator.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.fixtures.Fixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar that users' tests depend on, as it was packaged: no library of theirs serves it, and it disturbs none. */
class EmbeddedArtifactIT {
    private static final Path JAR = Path.of(System.getProperty("embedded.jar"));

    /** Has only the JDK, and remembers what else it was asked for, but for classes of newer JDKs. */
    private static final class NothingElse extends ClassLoader {
        private final Queue<String> wanted = new ConcurrentLinkedQueue<>();

        NothingElse() {
            super(getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.startsWith("io.github.assetpaysim.") && !name.startsWith("java.")) {
                wanted.add(name);
            }
            throw new ClassNotFoundException(name);
        }
    }

    @Test
    void a_deposit_needs_no_class_of_any_library_and_nothing_is_logged() throws Exception {
        NothingElse others = new NothingElse();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {JAR.toUri().toURL(), location(Fixtures.class), location(DepositWithoutLibraries.class)},
                others)) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(System.out);
            Thread.currentThread().setContextClassLoader(loader);
            Callable<?> deposit = (Callable<?>) loader.loadClass(DepositWithoutLibraries.class.getName())
                    .getConstructor()
                    .newInstance();
            assertThat(deposit.call()).asString().matches("COMPLETED after [1-9] callbacks");
        } finally {
            System.setOut(out);
            System.setErr(err);
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        }
        assertThat(others.wanted).isEmpty();
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Test
    void everything_in_it_has_a_name_of_its_own() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                    .contains("io/github/assetpaysim/simulator/Simulator.class")
                    .allMatch(name -> name.startsWith("io/github/assetpaysim/simulator/")
                            || name.startsWith("META-INF/services/io.github.assetpaysim.simulator.")
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
