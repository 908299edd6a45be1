package io.github.assetpaysim.contract.cli;

import io.github.assetpaysim.contract.InvisibleEnds;
import io.github.assetpaysim.contract.plan.Effect;
import io.github.assetpaysim.contract.plan.OpenPlan;
import io.github.assetpaysim.contract.plan.Outcome;
import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Selection;
import io.github.assetpaysim.contract.report.Console;
import io.github.assetpaysim.contract.report.Progress;
import io.github.assetpaysim.contract.report.ReportDirectory;
import io.github.assetpaysim.contract.report.RunReport;
import io.github.assetpaysim.contract.report.Secrets;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command that runs a plan: what is the same for all of them, from the arguments to the report and the exit status. */
final class PlanRun {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|min)");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Arguments arguments;
    private final List<Requirement> catalogue;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean person;
    private String secret;

    /**
     * @param catalogue what the plan judges
     * @param person whether one looks at what is printed
     */
    PlanRun(Arguments arguments, List<Requirement> catalogue, PrintStream out, PrintStream err, boolean person) {
        this.arguments = arguments;
        this.catalogue = catalogue;
        this.out = out;
        this.err = err;
        this.person = person;
    }

    /** What makes a plan out of the options. */
    interface Opening<P extends OpenPlan> {
        /**
         * @throws IllegalArgumentException for options that are missing or not allowed
         * @throws io.github.assetpaysim.contract.plan.Unusable when the run cannot begin
         */
        P open() throws InterruptedException;
    }

    Arguments arguments() {
        return arguments;
    }

    /** Tells somebody who waits. */
    void tell(String line) {
        err.println(line);
    }

    /** Runs the plan; gives the exit status. */
    <P extends OpenPlan> int run(Opening<P> opening) throws InterruptedException {
        Set<String> expectedFailures = expectedFailures();
        ReportDirectory directory = directory();
        Instant started = Instant.now();
        P plan;
        try {
            plan = opening.open();
        } catch (IllegalArgumentException e) {
            throw new UsageError(e.getMessage());
        }
        try (plan) {
            Progress progress = new Progress(
                    err,
                    person && !arguments.flag("interactive"),
                    plan.plan().checks().size());
            tellUnasked(expectedFailures, plan);
            List<Result> results = plan.plan().run(plan.atOnce(), progress::finished);
            progress.end();
            return report(
                    new RunReport(
                            Version.VALUE,
                            plan.plan().name(),
                            URI.create(arguments.needed("target")),
                            started,
                            Duration.between(started, Instant.now()).toMillis(),
                            plan.facts(),
                            plan.ordinaryPaths(),
                            new Outcome(results, expectedFailures),
                            plan.shapes()),
                    directory);
        }
    }

    private int report(RunReport run, ReportDirectory directory) {
        Map<String, Path> bodies = Map.of();
        if (directory != null) {
            try {
                bodies = directory.write(run, secrets());
            } catch (IOException e) {
                err.println("assetpay-contract-tests: the report could not be written: " + e.getMessage());
            }
        }
        out.print(Console.text(run, bodies, arguments.flag("verbose"), secrets()));
        return run.outcome().exitStatus();
    }

    private Secrets secrets() {
        return new Secrets(Arrays.asList(secret, arguments.value("control-token"), arguments.value("api-key")));
    }

    private ReportDirectory directory() {
        String path = arguments.value("report");
        if (path == null) {
            return null;
        }
        try {
            return ReportDirectory.at(Path.of(path));
        } catch (IOException | InvalidPathException e) {
            throw new UsageError("--report: nothing can be written to " + path + " (" + e.getMessage() + ")");
        }
    }

    private Set<String> expectedFailures() {
        String file = arguments.value("expected-failures");
        Set<String> ids = new TreeSet<>();
        if (file != null) {
            for (String line : TextFile.read(file, "expected-failures").split("\\R")) {
                String id = line.replaceFirst("#.*", "").trim();
                if (!id.isEmpty()) {
                    ids.addAll(expectedFailure(id, file));
                }
            }
        }
        return ids;
    }

    private void tellUnasked(Set<String> expectedFailures, OpenPlan plan) {
        Set<String> unasked = new TreeSet<>(expectedFailures);
        plan.plan().checks().forEach(check -> unasked.remove(check.requirement().id()));
        if (!unasked.isEmpty()) {
            err.println("--expected-failures: not asked in this run: " + String.join(", ", unasked));
        }
    }

    private List<String> expectedFailure(String id, String file) {
        if (!id.contains("-")) {
            throw new UsageError("--expected-failures: " + file + ": '" + id + "' is no id of a requirement");
        }
        try {
            return new Selection(catalogue, List.of(id), List.of()).only();
        } catch (IllegalArgumentException e) {
            throw new UsageError("--expected-failures: " + file + ": " + e.getMessage());
        }
    }

    /** What {@code --only} and {@code --skip} say. */
    Selection selection() {
        return new Selection(catalogue, arguments.values("only"), arguments.values("skip"));
    }

    /** What {@code --allow} says. */
    Set<Effect> allowed() {
        Set<Effect> allowed = EnumSet.noneOf(Effect.class);
        for (String word : arguments.values("allow")) {
            allowed.add(Effect.of(word)
                    .orElseThrow(() -> new UsageError("--allow: there is no effect '" + word + "'; there are "
                            + Arrays.stream(Effect.values()).map(Effect::word).collect(Collectors.joining(", ")))));
        }
        return allowed;
    }

    /** Whether both of two options that belong together are given; neither may be. */
    boolean both(String one, String other) {
        boolean given = arguments.value(one) != null;
        if (given != (arguments.value(other) != null)) {
            throw new UsageError("--" + one + " and --" + other + " belong together: give both");
        }
        return given;
    }

    /** The API secret, from wherever it is given; null when it is not. */
    String secret() {
        secret = readSecret();
        return secret;
    }

    private String readSecret() {
        String file = arguments.value("api-secret-file");
        if (file == null) {
            return arguments.value("api-secret");
        }
        if (arguments.value("api-secret") != null) {
            throw new UsageError("give either --api-secret or --api-secret-file");
        }
        String text = TextFile.read(file, "api-secret-file");
        String cut = InvisibleEnds.cutFrom(text);
        if (!cut.equals(text)) {
            err.println("--api-secret-file: the file " + InvisibleEnds.told(text)
                    + ", which is no part of the secret: dropped");
        }
        return cut;
    }

    /** @throws UsageError unless it is one */
    Duration duration(String option) {
        Matcher matcher = DURATION.matcher(arguments.value(option));
        if (!matcher.matches()) {
            throw new UsageError("--" + option + " must be a duration such as 500ms, 3s or 1min, not '"
                    + arguments.value(option) + "'");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new UsageError("--" + option + " must be longer than nothing and at most 10min");
        }
        return duration;
    }
}
