package io.github.assetpaysim.simulator.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.support.Command;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.TestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program itself. All processes are started first, because each takes a second until it answers. */
class MainTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static final CountDownLatch STOPPING = new CountDownLatch(1);
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final List<Run> RUNS = new ArrayList<>();

    private static ServerSocket taken;
    private static Receiver slow;
    private static Receiver hanging;
    private static Run serving;
    private static Run serveHanging;
    private static Run quiet;
    private static Run help;
    private static Run version;
    private static Run unknownOption;
    private static Run twoLines;
    private static Run damagedSecret;
    private static Run badSeedFile;
    private static Run takenPort;
    private static Run demo;
    private static Run wide;

    /** Each writes numbers or letters in a way of its own; the processes take turns. */
    private static final List<List<String>> LOCALES = List.of(
            List.of("-Duser.language=ar", "-Duser.country=EG"),
            List.of("-Duser.language=hi", "-Duser.country=IN", "-Duser.extensions=u-nu-deva"),
            List.of("-Duser.language=tr", "-Duser.country=TR"),
            List.of("-Duser.language=th", "-Duser.country=TH", "-Duser.extensions=u-nu-thai"));

    private record Run(Process process, Path out, Path err) {
        String stdout() {
            return read(out);
        }

        String stderr() {
            return read(err);
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Its exit status. */
        int end() throws InterruptedException {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("the process ends")
                    .isTrue();
            return process.exitValue();
        }

        List<String> banner() {
            await().atMost(PATIENCE).until(() -> stdout().matches("(?s).*\nREADY \\S+\n"));
            return stdout().lines().toList();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        slow = Receiver.answering(callback -> answerAfter(STOPPING));
        hanging = Receiver.answering(callback -> answerAfter(NEVER));
        Path secret = Files.writeString(directory.resolve("secret"), "ключ-★\n");

        serving = run(
                Map.of("LC_ALL", "C", "ASSETPAY_SIM_CALLBACK_URL", slow.url().toString()),
                "serve",
                "--port=0",
                "--clock=frozen",
                "--api-secret-file=" + secret,
                "--api-key=it's");
        serveHanging =
                run(Map.of("ASSETPAY_SIM_CLOCK", "frozen"), "--port=0", "--callback-url=" + hanging.url(), "--seed=7");
        quiet = run(Map.of("ASSETPAY_SIM_QUIET", "true", "ASSETPAY_SIM_PORT", "0", "ASSETPAY_SIM_SEED", "42"));
        help = run(Map.of(), "--help");
        version = run(Map.of(), "--version");
        unknownOption = run(Map.of(), "--prot=0");
        twoLines = run(Map.of("ASSETPAY_SIM_CALLBACK_URL", "http://a\nb"), "--port=0");
        damagedSecret = run(Map.of("LC_ALL", "C"), "--port=0", "--api-secret=ключ");
        badSeedFile = run(
                Map.of(
                        "ASSETPAY_SIM_SEED_FILE",
                        Files.writeString(directory.resolve("world.json"), "{\"merchants\":[{\"users\":7}]}")
                                .toString()),
                "--port=0");
        takenPort = run(Map.of(), "--port=" + taken.getLocalPort());
        demo = run(Map.of(), "demo");
        wide = run(
                Map.of("ASSETPAY_SIM_PORT", "tcp://10.43.7.12:8080", "ASSETPAY_SIM_SERVICE_HOST", "10.43.7.12"),
                "--host=0.0.0.0",
                "--port=0");
    }

    private static Run run(Map<String, String> environment, String... arguments) throws IOException {
        Path out = directory.resolve("out" + RUNS.size());
        Path err = directory.resolve("err" + RUNS.size());
        List<String> locale = new ArrayList<>(LOCALES.get(RUNS.size() % LOCALES.size()));
        // With digits of their own, which the program by itself does without; who embeds the simulator has them.
        locale.add("-Djava.locale.providers=CLDR");
        ProcessBuilder builder =
                Command.with(locale, arguments).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("ASSETPAY_SIM_") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(environment);
        Run run = new Run(builder.start(), out, err);
        RUNS.add(run);
        return run;
    }

    private static int answerAfter(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 200;
    }

    @AfterAll
    static void stop() throws IOException {
        STOPPING.countDown();
        NEVER.countDown();
        RUNS.forEach(run -> run.process().destroyForcibly());
        slow.close();
        hanging.close();
        taken.close();
    }

    @Test
    void the_banner_ends_with_READY_and_its_commands_work_when_pasted_in_order() throws Exception {
        List<String> banner = serving.banner();
        String url = banner.get(banner.size() - 1).substring("READY ".length());

        assertThat(url).matches("http://127\\.0\\.0\\.1:\\d+");
        assertThat(banner)
                .contains("  base URL      " + url)
                .contains("  API key       it's")
                .contains("  API secret    ключ-★")
                .contains("  callback URL  " + slow.url())
                .anyMatch(line -> line.startsWith("  clock         frozen"));

        Assumptions.assumeTrue(exists("curl"), "bash and curl are needed to paste the banner's commands");
        List<JsonNode> answers = new ArrayList<>();
        for (String line : banner) {
            if (line.startsWith("curl ")) {
                answers.add(StrictJson.MAPPER.readTree(bash(line)));
            }
        }

        assertThat(answers).hasSize(4);
        assertThat(answers.get(0).at("/data/token").isTextual())
                .as(answers.get(0).toString())
                .isTrue();
        assertThat(answers.get(1).at("/data/inventory"))
                .as(answers.get(1).toString())
                .hasSize(5);
        assertThat(answers.get(2).at("/data/status").textValue())
                .as(answers.get(2).toString())
                .isEqualTo("INITIATED");
        assertThat(answers.get(3).at("/callbacks/0/tradeId"))
                .isEqualTo(answers.get(2).at("/data/id"));
        assertThat(answers.get(3).at("/callbacks/0/event").textValue()).isEqualTo("INITIATED");

        await().atMost(PATIENCE).until(() -> slow.got().size() == 1);
        serving.process().destroy();
        STOPPING.countDown();
        assertThat(serving.end()).as("exit status after SIGTERM").isZero();
        assertThat(serving.stdout().lines().toList())
                .as("standard output is the banner only")
                .isEqualTo(banner);
        assertThat(serving.stderr().lines())
                .hasSize(7)
                .anyMatch(line -> line.endsWith(" --api-secret-file: the file ends with U+000A (LINE FEED (LF)),"
                        + " which is no part of the secret: dropped"))
                .anyMatch(line -> line.contains(" POST /auth/authenticate-client -> 200 ("))
                .anyMatch(line -> line.contains(" GET /client/inventory -> 200 ("))
                .anyMatch(line -> line.contains(" POST /client/trading/deposit -> 200 ("))
                .anyMatch(line ->
                        line.matches(".* callback INITIATED of trade \\S+ attempt 1 -> " + slow.url() + ": 200"))
                .last()
                .asString()
                .endsWith("stopped; left undone: 0 due, 1 only scheduled");
    }

    @Test
    void on_SIGTERM_what_hangs_is_given_up_after_five_seconds_and_counted_as_due() throws Exception {
        List<String> banner = serveHanging.banner();
        Assumptions.assumeTrue(exists("curl"), "bash and curl are needed to paste the banner's commands");
        assertThat(banner).contains("  seed          7");
        bash(banner.stream()
                .filter(line -> line.contains("/deposit"))
                .findFirst()
                .orElseThrow());
        await().atMost(PATIENCE).until(() -> hanging.got().size() == 1);

        long before = System.nanoTime();
        serveHanging.process().destroy();

        assertThat(serveHanging.end()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(30));
        assertThat(serveHanging.stderr().lines().toList())
                .last()
                .asString()
                .endsWith("stopped; left undone: 1 due, 1 only scheduled");
    }

    @Test
    void bound_to_every_address_it_names_one_that_can_be_used_and_says_what_kubernetes_has_put_in_its_way()
            throws Exception {
        List<String> banner = wide.banner();
        String url = banner.get(banner.size() - 1).substring("READY ".length());

        assertThat(url).matches("http://127\\.0\\.0\\.1:\\d+");
        assertThat(banner)
                .contains("  base URL      " + url)
                .contains("  elsewhere     the same with a name or address of this machine");
        assertThat(new TestClient(URI.create(url)).get("/_sim/health").status()).isEqualTo(200);
        wide.process().destroy();
        assertThat(wide.end()).isZero();
        assertThat(wide.stderr().lines().findFirst())
                .hasValue("assetpay-simulator: warning: ignored ASSETPAY_SIM_PORT, ASSETPAY_SIM_SERVICE_HOST;"
                        + " Kubernetes or Docker made them of a service's name."
                        + " To be without them, set enableServiceLinks: false in the pod");
    }

    @Test
    void whatever_the_locale_every_digit_is_ASCII() throws Exception {
        assertThat(demo.end()).isZero();
        for (Run run : List.of(serving, serveHanging, quiet, wide)) {
            run.banner();
        }
        for (Run run : RUNS) {
            assertThat(run.stdout() + run.stderr()).doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
        }
    }

    @Test
    void quiet_says_nothing_on_standard_error() throws Exception {
        List<String> banner = quiet.banner();

        assertThat(banner)
                .contains("  seed          42", "  callback URL  none; set --callback-url to receive callbacks")
                .contains("  clock         paced, no wait is longer than 1 s");
        quiet.process().destroy();
        assertThat(quiet.end()).isZero();
        assertThat(quiet.stderr()).isEmpty();
    }

    @Test
    void help_lists_every_option_and_nothing_else_happens() throws Exception {
        assertThat(help.end()).isZero();
        assertThat(help.stdout()).contains("--callback-url\n", "--retry\n", "--assume\n", "Exit status");
        assertThat(help.stderr()).isEmpty();
    }

    @Test
    void version_tells_in_one_line_which_build_this_is_and_the_JDK_that_runs_it() throws Exception {
        assertThat(version.end()).isZero();
        assertThat(version.stdout())
                .matches("assetpay-simulator \\d+\\.\\d+\\.\\d+(-SNAPSHOT)? \\(commit \\S+, JDK "
                        + Pattern.quote(System.getProperty("java.version")) + "\\)\\R");
        assertThat(version.stderr()).isEmpty();
    }

    @Test
    void a_command_line_that_cannot_be_meant_is_one_line_and_status_2() throws Exception {
        assertFails(unknownOption, 2, "unknown option --prot; did you mean --port? --help lists all");
        assertFails(
                twoLines,
                2,
                "--callback-url: 'http://a?b' is not allowed: its character 9 is U+000A, a blank or an invisible one; leave it out");
    }

    @Test
    void a_seed_file_that_breaks_a_rule_is_one_line_and_status_2() throws Exception {
        assertFails(
                badSeedFile,
                2,
                "--seed-file: " + directory.resolve("world.json") + ": merchants[0].users must be an object, not 7");
    }

    @Test
    void a_secret_that_arrives_damaged_is_refused_with_the_reason() throws Exception {
        assertThat(damagedSecret.end()).isEqualTo(2);
        assertThat(damagedSecret.stderr().lines())
                .singleElement()
                .asString()
                .startsWith("assetpay-simulator: --api-secret: it arrived damaged")
                .contains("--api-secret-file");
    }

    @Test
    void an_address_that_cannot_be_listened_on_is_one_line_and_status_1() throws Exception {
        int port = taken.getLocalPort();

        assertFails(
                takenPort,
                1,
                "cannot listen on 127.0.0.1:" + port
                        + " (Address already in use); choose another --host or --port, 0 for any free port");
    }

    private static void assertFails(Run run, int status, String message) throws InterruptedException {
        assertThat(run.end()).isEqualTo(status);
        assertThat(run.stderr()).isEqualTo("assetpay-simulator: " + message + System.lineSeparator());
        assertThat(run.stdout()).isEmpty();
    }

    private static boolean exists(String command) throws Exception {
        try {
            return !bash("command -v " + command).isBlank();
        } catch (IOException e) {
            return false;
        }
    }

    private static String bash(String line) throws Exception {
        Process process =
                new ProcessBuilder("bash", "-c", line).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return answer;
    }
}
