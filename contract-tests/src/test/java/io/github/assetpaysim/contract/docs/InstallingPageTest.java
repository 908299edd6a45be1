package io.github.assetpaysim.contract.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher with a Java that only says how it was called, and the files beside it; {@code .ci/dist} runs the real ones. */
class InstallingPageTest {
    private static final String SIMULATOR = "assetpay-simulator";
    private static final String KIT = "assetpay-contract-tests";

    @TempDir
    Path directory;

    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
        home = directory.resolve("a folder");
        for (String name : List.of(SIMULATOR, KIT)) {
            program(
                    home.resolve("bin").resolve(name),
                    Page.of("dist/src/launcher.sh").text());
            write(home.resolve("lib").resolve(name + ".jsa"), "archive");
            write(home.resolve("lib").resolve(name + ".size"), "7\n");
        }
        program(home.resolve("runtime/bin/java"), """
                #!/bin/sh
                echo runtime
                for word; do echo "$word"; done
                echo "$MALLOC_ARENA_MAX" > arenas
                """);
    }

    @Test
    void arguments_arrive_as_they_are_and_the_users_options_for_the_jvm_come_last() throws Exception {
        List<String> call = run(
                Map.of("ASSETPAY_JAVA_OPTS", "-Xss2m  -Dglob=*"), bin(SIMULATOR), "serve", "--seed-file", "a b*.json");

        assertThat(call).startsWith("runtime", "-XX:+UseSerialGC", "-Xms24m", "-Xmn16m", "-Xmx112m");
        assertThat(call)
                .containsSubsequence(
                        "-XX:SharedArchiveFile=" + home.resolve("bin/../lib") + "/assetpay-simulator.jsa",
                        "-Xss2m",
                        "-Dglob=*",
                        "-cp");
        assertThat(call).endsWith("io.github.assetpaysim.simulator.cli.Main", "serve", "--seed-file", "a b*.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -XX:+UseG1GC                                             | false | true
            -Da=b -XX:+UseG1GC -Dc=d                                 | false | true
            '-Da=b
            -XX:+UseG1GC'                                            | false | true
            -XX:+UseStringDeduplication -XX:+DisableExplicitGC       | true  | true
            -Dwords=-XX:+UseG1GC,-XX:MaxRAMPercentage=50             | true  | true
            -XX:MaxRAMPercentage=50                                  | true  | false
            -XX:MaxRAM=1g                                            | true  | false
            -XX:MinRAMPercentage=50                                  | true  | false
            -XX:InitialRAMPercentage=5                               | true  | false
            '-XX:+UseZGC
            -XX:MaxRAMPercentage=50'                                 | false | false
            -Xmx16m                                                  | true  | false
            -Xms16m                                                  | true  | true
            """)
    void what_the_jvm_takes_only_once_gives_way(String options, boolean serial, boolean fixedSize) throws Exception {
        for (String program : List.of(SIMULATOR, KIT)) {
            List<String> call = run(Map.of("ASSETPAY_JAVA_OPTS", options), bin(program));
            List<String> launchers = call.subList(0, call.indexOf("-XX:TieredStopAtLevel=1"));

            assertThat(launchers.contains("-XX:+UseSerialGC")).isEqualTo(serial);
            assertThat(launchers.stream().anyMatch(option -> option.startsWith("-Xm")))
                    .isEqualTo(fixedSize);
            assertThat(call).containsSubsequence(options.split("\\s+"));
        }
    }

    @Test
    void the_heap_has_the_same_size_on_all_systems_and_on_the_page() {
        List<String> sizes = sizes("dist/src/launcher.sh");

        assertThat(sizes).isNotEmpty();
        assertThat(sizes("dist/src/launcher.cmd")).isEqualTo(sizes);
        assertThat(sizes("docs/installing.md")).startsWith(sizes.toArray(String[]::new));
    }

    private static List<String> sizes(String file) {
        return Page.of(file).all("-Xm[sx]\\d+m", 0);
    }

    @Test
    void memory_beside_the_heap_is_bounded_unless_the_user_says_otherwise() throws Exception {
        run(Map.of(), bin(SIMULATOR));
        assertThat(directory.resolve("arenas")).hasContent("2");

        run(Map.of("MALLOC_ARENA_MAX", "7"), bin(SIMULATOR));
        assertThat(directory.resolve("arenas")).hasContent("7");
    }

    @Test
    void it_is_found_through_symbolic_links_and_from_its_own_folder() throws Exception {
        Path far = Files.createSymbolicLink(directory.resolve("far"), bin(KIT));
        Path near = Files.createSymbolicLink(directory.resolve("near"), Path.of("far"));

        assertThat(run(Map.of(), near, "list"))
                .startsWith("runtime")
                .endsWith("io.github.assetpaysim.contract.cli.Main", "list");
        assertThat(run(Map.of(), home.resolve("bin"), Path.of("/bin/sh"), KIT, "list"))
                .startsWith("runtime");
    }

    @Test
    void an_archive_that_is_missing_or_not_whole_is_left_alone_without_a_word() throws Exception {
        Path archive = home.resolve("lib/assetpay-simulator.jsa");
        Path size = home.resolve("lib/assetpay-simulator.size");
        for (String content : List.of("", "archiv", "archive and more")) {
            write(archive, content);
            starts_without_archive(Map.of(), content);
        }
        write(archive, "archive");
        starts_without_archive(Map.of("PATH", directory.toString()), "wc is not installed");
        for (String content : List.of("", "7x\n", "x\n", "\n")) {
            write(size, content);
            starts_without_archive(Map.of(), "size " + content);
        }
        Files.delete(size);
        starts_without_archive(Map.of(), "no size");
        write(size, "7\n");
        Files.delete(archive);
        starts_without_archive(Map.of(), "no archive");
    }

    private void starts_without_archive(Map<String, String> environment, String why) throws Exception {
        assertThat(run(environment, bin(SIMULATOR)))
                .as(why)
                .startsWith("runtime", "-XX:+UseSerialGC")
                .contains("-Xshare:auto");
    }

    @Test
    void without_a_runtime_it_takes_the_java_that_is_there_or_says_what_it_needs() throws Exception {
        Path jdk = directory.resolve("a jdk");
        Files.createDirectories(jdk);
        Files.move(home.resolve("runtime/bin"), jdk.resolve("bin"));

        assertThat(run(Map.of("JAVA_HOME", jdk.toString()), bin(SIMULATOR))).startsWith("runtime");
        assertThat(run(Map.of("PATH", jdk.resolve("bin").toString()), bin(SIMULATOR)))
                .startsWith("runtime");
        assertThat(run(Map.of("PATH", directory.toString()), bin(SIMULATOR)))
                .containsExactly("assetpay-simulator: needs Java 17 or newer: set JAVA_HOME, or put java into PATH");
        assertThat(run(Map.of("JAVA_HOME", "/nowhere"), bin(SIMULATOR)))
                .containsExactly("assetpay-simulator: JAVA_HOME has no bin/java: /nowhere");
    }

    @Test
    void compose_and_kubernetes_set_options_that_exist_and_ask_for_health() {
        JsonNode services = Page.yaml(Page.of("dist/compose.yaml").text()).path("services");
        List<String> variables = new ArrayList<>();
        services.path("assetpay").path("environment").fieldNames().forEachRemaining(variables::add);
        JsonNode deployment = Page.yaml(Page.of("dist/kubernetes.yaml").text().split("(?m)^---$")[0]);
        JsonNode pod = deployment.at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");
        container
                .path("env")
                .forEach(variable -> variables.add(variable.path("name").textValue()));

        String options = Page.of("docs/options.md").text();
        assertThat(variables)
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(options)
                        .contains("| `--"
                                + variable.substring("ASSETPAY_SIM_".length())
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-')
                                + "` |"));
        assertThat(services.at("/assetpay/environment/ASSETPAY_SIM_CALLBACK_URL")
                        .textValue())
                .isEqualTo("http://my_shop:3000/assetpay/callback");
        assertThat(services.has("my_shop")).isTrue();
        assertThat(pod.path("enableServiceLinks").booleanValue()).isFalse();
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(container.at("/" + probe + "/httpGet/path").textValue()).isEqualTo("/_sim/health");
        }
    }

    private Path bin(String name) {
        return home.resolve("bin").resolve(name);
    }

    private List<String> run(Map<String, String> environment, Path program, String... words) throws Exception {
        return run(environment, directory, program, words);
    }

    /** The lines that it prints, standard error too. */
    private static List<String> run(Map<String, String> environment, Path where, Path program, String... words)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().remove("ASSETPAY_JAVA_OPTS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return printed.lines().toList();
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static void program(Path file, String content) throws IOException {
        write(file, content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
