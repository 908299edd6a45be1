package io.github.assetpaysim.simulator.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.assetpaysim.simulator.Version;
import io.github.assetpaysim.simulator.support.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script that releases, in a repository of its own with the POMs of this one. */
class ReleaseTest {
    private static final List<String> POMS =
            List.of("pom.xml", "fixtures/pom.xml", "simulator/pom.xml", "contract-tests/pom.xml");
    private static final String CHANGES = """
            # Changelog

            ## [Unreleased]

            ### Added
            - What 0.7.0-SNAPSHOT could not.

            ## [0.6.2] - 2026-02-03
            - Something.
            """;

    @TempDir
    Path repository;

    private record Run(int status, String told) {}

    @BeforeEach
    void commit_a_snapshot() throws Exception {
        for (String pom : POMS) {
            write(pom, Page.of(pom).text().replace(Version.VALUE, "0.7.0-SNAPSHOT"));
        }
        write("docs/page.md", "Version 0.7.0-SNAPSHOT, not 0a7.0-SNAPSHOT, needs lib-0.7.0.\n");
        write("CHANGELOG.md", CHANGES);
        write(".ci/release", Page.of(".ci/release").text());
        assumeTrue(exists("git") && exists("sh"), "needs git and a shell");
        git("init", "--quiet");
        git("add", "--all");
        git("commit", "--quiet", "--message=A snapshot");
    }

    private void write(String name, String text) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String read(String name) throws IOException {
        return Files.readString(repository.resolve(name));
    }

    private static boolean exists(String command) throws InterruptedException {
        try {
            return new ProcessBuilder(command, "-c", "exit")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String git(String... arguments) throws Exception {
        Run run = run("git", arguments);
        assertThat(run.status()).as(run.told()).isZero();
        return run.told();
    }

    private Run release(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(".ci/release"));
        all.addAll(List.of(arguments));
        return run("sh", all.toArray(String[]::new));
    }

    private Run run(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(repository.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment()
                .putAll(Map.of(
                        "RELEASE_DATE", "2026-12-24",
                        "GIT_CONFIG_GLOBAL", "/dev/null",
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_AUTHOR_NAME", "Ann",
                        "GIT_AUTHOR_EMAIL", "ann@example.org",
                        "GIT_COMMITTER_NAME", "Ann",
                        "GIT_COMMITTER_EMAIL", "ann@example.org"));
        Process process = builder.start();
        String told = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), told);
    }

    @Test
    void the_tag_has_the_version_everywhere_and_a_dated_changelog_and_the_next_snapshot_follows() throws Exception {
        Run run = release("0.7.0");

        assertThat(run.told()).contains("v0.7.0 is tagged, 0.8.0-SNAPSHOT begins");
        assertThat(run.status()).isZero();
        assertThat(git("log", "--format=%s").lines()).containsExactly("Start 0.8.0", "Release 0.7.0", "A snapshot");
        assertThat(git("status", "--porcelain")).isEmpty();
        assertVersion("0.8.0-SNAPSHOT");
        git("checkout", "--quiet", "v0.7.0");
        assertVersion("0.7.0");
        assertThat(read("pom.xml")).contains("outputTimestamp>2026-12-24T00:00:00Z<");
    }

    private void assertVersion(String version) throws IOException {
        assertThat(POMS)
                .allSatisfy(pom -> assertThat(read(pom))
                        .contains("<version>" + version + "</version>")
                        .doesNotContain("0.7.0-SNAPSHOT"));
        assertThat(read("docs/page.md")).isEqualTo("Version " + version + ", not 0a7.0-SNAPSHOT, needs lib-0.7.0.\n");
        assertThat(read("CHANGELOG.md"))
                .isEqualTo(CHANGES.replace("[Unreleased]\n", "[Unreleased]\n\n## [0.7.0] - 2026-12-24\n"));
    }

    @Test
    void what_cannot_be_released_is_refused_and_nothing_is_changed() throws Exception {
        assertRefused("say which version");
        assertRefused("'0.7' is no version such as 1.2.0", "0.7");
        assertRefused("'v1.0.0' is no version", "1.0.0", "v1.0.0");
        assertRefused("the next version cannot be 0.7.0 too", "0.7.0", "0.7.0");

        git("tag", "v0.7.0");
        assertRefused("there is a tag v0.7.0 already", "0.7.0");

        write("CHANGELOG.md", CHANGES.replaceFirst("- What.*", ""));
        assertRefused("there are changes that are not committed", "0.8.0");
        git("commit", "--quiet", "--all", "--message=Nothing to tell");
        assertRefused("CHANGELOG.md has nothing under 'Unreleased'", "0.8.0");

        assertThat(git("log", "--format=%s").lines()).containsExactly("Nothing to tell", "A snapshot");
        assertThat(git("status", "--porcelain")).isEmpty();
        assertThat(git("tag")).isEqualTo("v0.7.0\n");
    }

    private void assertRefused(String why, String... arguments) throws Exception {
        Run run = release(arguments);
        assertThat(run.told()).contains(why);
        assertThat(run.status()).isEqualTo(1);
    }
}
