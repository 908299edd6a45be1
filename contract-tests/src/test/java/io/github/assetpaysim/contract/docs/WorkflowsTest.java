package io.github.assetpaysim.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflows of this repository, with programs that only note how they are called. */
class WorkflowsTest {
    private static final Path FILES = Page.ROOT.resolve(".github");
    private static final String NOTE = "#!/usr/bin/env bash\necho \"$(basename \"$0\") $*\" >> \"$NOTES\"\n";

    @TempDir
    Path directory;

    private CiMachine machine;
    private GithubRunner runner;

    @BeforeEach
    void there_is_a_machine() throws Exception {
        for (String program : List.of("bash", "awk", "sha256sum", "timeout")) {
            assumeTrue(CiMachine.installed(program).isPresent(), program + " is not installed");
        }
        Path workspace = Files.createDirectories(directory.resolve("workspace"));
        machine = new CiMachine(directory, workspace, "#!/bin/sh\necho READY http://127.0.0.1:4711\n", NOTE);
        runner = machine.runner;
        runner.environment.put("NOTES", directory.resolve("notes").toString());
        for (String program : List.of("mvn", "node", "curl", "gh")) {
            runner.program(program, NOTE);
        }
    }

    @AfterEach
    void everything_ends_with_the_job() throws IOException {
        machine.close();
    }

    private static JsonNode job(String workflow, String name) throws IOException {
        return Page.yaml(Files.readString(FILES.resolve("workflows").resolve(workflow)))
                .at("/jobs/" + name);
    }

    private List<String> notes() throws IOException {
        return Files.readAllLines(directory.resolve("notes"));
    }

    /** A tag can be moved. */
    @Test
    void actions_of_others_are_named_by_their_commit() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(FILES)) {
            files = all.filter(file -> file.toString().endsWith(".yml")).toList();
        }
        assertThat(files).hasSizeGreaterThan(3).allSatisfy(file -> {
            for (JsonNode uses : Page.yaml(Files.readString(file)).findValues("uses")) {
                assertThat(uses.textValue()).matches("\\./.*|[\\w/-]+@[0-9a-f]{40}");
            }
        });
    }

    @Test
    void a_push_runs_the_gate() throws Exception {
        Files.createDirectories(machine.workspace.resolve(".ci"));
        CiMachine.program(machine.workspace.resolve(".ci/run"), NOTE);

        assertThat(runner.job(job("build.yml", "gate"), Map.of("matrix.java", "25"))
                        .succeeds())
                .isTrue();

        assertThat(notes()).containsExactly("run ");
        assertThat(runner.used)
                .last()
                .satisfies(setup -> assertThat(setup.with()).containsEntry("java-version", "25"));
    }

    @Test
    void a_push_tries_the_actions_with_an_archive_of_its_own() throws Exception {
        runner.program("mvn", NOTE + "mkdir -p dist/target && cp " + machine.archive() + " dist/target\n");

        assertThat(runner.job(job("build.yml", "actions"), Map.of()).succeeds())
                .as(runner.log.toString())
                .isTrue();

        assertThat(notes())
                .contains("mvn -B -ntp -Pdist -DskipTests package", "node docs/examples/merchant.mjs")
                .anyMatch(note -> note.startsWith(
                        "assetpay-contract-tests merchant --target http://127.0.0.1:4711 --api-secret-file "));
    }

    @Test
    void a_tag_builds_archives_and_releases_them_with_its_part_of_the_changelog() throws Exception {
        assertThat(runner.job(job("release.yml", "archives"), Map.of("matrix.runner", "ubuntu-24.04"))
                        .succeeds())
                .isTrue();
        Files.createDirectories(machine.workspace.resolve("archives"));
        Files.writeString(machine.workspace.resolve("archives/a.tar.gz"), "a");
        Files.writeString(machine.workspace.resolve("CHANGELOG.md"), """
                # Changelog

                ## [Unreleased]

                ## [1.2.0] - 2026-01-02

                ### Added
                - That.

                ## [1.1.0] - 2026-01-01
                - Older.
                """);
        runner.environment.put("GITHUB_REF_NAME", "v1.2.0");

        assertThat(runner.job(job("release.yml", "release"), Map.of("github.token", "t"))
                        .succeeds())
                .isTrue();

        assertThat(notes())
                .containsExactly(
                        "mvn -B -ntp -Pdist -DskipTests package",
                        "gh release create v1.2.0 --verify-tag --title 1.2.0 --notes-file notes.md"
                                + " archives/SHA256SUMS archives/a.tar.gz");
        assertThat(machine.workspace.resolve("notes.md")).hasContent("\n### Added\n- That.\n\n");
        assertThat(machine.workspace.resolve("archives/SHA256SUMS")).content().endsWith("  a.tar.gz\n");
    }
}
