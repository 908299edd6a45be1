package io.github.assetpaysim.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.assetpaysim.contract.docs.GithubRunner.Command;
import io.github.assetpaysim.contract.plan.Evidence;
import io.github.assetpaysim.contract.plan.Outcome;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Verdict;
import io.github.assetpaysim.contract.report.ReportDirectory;
import io.github.assetpaysim.contract.report.RunReport;
import io.github.assetpaysim.contract.report.Secrets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The action that runs the kit, with one that leaves the report that it is told to. */
class JudgeActionTest {
    /** What may come from a merchant that wants to be more than text. */
    private static final String HOSTILE =
            "100%0A | <img src=x> [a](http://b) `c`\r\n::error title=forged::gone, all: of it\n::set-output name=a::b";

    @TempDir
    Path directory;

    private CiMachine machine;

    @BeforeEach
    void there_is_a_shell() throws Exception {
        for (String program : List.of("bash", "jq")) {
            assumeTrue(CiMachine.installed(program).isPresent(), program + " is not installed");
        }
    }

    @AfterEach
    void everything_ends_with_the_job() throws IOException {
        if (machine != null) {
            machine.close();
        }
    }

    private GithubRunner machine() throws Exception {
        Path workspace = Files.createDirectories(directory.resolve("workspace"));
        machine = new CiMachine(directory, workspace, CiMachine.READY, "");
        return machine.runner;
    }

    @Test
    void judging_without_a_simulator_is_an_error() throws Exception {
        GithubRunner runner = machine();

        assertThat(runner.action("assetpay-judge", Map.of("callback-url", "http://127.0.0.1:1"))
                        .succeeds())
                .isFalse();

        assertThat(runner.said("error"))
                .extracting(Command::text)
                .containsExactly("There is no simulator: the action assetpay comes first.");
    }

    private static Result result(String id, Verdict verdict, String reason) {
        boolean violated = verdict.violated();
        return new Result(
                Requirements.named(id),
                verdict,
                false,
                reason,
                violated ? "expected " + HOSTILE : null,
                violated ? "came" : null,
                id.equals("SIG-01") ? "likely" : null,
                5,
                new Evidence(null, List.of(), List.of(), null));
    }

    /** A kit that leaves this report and ends as it would. */
    private GithubRunner judged(List<Result> results, Set<String> expectedFailures) throws Exception {
        GithubRunner runner = machine();
        Outcome outcome = new Outcome(results, expectedFailures);
        Path made = directory.resolve("made");
        ReportDirectory.at(made)
                .write(
                        new RunReport(
                                "1",
                                "merchant",
                                URI.create("http://127.0.0.1:1"),
                                Instant.EPOCH,
                                21_345,
                                List.of(),
                                List.of(),
                                outcome,
                                null),
                        new Secrets(List.of()));
        return judged(
                runner,
                "mkdir -p report && cp " + made + "/* report; exit " + outcome.exitStatus(),
                outcome.exitStatus());
    }

    private GithubRunner judged(GithubRunner runner, String does, int status) throws Exception {
        runner.program("assetpay-contract-tests", """
                #!/usr/bin/env bash
                printf '<%s>\\n' "$@"
                printf '%s\\n' '::error::forged'
                """ + does);
        runner.environment.putAll(
                Map.of("ASSETPAY_BASE_URL", "http://127.0.0.1:1", "ASSETPAY_API_SECRET", "never-to-be-shown"));

        GithubRunner.Ended ended = runner.action(
                "assetpay-judge",
                Map.of(
                        "callback-url", "http://127.0.0.1:1/callback",
                        "probe", "http://127.0.0.1:1/{steamId}",
                        "options", "--only 'SIG-01,CB-01'",
                        "report", "report",
                        "artifact", "mine"));

        assertThat(ended.succeeds()).as(runner.log.toString()).isEqualTo(status == 0);
        assertThat(ended.outputs()).containsExactly(entry("exit-status", String.valueOf(status)));
        assertThat(runner.used)
                .singleElement()
                .satisfies(upload ->
                        assertThat(upload.with()).containsEntry("name", "mine").containsEntry("path", "report"));
        assertThat(runner.log)
                .contains("<--only>\n<SIG-01,CB-01>\n<--probe>\n<http://127.0.0.1:1/{steamId}>\n")
                .doesNotContain("never-to-be-shown");
        return runner;
    }

