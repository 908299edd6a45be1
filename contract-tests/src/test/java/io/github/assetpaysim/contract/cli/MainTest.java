package io.github.assetpaysim.contract.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.assetpaysim.contract.zoo.Config;
import io.github.assetpaysim.contract.zoo.Policy;
import io.github.assetpaysim.contract.zoo.ReferenceMerchant;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit as a process that has nothing but what its runnable jar holds. */
class MainTest {
    private static final List<String> IN_THE_JAR = List.of(
            "contract-tests" + File.separator + "target" + File.separator + "classes",
            "fixtures",
            "jackson-annotations",
            "jackson-core",
            "jackson-databind",
            "commons-cli",
            "httpclient",
            "httpcore",
            "commons-logging",
            "commons-codec");

    @TempDir
    Path directory;

    private Process start(String... arguments) throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> IN_THE_JAR.stream().anyMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                // Where digits are other ones; programs and people read the reports everywhere.
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-Duser.extensions=u-nu-arab",
                "-cp",
                classPath,
                Main.class.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
    }

    private Process judge(Simulator simulator, ReferenceMerchant merchant, String settle) throws IOException {
        return start(
                "merchant",
                "--target",
                simulator.toString(),
                "--callback-url",
                merchant.callbackUrl().toString(),
                "--api-secret",
                "main-s3cret",
                "--probe",
                merchant.url() + "/users/{steamId}",
                "--settle",
                settle,
                "--only",
                "CB-01,CB-10",
                "--verbose",
                "--report",
                directory.toString());
    }

    @Test
    void it_judges_a_merchant_and_says_so_in_its_exit_status() throws Exception {
        try (Simulator simulator = Simulator.start(Settings.STANDARD);
                ReferenceMerchant merchant = ReferenceMerchant.start(Config.of("main-s3cret", Policy.COMPLETED))) {
            Process kit = judge(simulator, merchant, "100ms");

            assertThat(kit.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(directory.resolve("err")).content(UTF_8).doesNotContain("Exception", "Error");
            assertThat(directory.resolve("out")).content(UTF_8).contains("★", "2 PASS");
            assertThat(kit.exitValue()).isZero();
            for (String written : List.of("out", "report.json", "junit.xml")) {
                assertThat(directory.resolve(written))
                        .content(UTF_8)
                        .containsPattern("[0-9]")
                        .doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
            }
        }
    }

    @Test
    void a_run_that_is_stopped_leaves_no_merchant_in_the_simulator() throws Exception {
        try (Simulator simulator = Simulator.start(Settings.STANDARD);
                ReferenceMerchant merchant = ReferenceMerchant.start(Config.of("main-s3cret", Policy.COMPLETED))) {
            Process kit = judge(simulator, merchant, "1min");
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> merchants(simulator).contains("\"merchants\":2"));

            kit.destroy();

            assertThat(kit.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(merchants(simulator)).contains("\"merchants\":1");
            assertThat(Files.readString(directory.resolve("out"))).isEmpty();
        }
    }

    private static String merchants(Simulator simulator) throws Exception {
        HttpRequest health = HttpRequest.newBuilder(simulator.baseUrl().resolve("/_sim/health"))
                .build();
        return HttpClient.newHttpClient()
                .send(health, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
