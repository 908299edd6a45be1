package io.github.assetpaysim.contract.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.Evidence;
import io.github.assetpaysim.contract.plan.NamedEvidence;
import io.github.assetpaysim.contract.plan.Outcome;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.SentCallback;
import io.github.assetpaysim.contract.plan.Verdict;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** A run as {@code report.html}, one file that needs no other and no network. How it looks stands in the template. */
final class HtmlReport {
    private static final DateTimeFormatter STARTED = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    /** A longer body makes a command that no terminal takes well; it lies in a file of its own. */
    private static final int LONGEST_INLINE = 16_000;

    private final RunReport run;
    private final Outcome outcome;

    private HtmlReport(RunReport run) {
        this.run = run;
        this.outcome = run.outcome();
    }

    static String of(RunReport run, Secrets secrets) {
        return Template.filled("report.html", secrets.masked(new HtmlReport(run).values()));
    }

    private ObjectNode values() {
        String end = Console.end(outcome);
        ObjectNode values = Json.object()
                .put("verdict", end.substring(0, 1).toUpperCase(Locale.ROOT) + end.substring(1))
                .put("outcome", outcome())
                .put("checks", Console.counted(outcome.results().size()))
                .put("plan", run.plan())
                .put("target", run.target().toString())
                .put("seconds", Console.seconds(run.millis()))
                .put("started", run.started().toString())
                .put("startedShown", STARTED.format(run.started()))
                .put("version", run.version())
                .put("exitStatus", outcome.exitStatus());
        for (Verdict verdict : Verdict.values()) {
            if (outcome.count(verdict) > 0) {
                verdict(values.withArray("counts").addObject(), verdict).put("count", outcome.count(verdict));
            }
        }
        run.facts().forEach(values.withArray("facts")::add);
        outcome.results().forEach(result -> requirement(values.withArray("map").addObject(), result));
        outcome.results().stream()
                .map(result -> result.requirement().group())
                .distinct()
                .forEach(values.withArray("groups")::add);
        List<Result> surprises = outcome.unexpectedlyPassed();
        violations(values, "Failed", result -> result.verdict() == Verdict.FAIL && !outcome.asExpected(result));
        violations(values, "Holds though it was expected to fail", surprises::contains);
        violations(values, "Warnings", result -> result.verdict() == Verdict.WARNING && !outcome.asExpected(result));
        violations(values, "Violated as expected", outcome::asExpected);
        unjudged(values);
        list(values, "passes", result -> result.verdict() == Verdict.PASS && !surprises.contains(result));
        run.ordinaryPaths()
                .forEach(path -> ordinaryPath(values.withArray("ordinaryPaths").addObject(), path));
        return values;
    }

    private String outcome() {
        return switch (outcome.exitStatus()) {
            case Outcome.HOLDS -> "holds";
            case Outcome.FAILED -> "failed";
            default -> "open";
        };
    }

    private static ObjectNode verdict(ObjectNode node, Verdict verdict) {
        return node.put("verdict", verdict.name()).put("class", verdict.name().toLowerCase(Locale.ROOT));
    }

    private ObjectNode requirement(ObjectNode node, Result result) {
        return verdict(node, result.verdict())
                .put("sign", sign(result.verdict()))
                .put("id", result.id())
                .put("group", result.requirement().group())
                .put("level", result.requirement().level().name())
                .put("sentence", result.requirement().sentence());
    }

