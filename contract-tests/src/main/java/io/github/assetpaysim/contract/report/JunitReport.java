package io.github.assetpaysim.contract.report;

import io.github.assetpaysim.contract.plan.Outcome;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Verdict;
import java.util.Locale;

/**
 * A run as {@code junit.xml}, which build servers show. What fails the run is a failure there; an expected failure, and what was not
 * judged, is skipped; a warning passes and says so in its output.
 */
final class JunitReport {
    private final Secrets secrets;

    private JunitReport(Secrets secrets) {
        this.secrets = secrets;
    }

    static String of(RunReport run, Secrets secrets) {
        return new JunitReport(secrets).of(run);
    }

    private String of(RunReport run) {
        Outcome outcome = run.outcome();
        long failures = outcome.results().stream().filter(outcome::fails).count();
        long skipped = outcome.results().stream()
                .filter(result -> !outcome.fails(result) && isSkipped(result, outcome))
                .count();
        String counts = attribute("tests", String.valueOf(outcome.results().size()))
                + attribute("failures", String.valueOf(failures))
                + attribute("errors", "0")
                + attribute("skipped", String.valueOf(skipped))
                + attribute("time", seconds(run.millis()));
        String name = attribute("name", "assetpay-contract-tests " + run.plan());
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuites").append(name).append(counts).append(">\n");
        xml.append("  <testsuite").append(name).append(counts);
        xml.append(attribute("timestamp", run.started().toString().replaceFirst("(\\.\\d+)?Z$", "")));
        xml.append(">\n");
        outcome.results().forEach(result -> xml.append(testCase(run.plan(), result, outcome)));
        run.ordinaryPaths()
                .forEach(path -> xml.append("    <system-out>")
                        .append(escaped(path.name() + "\n"
                                + String.join("\n", path.evidence().lines())))
                        .append("</system-out>\n"));
        return xml.append("  </testsuite>\n</testsuites>\n").toString();
    }

    private static boolean isSkipped(Result result, Outcome outcome) {
        return !result.verdict().judged() || outcome.asExpected(result);
    }

    private String testCase(String plan, Result result, Outcome outcome) {
        String head = "    <testcase"
                + attribute("classname", plan + "." + result.requirement().group())
                + attribute("name", result.id() + " " + result.requirement().sentence())
                + attribute("time", seconds(result.millis()));
        String inside = inside(result, outcome);
        return inside.isEmpty() ? head + "/>\n" : head + ">\n      " + inside + "\n    </testcase>\n";
    }

    private String inside(Result result, Outcome outcome) {
        String message = result.verdict()
                + (result.reason() == null ? "" : ": " + result.reason())
                + (result.cause() == null ? "" : " (likely cause: " + result.cause() + ")");
        if (outcome.fails(result)) {
            String why = result.verdict() == Verdict.PASS ? "an expected failure holds" : message;
            return "<failure" + attribute("message", why)
                    + attribute("type", result.verdict().name()) + ">"
                    + escaped(String.join("\n", result.evidence().lines())) + "</failure>";
        }
        if (isSkipped(result, outcome)) {
            return "<skipped" + attribute("message", outcome.asExpected(result) ? "expected " + message : message)
                    + "/>";
        }
        return result.verdict() == Verdict.WARNING ? "<system-out>" + escaped(message) + "</system-out>" : "";
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }

    private String attribute(String name, String value) {
        return " " + name + "=\"" + escaped(value) + "\"";
    }

    /** Text of XML 1.0, which has no way to write most control characters. */
    private String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        secrets.masked(text).codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append("&#10;");
                default -> escaped.appendCodePoint(isAllowed(c) ? c : '?');
            }
        });
        return escaped.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }
}
