package io.github.assetpaysim.contract.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.assetpaysim.contract.cli.Cli;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The kit's command line in one JVM for all commands that a page runs in a directory, since each of its own takes seconds of processor
 * time to warm up. {@link #SHELL} is the way to it from a shell.
 */
final class WarmKit implements AutoCloseable {
    /** The function {@code kit}, in bash, with {@code KIT_PORT}: it prints and exits as the program with these arguments does. */
    static final String SHELL = """
            kit() (
              exec 3<> "/dev/tcp/127.0.0.1/$KIT_PORT"
              printf '%s\\0' $# "$@" >&3
              read -r status printed <&3
              head -c "$printed" <&3
              cat <&3 >&2
              exit "$status"
            )
            """;

    private final Path directory;
    private final Process process;
    private final String port;

    /** @param directory what paths on the command line start from */
    WarmKit(Path directory) throws IOException {
        this.directory = directory;
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        WarmKit.class.getName())
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        port = process.inputReader(UTF_8).readLine();
    }

    String port() {
        return port;
    }

    /** Deletes what commands have left behind. */
    void emptyDirectory() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory)) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Says its port and obeys one command after the other, as long as whoever started it lives. */
    public static void main(String[] none) throws IOException {
        // As the program's own.
        System.setProperty("jdk.httpclient.keepalive.timeout", "2");
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> obeyAll(server), "commands");
        thread.setDaemon(true);
        thread.start();
        System.out.println(server.getLocalPort());
        while (System.in.read() >= 0) {
            // Nothing is said to it here.
        }
    }

    private static void obeyAll(ServerSocket server) {
        while (true) {
            try (Socket shell = server.accept()) {
                obey(shell);
            } catch (IOException e) {
                // That shell is gone.
                e.printStackTrace();
            }
        }
    }

    private static void obey(Socket shell) throws IOException {
        InputStream in = shell.getInputStream();
        String[] arguments = new String[Integer.parseInt(word(in))];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = word(in);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status =
                new Cli(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false).run(arguments);
        OutputStream answer = shell.getOutputStream();
        answer.write((status + " " + out.size() + "\n").getBytes(UTF_8));
        out.writeTo(answer);
        err.writeTo(answer);
    }

    private static String word(InputStream in) throws IOException {
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        for (int next = in.read(); next > 0; next = in.read()) {
            word.write(next);
        }
        return word.toString(UTF_8);
    }
}
