package io.github.assetpaysim.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.cli.Cli;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays the nights of docs/nightly-regression.md as its runners would. Only the host is a simulator, {@code mvn} does nothing, and the
 * kit out of the classes under test judges one group, in one JVM for all nights.
 */
class NightlyPageTest {
    private static final String STAGING = "https://staging-api.assetpay.co";
    private static final Map<String, String> SECRETS = Map.of(
            "ASSETPAY_API_KEY", "ap_nightly",
            "ASSETPAY_API_SECRET", "nightly-s3cret",
            "ASSETPAY_STEAM_ID", "76561198012345678",
            "ASSETPAY_TRADE_URL", "https://steamcommunity.com/tradeoffer/new/?partner=52079950&token=AbCdEfGh");
    private static final String JAVA = "#!/usr/bin/env bash\n" + WarmKit.SHELL + """
            shift 2
            only=
            command=$1
            [ "$command" = diff ] || only="--only prices"
            echo "command line: $*" >&2
            kit "$@" $only || exit
            [ "$command" = diff ] || exit "${STATUS:-0}"
            """;

    private static final Page PAGE = Page.of("docs/nightly-regression.md");
    private static Simulator simulator;

    @TempDir
    Path directory;

    @TempDir
    static Path checkout;

    private static WarmKit kit;
    /** What the runner keeps from night to night. */
    private Path cache;

    private GithubRunner runner;

    /** Yesterday's report, when everything was as it is today, and when one requirement was violated that now holds. */
    private static String good;

    private static String worse;

    @BeforeAll
    static void start(@TempDir Path report) throws IOException {
        simulator = Simulator.start(Settings.STANDARD);
        kit = new WarmKit(checkout);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        new Cli(nowhere, nowhere, false)
                .run("api", "--target", simulator.toString(), "--only", "prices", "--report", report.toString());
        good = Files.readString(report.resolve("report.json"));
        worse = good.replaceFirst("\"PASS\"", "\"FAIL\"");
        assertThat(worse).isNotEqualTo(good);
    }

    @AfterAll
    static void stop() {
        kit.close();
        simulator.close();
    }

