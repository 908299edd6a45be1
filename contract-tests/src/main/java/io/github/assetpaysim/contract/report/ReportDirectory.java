package io.github.assetpaysim.contract.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where {@code --report} puts its files: {@code report.html}, {@code report.json}, {@code junit.xml}, and the bodies of callbacks to repeat. */
public final class ReportDirectory {
    private static final String HTML = "report.html";
    private static final String REPORT = "report.json";
    private static final String JUNIT = "junit.xml";
    static final String BODY = ".body";

    private final Path directory;

    private ReportDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * The directory, made if it is not there, without what an earlier run has left in it: a run that ends early must not leave
     * the report of another one.
     *
     * @throws IOException when nothing can be written there
     */
    public static ReportDirectory at(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (!Files.isWritable(directory)) {
            throw new IOException(directory + " cannot be written to");
        }
        for (String file : List.of(HTML, REPORT, JUNIT)) {
            Files.deleteIfExists(directory.resolve(file));
        }
        for (Requirement requirement : Requirements.MERCHANT) {
            Files.deleteIfExists(directory.resolve(requirement.id() + BODY));
        }
        return new ReportDirectory(directory);
    }

    /**
     * Writes everything.
     *
     * @param secrets that must stand in none of it
     * @return for each violated requirement the file with the body of the callback that shows it
     */
    public Map<String, Path> write(RunReport run, Secrets secrets) throws IOException {
        Map<String, Path> bodies = new LinkedHashMap<>();
        for (Result result : run.outcome().results()) {
            SentCallback repeat = result.evidence().repeat();
            if (result.verdict().violated() && repeat != null && repeat.body() != null) {
                Path file = directory.resolve(result.id() + BODY);
                Files.write(file, repeat.body());
                bodies.put(result.id(), file);
            }
        }
        Files.writeString(directory.resolve(HTML), HtmlReport.of(run, secrets), UTF_8);
        Files.writeString(directory.resolve(REPORT), Json.pretty(secrets.masked(JsonReport.of(run))) + "\n", UTF_8);
        Files.writeString(directory.resolve(JUNIT), JunitReport.of(run, secrets), UTF_8);
        return bodies;
    }
}