    private static String sign(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "✓";
            case FAIL -> "✗";
            case WARNING -> "!";
            case SKIPPED -> "–";
            case INCONCLUSIVE -> "?";
        };
    }

    private void violations(ObjectNode values, String title, Predicate<Result> which) {
        List<Result> results = outcome.results().stream().filter(which).toList();
        if (!results.isEmpty()) {
            ObjectNode section =
                    values.withArray("violations").addObject().put("title", title + " (" + results.size() + ")");
            results.forEach(result -> violation(section.withArray("results").addObject(), result));
        }
    }

    private void violation(ObjectNode node, Result result) {
        requirement(node, result)
                .put("basis", result.requirement().documented() ? "documented" : "inferred")
                .put("source", result.requirement().source())
                .put("reason", result.requirement().reason())
                .put("seconds", Console.seconds(result.millis()))
                .put("expected", result.expected())
                .put("came", result.came())
                .put("cause", result.cause());
        node.put(
                "note",
                result.verdict() == Verdict.PASS
                        ? "It was expected to fail, and holds: take it off the list of expected failures."
                        : null);
        Evidence evidence = result.evidence();
        node.put("hasSteps", evidence.see() == null && evidence.lines().isEmpty() ? "" : "yes");
        if (evidence.see() != null) {
            node.putObject("see").put("name", evidence.see()).put("anchor", anchor(evidence.see()));
        }
        evidence.lines().forEach(node.putArray("lines")::add);
        if (!evidence.callbacks().isEmpty()) {
            callbacks(node.putObject("others").putArray("list"), evidence.callbacks());
        }
        if (evidence.repeat() != null && evidence.repeat().body() != null) {
            repeat(node.putObject("repeat"), Secrets.masked(evidence.repeat()), result.id() + ReportDirectory.BODY);
        }
    }

    /** Neighbours that look the same in one line; where there are several trades, with the trade. */
    private static void callbacks(ArrayNode list, List<SentCallback> callbacks) {
        boolean several =
                callbacks.stream().map(SentCallback::tradeId).distinct().count() > 1;
        ObjectNode last = null;
        int times = 0;
        for (SentCallback callback : callbacks) {
            ObjectNode node = callback(Json.object(), callback).put("trade", several ? callback.tradeId() : null);
            times = node.equals(last) ? times + 1 : 1;
            if (times > 1) {
                list.remove(list.size() - 1);
            }
            list.add(node.deepCopy().put("times", times == 1 ? "" : " × " + times));
            last = node;
        }
    }

    private static ObjectNode callback(ObjectNode node, SentCallback callback) {
        return node.put("event", callback.event())
                .put("fault", callback.fault())
                .put("answered", callback.answered());
    }

    private static void repeat(ObjectNode node, SentCallback sent, String file) {
        boolean inline = sent.body().length <= LONGEST_INLINE;
        callback(node, sent)
                .put("url", String.valueOf(sent.url()))
                .put("body", shown(sent.body()))
                .put("file", inline ? "" : file)
                .put("command", inline ? Repetition.inline(sent) : Repetition.ofFile(sent, file));
        ArrayNode headers = node.putArray("headers");
        sent.headers()
                .forEach((name, value) -> headers.addObject().put("name", name).put("value", value));
        ArrayNode answers = node.putArray("answers");
        for (SentCallback.Answer answer : sent.answers()) {
            answers.addObject()
                    .put("told", answer.toString())
                    .put("millis", answer.millis())
                    .put("body", answer.body() == null ? "" : answer.body());
        }
    }

    private static String shown(byte[] body) {
        try {
            return Json.pretty(Json.read(body));
        } catch (IOException | RuntimeException e) {
            String text = Repetition.text(body);
            return text == null ? "no text, but " + body.length + (body.length == 1 ? " byte" : " bytes") : text;
        }
    }

    private static String anchor(String name) {
        return name.replace(' ', '-');
    }

    private void unjudged(ObjectNode values) {
        List<Result> results = outcome.results().stream()
                .filter(result -> !result.verdict().judged())
                .toList();
        if (results.isEmpty()) {
            return;
        }
        ObjectNode section = values.putObject("unjudged").put("count", results.size());
        Console.byReason(outcome).forEach((reason, all) -> {
            ObjectNode node =
                    verdict(section.withArray("reasons").addObject(), all.get(0).verdict());
            node.put("reason", all.get(0).reason());
            all.forEach(result -> requirement(node.withArray("results").addObject(), result));
        });
    }

    private void list(ObjectNode values, String name, Predicate<Result> which) {
        List<Result> results = outcome.results().stream().filter(which).toList();
        if (!results.isEmpty()) {
            ObjectNode section = values.putObject(name).put("count", results.size());
            results.forEach(result -> requirement(section.withArray("results").addObject(), result));
        }
    }

    private static void ordinaryPath(ObjectNode node, NamedEvidence path) {
        node.put("name", path.name()).put("anchor", anchor(path.name()));
        path.evidence().lines().forEach(node.putArray("lines")::add);
        callbacks(node.putArray("callbacks"), path.evidence().callbacks());
    }
}
