package io.github.assetpaysim.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the pipelines of docs/running-in-ci.md as their build servers would, on a {@link CiMachine}. */
class RunningInCiPageTest {
    private static final Page PAGE = Page.of("docs/running-in-ci.md");
    private static final Pattern JENKINS_VARIABLE = Pattern.compile("(?m)^ +(\\w+) = '(.*)'$");
    private static final Pattern JENKINS_SCRIPT = Pattern.compile("(?s)\\bsh '''\n(.*?)'''");

    @TempDir
    static Path workspace;

    private static WarmKit kit;

    @TempDir
    Path directory;

    private CiMachine machine;

    @BeforeAll
    static void start() throws IOException {
        kit = new WarmKit(workspace);
    }

    @AfterAll
    static void stop() {
        kit.close();
    }

    @BeforeEach
    void there_are_programs() throws Exception {
        for (String program : List.of("bash", "curl", "node", "jq")) {
            assumeTrue(CiMachine.installed(program).isPresent(), program + " is not installed");
        }
        kit.emptyDirectory();
    }

    private GithubRunner machine(String simulator) throws Exception {
        machine = new CiMachine(directory, workspace, simulator, CiMachine.KIT);
        machine.archive();
        machine.runner.environment.put("KIT_PORT", kit.port());
        return machine.runner;
    }

    @AfterEach
    void everything_ends_with_the_job() throws IOException {
        if (machine != null) {
            machine.close();
        }
    }

    @Test
    void the_workflow_judges_the_merchant_and_shows_what_came_of_it() throws Exception {
        GithubRunner runner = machine(CiMachine.SIMULATOR);

        boolean succeeds = runner.job(yaml("jobs").path("assetpay"), Map.of()).succeeds();

        assertThat(succeeds).as(runner.log.toString()).isTrue();
        assertThat(runner.environment)
                .containsEntry("ASSETPAY_BASE_URL", "http://127.0.0.1:" + machine.port())
                .containsEntry("ASSETPAY_SIM_URL", "http://127.0.0.1:" + machine.port());
        String secret = runner.environment.get("ASSETPAY_API_SECRET");
        assertThat(runner.said("add-mask"))
                .singleElement()
                .satisfies(mask -> assertThat(mask.text()).isEqualTo(secret));
        assertThat(runner.log.toString().replace("::add-mask::" + secret, "")).doesNotContain(secret);
        assertThat(runner.said("error")).isEmpty();
        assertThat(runner.summary())
                .startsWith("### AssetPay: everything that must hold does\n")
                .contains("1 PASS");
        assertThat(runner.used)
                .anySatisfy(upload -> {
                    assertThat(upload.action()).startsWith("actions/upload-artifact@");
                    assertThat(workspace.resolve(upload.with().get("path")).resolve("report.html"))
                            .exists();
                })
                .anySatisfy(junit -> assertThat(workspace.resolve(junit.with().getOrDefault("report_paths", "none")))
                        .exists());
    }

    @Test
    void the_pipeline_of_GitLab_judges_the_merchant() throws Exception {
        GithubRunner runner = machine(CiMachine.SERVES);
        JsonNode job = yaml("assetpay");
        List<String> commands = new ArrayList<>();
        job.path("before_script").forEach(command -> commands.add(command.textValue()));
        job.path("script").forEach(command -> commands.add(command.textValue()));
        Map<String, String> variables = new HashMap<>();
        job.path("variables")
                .properties()
                .forEach(variable -> variables.put(
                        variable.getKey(), machine.edited(variable.getValue().asText())));

        int status = served(
                List.of("bash", "-e", "-o", "pipefail", "-c", machine.edited(String.join("\n", commands))), variables);

        assertThat(status).as(runner.log.toString()).isZero();
        job.at("/artifacts/paths")
                .forEach(path -> assertThat(workspace.resolve(path.asText()).resolve("report.html"))
                        .exists());
        assertThat(workspace.resolve(job.at("/artifacts/reports/junit").textValue()))
                .exists();
    }

    @Test
    void the_pipeline_of_Jenkins_judges_the_merchant_and_leaves_nothing_running() throws Exception {
        GithubRunner runner = machine(CiMachine.SERVES);
        String pipeline = machine.edited(PAGE.blocks("groovy").get(0));
        Map<String, String> variables = new HashMap<>();
        JENKINS_VARIABLE
                .matcher(pipeline)
                .results()
                .forEach(variable -> variables.put(variable.group(1), variable.group(2)));
        Matcher script = JENKINS_SCRIPT.matcher(pipeline);
        assertThat(script.find()).isTrue();

        int status = served(List.of("sh", "-xe", "-c", script.group(1)), variables);

        assertThat(status).as(runner.log.toString()).isZero();
        assertThat(workspace.resolve("assetpay-report/junit.xml")).exists();
        assertThat(pipeline).contains("junit 'assetpay-report/junit.xml'", "archiveArtifacts 'assetpay-report/**'");
        assertThat(machine.allEnd()).isTrue();
    }

    /** Runs a script while a simulator serves, and gives its exit status. */
    private int served(List<String> line, Map<String, String> variables) throws Exception {
        Simulator simulator = Simulator.start(Settings.SERVE.with(Settings.PORT, Integer.parseInt(machine.port())));
        try {
            return machine.runner.execute(line, variables);
        } finally {
            simulator.close();
        }
    }

    private static JsonNode yaml(String top) {
        return PAGE.blocks("yaml").stream()
                .map(Page::yaml)
                .filter(block -> block.has(top))
                .findFirst()
                .orElseThrow()
                .path(top);
    }

    @Test
    void the_versions_on_the_page_are_that_of_the_actions() throws Exception {
        String version = Page.yaml(Files.readString(Page.ROOT.resolve(".github/actions/assetpay/action.yml")))
                .at("/inputs/version/default")
                .textValue();
        assertThat(PAGE.all(
                        "(?m)(?:actions/assetpay(?:-judge)?@v|ASSETPAY_VERSION: |ASSETPAY_VERSION = ')([^'\\s]+)", 1))
                .hasSize(4)
                .containsOnly(version);
        assertThat(Files.readString(Page.ROOT.resolve("pom.xml"))).contains("<version>" + version + "</version>");
    }
}
