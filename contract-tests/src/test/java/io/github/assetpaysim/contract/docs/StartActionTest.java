package io.github.assetpaysim.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.assetpaysim.contract.docs.GithubRunner.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The action that starts the simulator, with programs that do little else. */
class StartActionTest {
    @TempDir
    Path directory;

    private CiMachine machine;

    @BeforeEach
    void there_is_a_shell() throws Exception {
        for (String program : List.of("bash", "curl", "tar", "unzip")) {
            assumeTrue(CiMachine.installed(program).isPresent(), program + " is not installed");
        }
    }

    @AfterEach
    void everything_ends_with_the_job() throws IOException {
        if (machine != null) {
            machine.close();
        }
    }

    private GithubRunner machine(String simulator) throws Exception {
        Path workspace = Files.createDirectories(directory.resolve("workspace"));
        machine = new CiMachine(directory, workspace, simulator, "");
        return machine.runner;
    }

    @Test
    void inputs_become_options_that_no_process_list_shows() throws Exception {
        GithubRunner runner = machine(CiMachine.READY);

        GithubRunner.Ended ended = runner.action(
                "assetpay",
                Map.of(
                        "archive", machine.archive().toString(),
                        "port", "0",
                        "callback-url", "http://127.0.0.1:1/a b",
                        "api-key", "ap_mine",
                        "api-secret", "50%0Aof\nit, \"quoted\" $HOME",
                        "options", "--seed 1 \\\n  --retry '10s, 30s'\n--quiet",
                        "timeout", "08"));

        assertThat(ended.succeeds()).as(runner.log.toString()).isTrue();
        assertThat(ended.outputs())
                .containsEntry("base-url", "http://127.0.0.1:4711")
                .containsEntry("api-key", "ap_mine")
                .containsEntry("api-secret", "50%0Aof\nit, \"quoted\" $HOME");
        assertThat(runner.environment).containsEntry("ASSETPAY_API_SECRET", "50%0Aof\nit, \"quoted\" $HOME");
        assertThat(runner.said("add-mask")).extracting(Command::text).containsExactly("50%0Aof\nit, \"quoted\" $HOME");
        Path banner = Path.of(ended.outputs().get("log")).resolveSibling("banner");
        assertThat(banner)
                .content()
                .contains("<--seed>\n<1>\n<--retry>\n<10s, 30s>\n<--quiet>\nASSETPAY")
                .contains("ASSETPAY_SIM_PORT=0", "ASSETPAY_SIM_CALLBACK_URL=http://127.0.0.1:1/a b");
    }

    @Test
    void a_simulator_that_does_not_start_is_an_error_with_its_last_word() throws Exception {
        GithubRunner runner = machine("#!/bin/sh\necho starting >&2\necho 'port 1 is taken: 50%' >&2\nexit 1\n");

        assertThat(runner.action("assetpay", Map.of("archive", machine.archive().toString()))
                        .succeeds())
                .isFalse();

        assertThat(runner.said("error"))
                .extracting(Command::text)
                .containsExactly("The simulator has ended with exit status 1: port 1 is taken: 50%");
        assertThat(runner.said("group")).hasSize(1);
        assertThat(runner.log).contains("starting\n");
        assertThat(runner.environment).doesNotContainKey("ASSETPAY_BASE_URL");
    }

    @Test
    void an_error_is_one_after_a_log_whose_last_line_is_cut_off() throws Exception {
        GithubRunner runner = machine("#!/bin/sh\nprintf 'port 1 is' >&2\nexit 1\n");

        assertThat(runner.action("assetpay", Map.of("archive", machine.archive().toString()))
                        .succeeds())
                .isFalse();

        assertThat(runner.said("error"))
                .extracting(Command::text)
                .containsExactly("The simulator has ended with exit status 1: port 1 is");
    }

    @Test
    void a_simulator_that_never_becomes_ready_is_ended_and_what_it_said_is_no_command() throws Exception {
        GithubRunner runner = machine("""
                #!/usr/bin/env bash
                echo $$ >> "$PIDS"
                echo '::error::forged' >&2
                exec tail -f /dev/null
                """);

        GithubRunner.Ended ended =
                runner.action("assetpay", Map.of("archive", machine.archive().toString(), "timeout", "3"));

        assertThat(ended.succeeds()).isFalse();
        assertThat(runner.said("error"))
                .extracting(Command::text)
                .containsExactly("The simulator was not ready after 3 seconds.");
        assertThat(runner.log).contains("::error::forged");
        assertThat(machine.allEnd()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            archive | none.tar.gz                   | There is no archive none.tar.gz.
            archive | http://127.0.0.1:1/a.zip?b=/c | http://127.0.0.1:1/a.zip could not be downloaded.
            archive | {web}empty.zip?b=/c           | /empty.zip could not be unpacked.
            archive | {web}other.tar.gz?b=/c        | /other.tar.gz has no bin/assetpay-simulator.
            archive | empty.tar.gz                  | empty.tar.gz could not be unpacked.
            archive | empty.zip                     | empty.zip could not be unpacked.
            archive | other.tar.gz                  | other.tar.gz has no bin/assetpay-simulator.
            version | 7.7-SNAPSHOT                  | There is no release of 7.7-SNAPSHOT: name a version, or an archive.
            version | 9.9                           | v9.9/assetpay-simulator-9.9-linux-x64.tar.gz could not be downloaded.
            timeout | a[$(touch evaluated)0]        | timeout is no number of seconds: a[$(touch evaluated)0]
            timeout | ""                            | timeout is no number of seconds:
            options | --retry '10s                  | These options cannot be read, as a quote is not closed: --retry '10s
            """, quoteCharacter = '"')
    void what_cannot_be_started_is_one_error(String input, String value, String says) throws Exception {
        GithubRunner runner = machine(CiMachine.READY);
        Files.writeString(machine.workspace.resolve("empty.tar.gz"), "");
        Files.writeString(machine.workspace.resolve("empty.zip"), "");
        assertThat(runner.execute(List.of("bash", "-c", "mkdir a && touch a/b && tar czf other.tar.gz a"), Map.of()))
                .isZero();
        Map<String, String> inputs = new HashMap<>(Map.of(
                "archive", input.equals("version") ? "" : machine.archive().toString()));
        inputs.put(input, value.replace("{web}", CiMachine.URL + "workspace/"));

        assertThat(runner.action("assetpay", inputs).succeeds()).isFalse();

        assertThat(runner.said("error"))
                .singleElement()
                .satisfies(error -> assertThat(error.text()).endsWith(says));
        assertThat(machine.workspace.resolve("evaluated")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Linux   | ARM64 | v9.9/assetpay-simulator-9.9-linux-aarch64.tar.gz could not be downloaded.
            macOS   | ARM64 | v9.9/assetpay-simulator-9.9.zip could not be downloaded.
            Windows | X64   | This action is for Linux and macOS.
            """)
    void each_system_has_its_archive_or_an_error(String system, String processor, String says) throws Exception {
        GithubRunner runner = machine(CiMachine.READY);
        runner.environment.putAll(Map.of("RUNNER_OS", system, "RUNNER_ARCH", processor));

        assertThat(runner.action("assetpay", Map.of("version", "9.9")).succeeds())
                .isFalse();

        assertThat(runner.said("error"))
                .singleElement()
                .satisfies(error -> assertThat(error.text()).endsWith(says));
    }
}
