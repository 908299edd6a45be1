package io.github.assetpaysim.contract.report;

import io.github.assetpaysim.contract.plan.NamedEvidence;
import io.github.assetpaysim.contract.plan.Outcome;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.SentCallback;
import io.github.assetpaysim.contract.plan.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run as a person reads it. */
public final class Console {
    private static final String ROW = "%-12s  %-8s %-6s %5s s  %s";
    private static final String INDENT = "  ";
    private static final int IDS_IN_A_LINE = 10;

    private Console() {}

    private static String line(Result result) {
        return String.format(
                Locale.ROOT,
                ROW,
                result.verdict(),
                result.id(),
                result.requirement().level(),
                seconds(result.millis()),
                result.requirement().sentence());
    }

    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }

    /**
     * What is violated and how to see it again, what was not judged and why, what was found out, and the sum.
     *
     * @param bodies for a violated requirement the file with the body of the callback that shows it
     * @param everything whether a table of all requirements comes first
     * @param secrets that must not stand there
     */
    public static String text(RunReport run, Map<String, Path> bodies, boolean everything, Secrets secrets) {
        Outcome outcome = run.outcome();
        List<String> lines = new ArrayList<>();
        if (everything) {
            outcome.results().forEach(result -> lines.add(line(result)));
        }
        outcome.results().stream()
                .filter(result -> result.verdict().violated())
                .forEach(result -> lines.addAll(violation(result, outcome, bodies.get(result.id()))));
        run.ordinaryPaths().forEach(path -> lines.addAll(steps(path, outcome)));
        outcome.unexpectedlyPassed()
                .forEach(result -> lines.add("\n" + result.id()
                        + " was expected to fail, and holds: take it off the list" + " of expected failures"));
        lines.addAll(unjudged(outcome));
        lines.add("");
        lines.addAll(run.facts());
        lines.add(sum(run));
        return secrets.masked(String.join("\n", lines).stripLeading() + "\n");
    }

    /** What was done on the way that violated requirements are about. */
    private static List<String> steps(NamedEvidence path, Outcome outcome) {
        List<String> lines = new ArrayList<>();
        if (outcome.results().stream()
                .anyMatch(result -> result.verdict().violated()
                        && path.name().equals(result.evidence().see()))) {
            lines.add("\nThe " + path.name() + ":");
            path.evidence().lines().forEach(line -> lines.add(INDENT + "- " + line));
            lines.addAll(answers(path.evidence().callbacks()));
        }
        return lines;
    }

    private static List<String> violation(Result result, Outcome outcome, Path body) {
        List<String> lines = new ArrayList<>();
        lines.add("\n" + result.verdict() + (outcome.asExpected(result) ? ", as expected," : "") + " " + result.id()
                + " " + result.requirement().sentence() + " ("
                + result.requirement().source() + ")");
        lines.add(INDENT + "expected: " + result.expected());
        lines.add(INDENT + "came:     " + result.came());
        if (result.cause() != null) {
            lines.add(INDENT + "likely:   " + result.cause());
        }
        result.evidence().lines().forEach(line -> lines.add(INDENT + "- " + line));
        lines.addAll(answers(result.evidence().callbacks()));
        if (result.evidence().see() != null) {
            lines.add(INDENT + "- see the " + result.evidence().see());
        }
        if (result.evidence().repeat() != null && result.evidence().repeat().body() != null) {
            SentCallback repeat = Secrets.masked(result.evidence().repeat());
            lines.add(INDENT + "to send the callback " + repeat.event() + " again"
                    + (repeat.fault() == null ? "" : " (" + repeat.fault() + ")") + ":");
            lines.add(body == null ? Repetition.inline(repeat) : Repetition.ofFile(repeat, body.toString()));
        }
        return lines;
    }

    /** What was answered to the callbacks of each trade, in one line. */
    private static List<String> answers(List<SentCallback> callbacks) {
        Map<String, List<String>> ofTrades = new LinkedHashMap<>();
        callbacks.forEach(callback -> ofTrades.computeIfAbsent(callback.tradeId(), trade -> new ArrayList<>())
                .add(callback.event() + ": " + callback.answered()));
        List<String> lines = new ArrayList<>();
        ofTrades.forEach(
                (trade, answers) -> lines.add(INDENT + "- trade " + trade + " got " + String.join("; ", answers)));
        return lines;
    }

    /** Each reason once, with everything that it kept from being judged. */
    static Map<String, List<Result>> byReason(Outcome outcome) {
        Map<String, List<Result>> byReason = new LinkedHashMap<>();
        outcome.results().stream()
                .filter(result -> !result.verdict().judged())
                .forEach(result -> byReason.computeIfAbsent(
                                result.verdict() + ": " + result.reason(), reason -> new ArrayList<>())
                        .add(result));
        return byReason;
    }

    private static List<String> unjudged(Outcome outcome) {
        List<String> lines = new ArrayList<>();
        byReason(outcome).forEach((reason, results) -> {
            List<String> ids = results.stream().map(Result::id).toList();
            lines.add("\n" + reason);
            for (int i = 0; i < ids.size(); i += IDS_IN_A_LINE) {
                boolean goesOn = i + IDS_IN_A_LINE < ids.size();
                lines.add(INDENT
                        + String.join(", ", ids.subList(i, Math.min(ids.size(), i + IDS_IN_A_LINE)))
                        + (goesOn ? "," : ""));
            }
        });
        return lines;
    }

    /** The whole run in one line. */
    static String sum(RunReport run) {
        Outcome outcome = run.outcome();
        List<String> counts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            if (outcome.count(verdict) > 0) {
                counts.add(outcome.count(verdict) + " " + verdict);
            }
        }
        return counted(outcome.results().size()) + " in " + seconds(run.millis()) + " s: " + String.join(", ", counts)
                + "; " + end(outcome);
    }

    /** What it comes to. */
    static String end(Outcome outcome) {
        return switch (outcome.exitStatus()) {
            case Outcome.HOLDS -> "everything that must hold does";
            case Outcome.FAILED ->
                outcome.results().stream().anyMatch(result -> result.verdict() == Verdict.FAIL && outcome.fails(result))
                        ? "something does not hold that must"
                        : "something holds that was expected to fail";
            default ->
                outcome.nothingChecked()
                        ? "nothing was checked"
                        : counted(outcome.open().size()) + " that must hold could not be judged";
        };
    }

    static String counted(int requirements) {
        return requirements + (requirements == 1 ? " requirement" : " requirements");
    }
}
