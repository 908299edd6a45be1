package io.github.assetpaysim.simulator.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.http.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a command has come to, run in this process.
 *
 * @param status its exit status
 * @param out what it has printed
 * @param complaints what it has said on standard error
 */
record CommandRun(int status, String out, List<String> complaints) {
    static CommandRun of(String... arguments) {
        return in(Map.of(), arguments);
    }

    /** For a merchant of a simulator. */
    static CommandRun at(URI simulator, JsonNode merchant, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--url=" + simulator);
        all.add("--merchant=" + merchant.required("id").textValue());
        return of(all.toArray(String[]::new));
    }

    static CommandRun in(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> complaints = new ArrayList<>();
        int status = Commands.run(arguments, environment, new PrintStream(bytes, true, UTF_8), complaints::add);
        return new CommandRun(status, bytes.toString(UTF_8), complaints);
    }

    /** The lines, with ids and durations replaced, which differ from run to run. */
    List<String> lines() {
        return out.lines().map(CommandRun::same).toList();
    }

    /** The message of a command that failed. */
    String complaint() {
        return complaints.size() == 1 ? same(complaints.get(0)) : complaints.toString();
    }

    private static String same(String line) {
        return line.replaceAll("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b", "<id>")
                .replaceAll("\\b[0-9a-f]{8}\\b", "<id>")
                .replaceAll(" in \\d+ ms", " in N ms")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT");
    }

    JsonNode json() {
        try {
            return StrictJson.MAPPER.readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
