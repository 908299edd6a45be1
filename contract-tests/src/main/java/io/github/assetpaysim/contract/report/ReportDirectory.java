package io.github.assetpaysim.contract.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where {@code --report} puts its files: {@code report.json}, {@code junit.xml}, and the bodies of callbacks to repeat. */
public final class ReportDirectory {
    private final Path directory;

    private ReportDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * The directory, made if it is not there.
     *
     * @throws IOException when nothing can be written there
     */
    public static ReportDirectory at(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (!Files.isWritable(directory)) {
            throw new IOException(directory + " cannot be written to");
        }
        return new ReportDirectory(directory);
    }

    /**
     * Writes everything.
     *
     * @return for each violated requirement the file with the body of the callback that shows it
     */
    public Map<String, Path> write(RunReport run) throws IOException {
        Map<String, Path> bodies = new LinkedHashMap<>();
        for (Result result : run.outcome().results()) {
            if (result.verdict().violated() && result.evidence().repeat() != null) {
                Path file = directory.resolve(result.id() + ".body");
                Files.write(file, result.evidence().repeat().body());
                bodies.put(result.id(), file);
            }
        }
        Files.writeString(directory.resolve("report.json"), Json.pretty(JsonReport.of(run)) + "\n", UTF_8);
        Files.writeString(directory.resolve("junit.xml"), JunitReport.of(run), UTF_8);
        return bodies;
    }
}