    @Test
    void a_violation_is_an_error_however_it_is_worded() throws Exception {
        GithubRunner runner =
                judged(List.of(result("SIG-01", Verdict.FAIL, "why"), result("SIG-02", Verdict.PASS, null)), Set.of());

        assertThat(runner.said("error"))
                .containsExactly(new Command(
                        "error",
                        Map.of("title", "SIG-01 " + Requirements.named("SIG-01").sentence()),
                        "expected: expected " + HOSTILE + "\ncame: came\nlikely: likely"));
        assertThat(runner.said("set-output")).isEmpty();
        assertThat(runner.summary())
                .startsWith("### AssetPay: something does not hold that must, or holds that was expected to fail\n\n"
                        + "1 PASS, 1 FAIL in 21 s\n\n| Requirement | Verdict | Expected | What came |\n| --- |")
                .contains(
                        "100&#37;0A &#124; &#60;img src&#61;x&#62; &#91;a&#93;&#40;http&#58;&#47;&#47;b&#41; &#96;c&#96;  &#58;&#58;error")
                .contains(" | came<br>likely: likely |")
                .hasLineCount(7);
    }

    @Test
    void what_was_expected_is_no_error_but_what_holds_against_it_is() throws Exception {
        GithubRunner runner = judged(
                List.of(
                        result("SIG-01", Verdict.FAIL, "why"),
                        result("SIG-02", Verdict.PASS, null),
                        result("SIG-03", Verdict.WARNING, "why")),
                Set.of("SIG-01", "SIG-02"));

        assertThat(runner.said("error"))
                .extracting(Command::text)
                .containsExactly("It was expected to fail, and holds: take it off the list of expected failures.");
        assertThat(runner.said("warning"))
                .singleElement()
                .satisfies(
                        warning -> assertThat(warning.properties().get("title")).startsWith("SIG-03 "));
        assertThat(runner.summary()).contains("FAIL, as expected", "holds, though expected to fail", "| WARNING |");
    }

    @Test
    void what_could_not_be_judged_is_one_warning_for_each_reason() throws Exception {
        GithubRunner runner = judged(
                List.of(
                        result("SIG-01", Verdict.INCONCLUSIVE, "there is no probe"),
                        result("SIG-02", Verdict.INCONCLUSIVE, "there is no probe"),
                        result("SIG-03", Verdict.SKIPPED, "not asked")),
                Set.of());

        assertThat(runner.said("error")).isEmpty();
        assertThat(runner.said("warning"))
                .extracting(Command::text)
                .containsExactly("there is no probe\nSIG-01 SIG-02");
        assertThat(runner.summary())
                .startsWith("### AssetPay: not everything that must hold could be judged\n")
                .contains("| SIG-01 SIG-02 | INCONCLUSIVE: there is no probe |", "| SIG-03 | SKIPPED: not asked |");
    }

    @Test
    void a_kit_that_says_nothing_in_a_report_is_told_by_its_exit_status() throws Exception {
        GithubRunner runner = machine();
        Path report = Files.createDirectories(machine.workspace.resolve("report"));
        for (String file :
                List.of("report.html", "report.json", "junit.xml", "SIG-01.body", "ONCE-14.body", "my.body")) {
            Files.writeString(report.resolve(file), "that of an earlier run");
        }

        judged(runner, "exit 2", 2);

        assertThat(report).isDirectoryNotContaining(file -> !file.endsWith("my.body"));
        assertThat(runner.summary()).isEqualTo("The merchant could not be judged (exit status 2): the log says why.\n");
    }

    @Test
    void a_runner_without_jq_is_told_of_it() throws Exception {
        GithubRunner runner = machine();
        Path programs = Files.createDirectories(directory.resolve("few"));
        for (String program : List.of("bash", "dirname", "mktemp", "od", "printf", "rm", "xargs")) {
            CiMachine.program(
                    programs.resolve(program),
                    "#!/bin/sh\nexec " + CiMachine.installed(program).orElseThrow() + " \"$@\"\n");
        }
        Files.createDirectories(machine.workspace.resolve("report"));
        runner.path = directory.resolve("temp/programs") + ":" + programs;

        judged(runner, "echo {} > report/report.json; exit 1", 1);

        assertThat(runner.said("warning"))
                .extracting(Command::text)
                .containsExactly("There is no jq on this runner, so there are neither annotations nor a summary.");
    }
}
