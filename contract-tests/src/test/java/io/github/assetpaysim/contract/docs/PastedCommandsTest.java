package io.github.assetpaysim.contract.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pastes the commands of each page into a shell, in their order and as they stand. Only the two ports are others, {@code mvn} does
 * nothing, {@code java -jar} takes the programs out of the classes under test, all commands of the kit in one JVM, and the kit judges
 * one requirement of a plan.
 */
class PastedCommandsTest {
    private static final Pattern SERVES = Pattern.compile("-simulator\\.jar (--|\\\\\n)");

    private static final String SHELL = WarmKit.SHELL + """
            set -eu -o pipefail
            end() { kill $(jobs -p) $(cat pids) 2> /dev/null || true; }
            trap end EXIT

            curl() { command curl -S --fail "$@"; }
            mvn() { :; }

            program() { "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$CLASS_PATH" "$@"; }
            serve() {
              if [ "$BASH_SUBSHELL" -gt 0 ]; then # the page says &
                echo $BASHPID >> pids
                exec "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$CLASS_PATH" "$SIMULATOR" "$@"
              fi
              [ -z "${SERVER-}" ] || { kill "$SERVER"; wait "$SERVER" || true; }
              : > served # not the one before, which was ready
              "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$CLASS_PATH" "$SIMULATOR" "$@" > served 2>&1 &
              SERVER=$!
              until grep -q '^READY' served; do kill -0 $SERVER || { cat served; exit 1; }; sleep 0.1; done
            }
            java() {
              local jar=${2##*/}
              shift 2
              case "$jar ${1-}" in
                "assetpay-contract-tests.jar merchant") kit "$@" --settle 300ms --only SIG-01 ;;
                "assetpay-contract-tests.jar api"|"assetpay-contract-tests.jar record") kit "$@" --only PRC-01 ;;
                "assetpay-contract-tests.jar "*) kit "$@" ;;
                "assetpay-simulator.jar explain-callback"|"assetpay-simulator.jar trigger") program "$SIMULATOR" "$@" || [ $? = 1 ] ;;
                "assetpay-simulator.jar "[a-z]*) program "$SIMULATOR" "$@" ;;
                "assetpay-simulator.jar "*) serve "$@" ;;
              esac
            }
            """;

    /** The kit's working directory, so the same for all pages. */
    @TempDir
    static Path directory;

    private static WarmKit kit;

    @BeforeAll
    static void start() throws IOException {
        kit = new WarmKit(directory);
    }

    @AfterAll
    static void stop() {
        kit.close();
    }

    static Stream<Page> pages() throws IOException {
        return Page.all().stream()
                .filter(page -> !page.blocks("sh").isEmpty())
                // Its host is staging; NightlyPageTest puts another in its place.
                .filter(page -> !page.name().equals("docs/nightly-regression.md"));
    }

    @BeforeEach
    void there_is_a_shell() throws Exception {
        for (String command : List.of("bash", "curl", "node")) {
            assumeTrue(CiMachine.installed(command).isPresent(), command + " is not installed");
        }
        kit.emptyDirectory();
        Path example = Path.of("docs", "examples", "merchant.mjs");
        Files.createDirectories(directory.resolve(example).getParent());
        Files.copy(Page.ROOT.resolve(example), directory.resolve(example));
        Files.writeString(directory.resolve("pids"), "");
    }

    /** What else is shown has a test where its language is at home; something new wants one too. */
    @Test
    void every_block_of_every_page_has_a_test() throws IOException {
        Map<String, Set<String>> others = Map.ofEntries(
                entry("README.md", Set.of("java")), // JvmTestsPageTest
                entry("docs/commands.md", Set.of("console")), // CommandsPageTest of the simulator
                entry("docs/checking-a-server.md", Set.of("java", "")), // CheckingAServerPageTest; one for a real host
                entry("docs/installing.md", Set.of("console")), // .ci/dist; nothing runs the lines with docker
                entry("docs/judging-a-merchant.md", Set.of("java", "js", "python")), // JudgingExamplesTest
                entry("docs/jvm-tests.md", Set.of("xml", "groovy", "java")), // JvmTestsPageTest
                entry("docs/nightly-regression.md", Set.of("yaml")), // NightlyPageTest
                entry("docs/options.md", Set.of("")), // a log
                entry("docs/running-in-ci.md", Set.of("yaml", "groovy")), // RunningInCiPageTest
                entry("docs/seed-file.md", Set.of("json")), // SeedFileTest
                // CallbackPageTest, RecipesTest
                entry("docs/verifying-callbacks.md", Set.of("json", "js", "python", "php", "java", "text")));
        for (Page page : Page.all()) {
            Set<String> languages = new HashSet<>(page.all("(?m)^```([a-z]*)\n(?s:.*?)^```$", 1));
            languages.remove("sh");
            assertThat(languages).as(page.name()).isEqualTo(others.getOrDefault(page.name(), Set.of()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void the_commands_of_a_page_run_as_they_stand(Page page) throws Exception {
        String printed = paste(page.blocks("sh"));

        assertThat(page.blocks("text")).allSatisfy(block -> assertThat(printed).contains(block));
    }

    /** Runs them where a simulator serves, unless they start one, and gives what was printed. */
    private String paste(List<String> commands) throws Exception {
        int port = freePort();
        String merchantPort = String.valueOf(freePort());
        List<String> script = new ArrayList<>(List.of(SHELL));
        for (String command : commands) {
            script.add("echo; echo '--- command " + script.size() + "'");
            script.add(command.replace("8080", String.valueOf(port)).replace("3000", merchantPort));
        }
        ProcessBuilder shell = new ProcessBuilder(
                        "bash",
                        Files.writeString(directory.resolve("commands.sh"), String.join("\n", script))
                                .toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        shell.environment()
                .putAll(Map.of(
                        "JAVA",
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                        "CLASS_PATH",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "SIMULATOR", io.github.assetpaysim.simulator.cli.Main.class.getName(),
                        "KIT_PORT", kit.port(),
                        "ASSETPAY_SIM_PORT", String.valueOf(port),
                        "ASSETPAY_SIM_URL", "http://127.0.0.1:" + port,
                        "PORT", merchantPort,
                        "no_proxy", "127.0.0.1"));
        if (commands.stream().anyMatch(SERVES.asPredicate())) {
            return run(shell.start());
        }
        Simulator simulator = Simulator.start(Settings.SERVE.with(Settings.PORT, port));
        try {
            return run(shell.start());
        } finally {
            simulator.close();
        }
    }

    private String run(Process shell) throws Exception {
        try {
            assertThat(shell.waitFor(5, TimeUnit.MINUTES))
                    .as("they end; so far: %s", Files.readString(directory.resolve("output")))
                    .isTrue();
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
        String printed = Files.readString(directory.resolve("output"), UTF_8);
        assertThat(shell.exitValue()).as(printed).isZero();
        return printed;
    }

    /** One that the system gives to nobody by itself, so that it stays free until a program of the page takes it. */
    static int freePort() throws IOException {
        while (true) {
            int port = RandomGenerator.getDefault().nextInt(20_000, 32_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (BindException e) {
                // Somebody has it; the next one.
            }
        }
    }
}
