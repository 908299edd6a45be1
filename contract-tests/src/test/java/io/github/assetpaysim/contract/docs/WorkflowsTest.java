package io.github.assetpaysim.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        for (String program : List.of("mvn", "node", "curl", "gh", "sudo")) {
            runner.program(program, NOTE);
        }
    }

    @AfterEach
    void everything_ends_with_the_job() throws IOException {
        machine.close();
    }

    private static JsonNode workflow(String name) throws IOException {
        return Page.yaml(Files.readString(FILES.resolve("workflows").resolve(name)));
    }

    private static JsonNode job(String workflow, String name) throws IOException {
        return workflow(workflow).path("jobs").path(name);
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
    void nothing_is_released_before_all_else_has_succeeded() throws IOException {
        JsonNode jobs = workflow("release.yml").path("jobs");
        List<String> needs = new ArrayList<>(List.of("release"));
        jobs.at("/release/needs").forEach(need -> needs.add(need.textValue()));

        assertThat(jobs.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(needs);
    }

    @Test
    void a_tag_tries_what_takes_too_long_for_each_push() throws Exception {
        Files.createDirectories(machine.workspace.resolve(".ci"));
        CiMachine.program(machine.workspace.resolve(".ci/reproducible"), NOTE);
        CiMachine.program(machine.workspace.resolve(".ci/jvm-examples"), NOTE);

        assertThat(runner.job(job("release.yml", "slow-checks"), Map.of()).succeeds())
                .isTrue();

        assertThat(notes()).containsExactly("reproducible ", "jvm-examples ");
    }

    @Test
    void each_machine_tries_its_tarball_and_uploads_it_and_only_one_the_zip() throws Exception {
        JsonNode job = job("release.yml", "archives");
        List<String> uploads = new ArrayList<>();
        for (JsonNode values : job.at("/strategy/matrix/include")) {
            Map<String, String> contexts = Map.of(
                    "matrix.runner", values.path("runner").textValue(),
                    "matrix.zip", values.path("zip").asText());

            assertThat(runner.job(job, contexts).succeeds()).isTrue();

            runner.used.get(runner.used.size() - 1).with().get("path").lines().forEach(uploads::add);
        }

        assertThat(notes())
                .filteredOn(note -> !note.contains("apt-get"))
                .containsExactly(
                        "mvn -B -ntp -Pdist -DskipTests package",
                        "sudo .ci/dist --as-built",
                        "mvn -B -ntp -Pdist -DskipTests package",
                        "sudo .ci/dist --as-built");
        assertThat(uploads)
                .filteredOn(line -> !line.isEmpty())
                .containsExactlyInAnyOrder("dist/target/*.tar.gz", "dist/target/*.tar.gz", "dist/target/*.zip");
    }

    @Test
    void a_tag_releases_its_archives_with_its_part_of_the_changelog() throws Exception {
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
                .containsExactly("gh release create v1.2.0 --verify-tag --title 1.2.0 --notes-file notes.md"
                        + " archives/SHA256SUMS archives/a.tar.gz");
        assertThat(machine.workspace.resolve("notes.md")).hasContent("\n### Added\n- That.\n\n");
        assertThat(machine.workspace.resolve("archives/SHA256SUMS")).content().endsWith("  a.tar.gz\n");
    }
}
