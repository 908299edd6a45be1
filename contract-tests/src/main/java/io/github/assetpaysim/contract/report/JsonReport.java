package io.github.assetpaysim.contract.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.Evidence;
import io.github.assetpaysim.contract.plan.Outcome;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.SentCallback;
import io.github.assetpaysim.contract.plan.Verdict;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** A run as {@code report.json}. */
final class JsonReport {
    private JsonReport() {}

    static ObjectNode of(RunReport run) {
        Outcome outcome = run.outcome();
        ObjectNode report = Json.object()
                .put("version", run.version())
                .put("plan", run.plan())
                .put("target", run.target().toString())
                .put("started", run.started().toString())
                .put("durationMillis", run.millis())
                .put("exitStatus", outcome.exitStatus());
        ObjectNode summary = report.putObject("summary");
        for (Verdict verdict : Verdict.values()) {
            summary.put(verdict.name().toLowerCase(Locale.ROOT), outcome.count(verdict));
        }
        ArrayNode facts = report.putArray("facts");
        run.facts().forEach(facts::add);
        ArrayNode ordinaryPaths = report.putArray("ordinaryPaths");
        run.ordinaryPaths()
                .forEach(path ->
                        ordinaryPaths.addObject().put("name", path.name()).set("evidence", evidence(path.evidence())));
        ArrayNode checks = report.putArray("checks");
        outcome.results().forEach(result -> checks.add(check(result, outcome)));
        if (run.shapes() != null) {
            report.set("shapes", run.shapes());
        }
        return report;
    }

    private static ObjectNode check(Result result, Outcome outcome) {
        ObjectNode check = Json.object()
                .put("requirement", result.id())
                .put("group", result.requirement().group())
                .put("level", result.requirement().level().name())
                .put("title", result.requirement().sentence())
                .put("source", result.requirement().source())
                .put("verdict", result.verdict().name());
        putIfThere(check, "reason", result.reason());
        putIfThere(check, "expected", result.expected());
        putIfThere(check, "came", result.came());
        putIfThere(check, "cause", result.cause());
        if (outcome.expectedFailures().contains(result.id())) {
            check.put("expectedFailure", true);
        }
        check.put("durationMillis", result.millis());
        check.set("evidence", evidence(result.evidence()));
        return check;
    }

    private static ObjectNode evidence(Evidence seen) {
        ObjectNode evidence = Json.object();
        putIfThere(evidence, "see", seen.see());
        ArrayNode lines = evidence.putArray("lines");
        seen.lines().forEach(lines::add);
        ArrayNode callbacks = evidence.putArray("callbacks");
        seen.callbacks().forEach(callback -> callbacks.add(callback(callback)));
        if (seen.repeat() != null) {
            evidence.put("repeat", seen.repeat().id());
        }
        return evidence;
    }

    private static ObjectNode callback(SentCallback unmasked) {
        SentCallback sent = Secrets.masked(unmasked);
        ObjectNode callback = Json.object()
                .put("id", sent.id())
                .put("tradeId", sent.tradeId())
                .put("event", sent.event());
        putIfThere(callback, "fault", sent.fault());
        putIfThere(callback, "url", sent.url() == null ? null : sent.url().toString());
        callback.set("headers", headers(sent.headers()));
        putIfThere(
                callback,
                "bodyBase64",
                sent.body() == null ? null : Base64.getEncoder().encodeToString(sent.body()));
        ArrayNode answers = callback.putArray("answers");
        for (SentCallback.Answer given : sent.answers()) {
            ObjectNode answer = answers.addObject();
            if (!given.headers().equals(sent.headers())) {
                answer.set("sentHeaders", headers(given.headers()));
            }
            if (given.status() != null) {
                answer.put("status", given.status());
            }
            putIfThere(answer, "error", given.error());
            answer.put("millis", given.millis());
            putIfThere(answer, "body", given.body());
        }
        return callback;
    }

    private static ObjectNode headers(Map<String, String> sent) {
        ObjectNode headers = Json.object();
        sent.forEach(headers::put);
        return headers;
    }

    private static void putIfThere(ObjectNode object, String name, String value) {
        if (value != null) {
            object.put(name, value);
        }
    }
}
