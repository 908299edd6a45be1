package io.github.assetpaysim.contract.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.record.Recorded;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCommandTest {
    private static Simulator simulator;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        simulator = Simulator.start(Settings.STANDARD);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private int run(String... arguments) {
        return new Cli(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false).run(arguments);
    }

    @Test
    void a_run_is_judged_reported_and_recorded() throws Exception {
        Path recording = directory.resolve("recording");
        Path report = directory.resolve("report");

        int status = run(
                "record",
                "--out",
                recording.toString(),
                "--target",
                simulator.toString(),
                "--only",
                "prices",
                "--report",
                report.toString());

        assertThat(status).isZero();
        assertThat(out.toString(UTF_8)).contains("everything that must hold does");
        Recorded recorded = Recorded.in(recording);
        assertThat(recorded.exchanges())
                .extracting(exchange -> exchange.path("operation").asText())
                .contains("GET /secure/prices");
        JsonNode json = Json.read(Files.readAllBytes(report.resolve("report.json")));
        assertThat(json.path("shapes"))
                .extracting(shape -> shape.path("about").asText() + " "
                        + shape.path("status").asText())
                .contains("GET /secure/prices 200", "GET /secure/prices 401");
    }

    @Test
    void without_a_place_to_write_nothing_is_asked() {
        assertThat(run("record", "--target", simulator.toString())).isEqualTo(2);
        assertThat(run("record", "--target", simulator.toString(), "--out", "/dev/null/x"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("missing is --out", "nothing can be written to /dev/null/x");
    }

    @Test
    void a_host_out_of_reach_is_status_3() {
        assertThat(run("record", "--target", "http://127.0.0.1:1", "--out", directory.toString()))
                .isEqualTo(3);
    }
}
