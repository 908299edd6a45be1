package io.github.assetpaysim.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A machine of a build server, in a directory. Releases are downloaded from there; {@code npm start} is the example merchant; sleeping
 * is short. What jobs leave running is ended with it.
 */
final class CiMachine implements AutoCloseable {
    static final String VERSION = "0.1.0";
    private static final String FOLDER = "assetpay-simulator-" + VERSION + "-linux-x64";
    static final String URL = "https://github.com/assetpaysim/assetpay-simulator/releases/download/";

    static final String SIMULATOR = """
            #!/usr/bin/env bash
            echo $$ >> "$PIDS"
            exec "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$CLASS_PATH" "$SIMULATOR" "$@"
            """;

    /** Stands for one that serves already. */
    static final String SERVES = """
            #!/usr/bin/env bash
            echo $$ >> "$PIDS"
            exec tail -f /dev/null
            """;

    /** Says how it was called and is ready. */
    static final String READY = """
            #!/usr/bin/env bash
            printf '<%s>\\n' "$@"
            env | grep ^ASSETPAY_SIM_
            echo READY http://127.0.0.1:4711
            """;

    /** In the working directory of the {@link WarmKit} whose port {@code KIT_PORT} is. */
    static final String KIT = "#!/usr/bin/env bash\n" + WarmKit.SHELL + "kit \"$@\" --settle 300ms --only SIG-01\n";

    final GithubRunner runner;
    final Path workspace;
    private final Path directory;
    private final String port = String.valueOf(PastedCommandsTest.freePort());
    private final String merchantPort = String.valueOf(PastedCommandsTest.freePort());

    /**
     * @param workspace where jobs run
     * @param simulator what stands in the archive as the simulator's program
     * @param kit what stands there as the kit's
     */
    CiMachine(Path directory, Path workspace, String simulator, String kit) throws Exception {
        this.directory = directory;
        this.workspace = workspace;
        runner = new GithubRunner(workspace, directory.resolve("temp"), this::edited);
        runner.environment.putAll(Map.of(
                "JAVA",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "CLASS_PATH",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "SIMULATOR",
                io.github.assetpaysim.simulator.cli.Main.class.getName(),
                "PORT",
                merchantPort,
                "PIDS",
                directory.resolve("pids").toString(),
                "RUNNER_OS",
                "Linux",
                "RUNNER_ARCH",
                "X64",
                "no_proxy",
                "127.0.0.1"));
        Files.writeString(directory.resolve("pids"), "");
        runner.program("curl", """
                #!/usr/bin/env bash
                exec %s "${@/#%s/file://%s/}"
                """.formatted(installed("curl").orElseThrow(), URL.replace("/", "\\/"), directory));
        runner.program("sleep", "#!/bin/sh\nexec " + installed("sleep").orElseThrow() + " 0.2\n");
        runner.program("npm", """
                #!/usr/bin/env bash
                [ "$1" = start ] || exit 0
                echo $$ >> "$PIDS"
                exec node %s
                """.formatted(Page.ROOT.resolve("docs/examples/merchant.mjs")));
        Path bin = Files.createDirectories(directory.resolve(FOLDER).resolve("bin"));
        program(bin.resolve("assetpay-simulator"), simulator);
        program(bin.resolve("assetpay-contract-tests"), kit);
    }

    static void program(Path file, String text) throws IOException {
        assertThat(Files.writeString(file, text).toFile().setExecutable(true)).isTrue();
    }

    /** The file of a program that is installed, if it is. */
    static Optional<Path> installed(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Makes the archive of the release. */
    Path archive() throws Exception {
        Path archive = directory.resolve("v" + VERSION).resolve(FOLDER + ".tar.gz");
        Files.createDirectories(archive.getParent());
        assertThat(new ProcessBuilder("tar", "-czf", archive.toString(), "-C", directory.toString(), FOLDER)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        return archive;
    }

    String port() {
        return port;
    }

    /** Text of a page with this machine's ports, after the release. */
    String edited(String text) {
        return text.replace("8080", port).replace("3000", merchantPort).replace("0.1.0-SNAPSHOT", VERSION);
    }

    /** Whether the simulator and the merchant end by themselves. */
    boolean allEnd() throws Exception {
        for (ProcessHandle process : running()) {
            process.onExit().get(10, TimeUnit.SECONDS);
        }
        return Files.size(directory.resolve("pids")) > 0;
    }

    private List<ProcessHandle> running() throws IOException {
        return Files.readAllLines(directory.resolve("pids")).stream()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList();
    }

    @Override
    public void close() throws IOException {
        running().forEach(ProcessHandle::destroyForcibly);
    }
}