    @BeforeEach
    void there_is_a_checkout() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell");
        kit.emptyDirectory();
        cache = directory.resolve("cache");
        Path example = Path.of("docs", "examples", "nightly.sh");
        Files.createDirectories(checkout.resolve(example).getParent());
        Files.copy(Page.ROOT.resolve(example), checkout.resolve(example));
        runner = new GithubRunner(checkout, directory.resolve("temp"), NightlyPageTest::here);
        runner.program("java", JAVA);
        runner.program("mvn", "#!/bin/sh\n");
        runner.environment.put("KIT_PORT", kit.port());
        runner.environment.put("no_proxy", "127.0.0.1");
    }

    /** Text of the page with the simulator as its host. */
    private static String here(String text) {
        return text.replace(STAGING, simulator.toString());
    }

    private static JsonNode yaml(int number) {
        List<String> blocks = PAGE.blocks("yaml");
        assertThat(blocks).hasSize(2);
        return Page.yaml(blocks.get(number));
    }

    /** Runs a command; gives its exit status. */
    private int shell(List<String> shell, String command, Map<String, String> environment) throws Exception {
        List<String> line = new ArrayList<>(shell);
        line.add(here(command));
        Map<String, String> variables = new HashMap<>();
        environment.forEach((name, value) -> variables.put(name, here(value)));
        return runner.execute(line, variables);
    }

    private String log() {
        return runner.log.toString();
    }

    private static void copy(Path from, Path to) {
        try {
            if (Files.exists(from.resolve("report.json"))) {
                Files.createDirectories(to);
                Files.write(to.resolve("report.json"), Files.readAllBytes(from.resolve("report.json")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What lay in the working directory of a job is gone the next night, the cache aside. */
    private void clean() throws Exception {
        shell(List.of("sh", "-c"), "rm -rf yesterday assetpay-report drift.md", Map.of());
    }

    /** A night of the workflow; gives whether the job succeeds, and appends to the file of the summary. */
    private boolean github() throws Exception {
        clean();
        runner.when("actions/cache/restore", with -> copy(cache, checkout.resolve(with.get("path"))));
        runner.when("actions/cache/save", with -> copy(checkout.resolve(with.get("path")), cache));
        Map<String, String> contexts = new HashMap<>(Map.of("github.run_id", "1", "github.run_attempt", "1"));
        SECRETS.forEach((name, value) -> contexts.put("secrets." + name, value));
        return runner.job(yaml(0).at("/jobs/nightly"), contexts).succeeds();
    }

    /** A night of the pipeline; gives whether the job succeeds. */
    private boolean gitlab() throws Exception {
        clean();
        JsonNode job = yaml(1).path("assetpay-nightly");
        Path kept = checkout.resolve(job.at("/cache/paths/0").asText());
        assertThat(job.at("/cache/when").asText()).isEqualTo("always");
        copy(cache, kept);
        Map<String, String> environment = new HashMap<>(SECRETS);
        job.path("variables")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        List<String> commands = new ArrayList<>();
        job.path("before_script").forEach(command -> commands.add(command.textValue()));
        job.path("script").forEach(command -> commands.add(command.textValue()));
        List<String> shell = List.of("bash", "-e", "-o", "pipefail", "-c");
        boolean succeeds = shell(shell, String.join("\n", commands), environment) == 0;
        for (JsonNode command : job.path("after_script")) {
            shell(shell, command.textValue(), environment);
        }
        copy(kept, cache);
        for (JsonNode path : job.at("/artifacts/paths")) {
            assertThat(checkout.resolve(path.asText())).exists();
        }
        assertThat(checkout.resolve(job.at("/artifacts/reports/junit").asText()))
                .exists();
        return succeeds;
    }

    private boolean plainShell() throws Exception {
        List<String> blocks = PAGE.blocks("sh");
        assertThat(blocks).hasSize(1);
        return shell(List.of("sh", "-c"), blocks.get(0), SECRETS) == 0;
    }

    private static void store(Path directory, String report) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("report.json"), report);
    }

    @Test
    void the_workflow_shows_the_drift_in_the_summary_of_the_job_and_keeps_the_report() throws Exception {
        assertThat(github()).as(log()).isTrue();
        assertThat(runner.summary()).startsWith("This is the first report").hasLineCount(1);
        assertThat(cache.resolve("report.json")).exists();

        store(cache, worse);
        assertThat(github()).as(log()).isFalse();
        assertThat(runner.summary()).contains("### Drift: 1 verdict", "| FAIL | PASS |");
        assertThat(cache.resolve("report.json")).content().isNotEqualTo(worse);
        assertThat(log())
                .contains("command line: api")
                .doesNotContain(SECRETS.get("ASSETPAY_API_SECRET"), SECRETS.get("ASSETPAY_API_KEY"));
    }

    @Test
    void the_pipeline_prints_the_drift_and_keeps_the_report() throws Exception {
        store(cache, worse);

        assertThat(gitlab()).as(log()).isFalse();

        assertThat(log()).contains("| FAIL | PASS |");
        assertThat(cache.resolve("report.json")).content().isNotEqualTo(worse);
    }

    @Test
    void the_plain_shell_compares_with_the_run_before() throws Exception {
        store(checkout.resolve("yesterday"), good);

        assertThat(plainShell()).as(log()).isTrue();

        assertThat(checkout.resolve("drift.md")).content().startsWith("### No drift.");
        assertThat(checkout.resolve("yesterday/report.json")).content().isNotEqualTo(good);
    }

    @Test
    void a_host_out_of_reach_leaves_yesterdays_report_and_says_so() throws Exception {
        store(checkout.resolve("yesterday"), good);
        assertThat(night(Map.of("ASSETPAY_TARGET", "http://127.0.0.1:1"))).isEqualTo(3);

        assertThat(checkout.resolve("drift.md")).content().contains("could not be judged (exit status 3)");
        assertThat(checkout.resolve("yesterday/report.json")).content().isEqualTo(good);
    }

    @Test
    void a_night_that_could_not_be_judged_whole_is_compared_but_not_kept() throws Exception {
        store(checkout.resolve("yesterday"), worse);

        assertThat(night(Map.of("STATUS", "3"))).isEqualTo(3);

        assertThat(checkout.resolve("drift.md")).content().contains("| FAIL | PASS |");
        assertThat(checkout.resolve("yesterday/report.json")).content().isEqualTo(worse);
    }

    @Test
    void what_cannot_be_compared_is_said_and_replaced() throws Exception {
        store(checkout.resolve("yesterday"), "no report");

        assertThat(night(Map.of())).isEqualTo(2);

        assertThat(checkout.resolve("drift.md")).content().contains("could not be compared (exit status 2)");
        assertThat(checkout.resolve("yesterday/report.json")).content().contains("\"PASS\"");
    }

    private int night(Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(SECRETS);
        environment.put("ASSETPAY_TARGET", STAGING);
        environment.putAll(more);
        return shell(List.of("sh", "-c"), "sh docs/examples/nightly.sh", environment);
    }
}
