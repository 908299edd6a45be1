package io.github.assetpaysim.contract.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.assetpaysim.contract.plan.Evidence;
import io.github.assetpaysim.contract.plan.NamedEvidence;
import io.github.assetpaysim.contract.plan.Outcome;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.SentCallback;
import io.github.assetpaysim.contract.plan.Verdict;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finished runs to report on. */
final class Runs {
    static final String BODY = "{\"payload\":{\"name\":\"★ it's <5 & \\\"sharp\\\" $HOME `x`\"}}";

    private Runs() {}

    static SentCallback callback(byte[] body) {
        Map<String, String> headers = Map.of("Content-Type", "application/json");
        return new SentCallback(
                "c-1",
                "t-1",
                "COMPLETED",
                "duplicate",
                true,
                URI.create("http://127.0.0.1:3000/it's?a=1&b=2"),
                headers,
                body,
                List.of(
                        new SentCallback.Answer("REFUSED_STATUS", headers, 500, null, 12, "no \u0000 good ]]> <b>"),
                        new SentCallback.Answer(
                                "CONNECTION_REFUSED", Map.of("X-Fresh", "2"), null, "connection refused", 1, null)));
    }

    private static Result result(String id, Verdict verdict, String reason, Evidence evidence) {
        boolean violated = verdict.violated();
        return new Result(
                Requirements.named(id),
                verdict,
                false,
                reason,
                violated ? "one <credit>" : null,
                violated ? "two & more" : null,
                id.equals("ONCE-02") ? "credited at the <second> copy" : null,
                1234,
                evidence);
    }

    /** One of each verdict, an expected failure, and an expected failure that holds. */
    static RunReport mixed() {
        Evidence nothing = new Evidence(null, List.of(), List.of(), null);
        Evidence looks = new Evidence("ordinary deposit", List.of(), List.of(), null);
        SentCallback callback = callback(BODY.getBytes(UTF_8));
        Evidence evidence =
                new Evidence(null, List.of("trade t-1: complete", "a \u0001 control"), List.of(callback), callback);
        List<Result> results = List.of(
                result("CB-01", Verdict.PASS, null, nothing),
                result("CB-02", Verdict.PASS, null, nothing),
                result("ONCE-02", Verdict.FAIL, "expected one <credit>, came two & more", evidence),
                result("ONCE-03", Verdict.FAIL, "expected one <credit>, came two & more", looks),
                result("LATE-01", Verdict.WARNING, "expected one <credit>, came two & more", nothing),
                result("SIG-01", Verdict.SKIPPED, "no simulator", nothing),
                result("SIG-02", Verdict.SKIPPED, "no simulator", nothing),
                result("SIG-03", Verdict.INCONCLUSIVE, "no probe", nothing));
        return new RunReport(
                "1.2.3",
                "merchant",
                URI.create("http://127.0.0.1:8080"),
                Instant.parse("2026-03-04T10:00:00.123Z"),
                5678,
                List.of("The merchant credits everything at COMPLETED."),
                List.of(new NamedEvidence(
                        "ordinary deposit", new Evidence(null, List.of("user 7 deposits"), List.of(callback), null))),
                new Outcome(results, Set.of("ONCE-03", "CB-02")),
                null);
    }

    /** A run of one violated requirement. */
    static RunReport violated(String came, SentCallback... callbacks) {
        Evidence evidence =
                new Evidence(null, List.of(came), List.of(callbacks), callbacks.length == 0 ? null : callbacks[0]);
        RunReport run = mixed();
        return new RunReport(
                run.version(),
                run.plan(),
                URI.create("http://u:p4ssw0rd@m/"),
                run.started(),
                1,
                List.of(came),
                List.of(),
                new Outcome(
                        List.of(new Result(
                                Requirements.named("ONCE-02"),
                                Verdict.FAIL,
                                false,
                                came,
                                "one",
                                came,
                                came,
                                1,
                                evidence)),
                        Set.of()),
                null);
    }
}
