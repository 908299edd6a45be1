package io.github.assetpaysim.contract.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.plan.Evidence;
import io.github.assetpaysim.contract.plan.Outcome;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.SentCallback;
import io.github.assetpaysim.contract.plan.Verdict;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final String SECRET = "tell+nobody";

    private static String html(RunReport run) {
        return HtmlReport.of(run, new Secrets(List.of(SECRET)));
    }

    private static String html(SentCallback callback, String came) {
        Evidence evidence = new Evidence(null, List.of("step " + came), List.of(callback), callback);
        RunReport run = Runs.mixed();
        Result violated = new Result(
                run.outcome().results().get(2).requirement(),
                Verdict.FAIL,
                false,
                came,
                "one",
                came,
                came,
                1,
                evidence);
        return html(new RunReport(
                "1",
                "merchant",
                URI.create("http://u:p4ssw0rd@m/"),
                run.started(),
                1,
                List.of(came),
                List.of(),
                new Outcome(List.of(violated), Set.of()),
                null));
    }

    private static SentCallback callback(String body, Map<String, String> headers, String answer) {
        return new SentCallback(
                "c-1",
                "t-1",
                "HOLD",
                null,
                true,
                URI.create("http://user:p4ssw0rd@shop/callback?access_token=4cc355"),
                headers,
                body.getBytes(UTF_8),
                List.of(new SentCallback.Answer("REFUSED_STATUS", headers, 500, null, 7, answer)));
    }

    @Test
    void what_fails_comes_before_warnings_and_those_before_what_was_not_judged_and_that_before_what_passes() {
        String html = html(Runs.mixed());

        assertThat(html)
                .contains("<h1>Something does not hold that must</h1>")
                .containsSubsequence(
                        "<h2>Failed (1)</h2>",
                        "id=\"ONCE-02\"",
                        "<dt>Expected</dt><dd>one &lt;credit&gt;</dd>",
                        "<dt>Came</dt><dd>two &amp; more</dd>",
                        "<dt>Likely cause</dt><dd class=\"cause\">credited at the &lt;second&gt; copy</dd>",
                        "<li>trade t-1: complete</li>",
                        "COMPLETED</b> (duplicate): 500, no answer (connection refused)",
                        "head -c 56 &lt;&lt;&#39;BODY&#39; | curl -i -X POST",
                        "Holds though it was expected to fail (1)",
                        "id=\"CB-02\"",
                        "<h2>Warnings (1)</h2>",
                        "id=\"LATE-01\"",
                        "Violated as expected (1)",
                        "id=\"ONCE-03\"",
                        "href=\"#ordinary-deposit\"",
                        "<h2>Not judged (3)</h2>",
                        "no simulator",
                        "id=\"SIG-01\"",
                        "id=\"SIG-02\"",
                        "no probe",
                        "id=\"SIG-03\"",
                        "<h2>Passed (1)</h2>",
                        "id=\"CB-01\"",
                        "id=\"ordinary-deposit\"",
                        "<li>user 7 deposits</li>");
    }

    @Test
    void every_requirement_stands_once_and_has_its_place_in_the_overview() {
        String html = html(Runs.mixed());

        assertThat(Runs.mixed().outcome().results())
                .extracting(Result::id)
                .allSatisfy(id -> assertThat(html)
                        .containsOnlyOnce(" id=\"" + id + "\"")
                        .containsOnlyOnce("href=\"#" + id + "\""));
    }

    @Test
    void it_needs_no_other_file_and_no_network() {
        assertThat(html(Runs.mixed()))
                .contains("default-src 'none'")
                .doesNotContain("{{", "<link", "src=", "@import", "url(");
    }

    @Test
    void whatever_comes_from_outside_is_text() {
        String script = "</pre><script>alert('x')</script>\u0001\"'{{sentence}}";

        String html = html(callback("{\"name\":" + "\"<script>\"}", Map.of(script, script), script), script);

        assertThat(html)
                .contains("&lt;/pre&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;?&quot;&#39;{{sentence}}")
                .contains("&quot;name&quot; : &quot;&lt;script&gt;&quot;")
                .containsOnlyOnce("<script>");
    }

    @Test
    void neighbours_that_look_the_same_stand_in_one_line() {
        SentCallback hold = callback("t-1", "HOLD");
        SentCallback completed = callback("t-1", "COMPLETED");

        assertThat(html(Runs.violated("", hold, hold, completed, hold)))
                .containsSubsequence(
                        "<li><b>HOLD</b> × 2: 500</li>", "<li><b>COMPLETED</b>: 500</li>", "<li><b>HOLD</b>: 500</li>");
    }

    @Test
    void callbacks_of_several_trades_name_their_trade() {
        assertThat(html(Runs.violated("", callback("t-1", "HOLD"), callback("t-2", "HOLD"))))
                .contains("<li><b>HOLD</b> of t-1: 500</li><li><b>HOLD</b> of t-2: 500</li>");
    }

    private static SentCallback callback(String trade, String event) {
        SentCallback callback = callback("{}", Map.of(), "");
        return new SentCallback(
                event + trade,
                trade,
                event,
                null,
                true,
                callback.url(),
                callback.headers(),
                callback.body(),
                callback.answers());
    }

    @Test
    void a_body_that_is_no_JSON_is_shown_as_far_as_it_is_text() {
        assertThat(html(callback("{\"half\": ", Map.of(), ""), ""))
                .contains("<pre tabindex=\"0\">{&quot;half&quot;: </pre>");
        assertThat(html(callback("\u0000", Map.of(), ""), "")).contains("no text, but 1 byte<");
    }

    @Test
    void a_long_body_is_sent_again_from_its_file() {
        String html = html(callback("{\"a\":\"" + "x".repeat(20_000) + "\"}", Map.of(), ""), "");

        assertThat(html).contains("in the directory of this report", "--data-binary @&#39;ONCE-02.body&#39;");
    }

    @Test
    void no_secret_is_shown() {
        Map<String, String> headers = Map.of(
                "Authorization", "Basic dTpw", "cookie", "sid=s3ss10n", "X-Api-Key", "4p1k3y", "X-Plain", "shown");
        String html = html(callback("{\"secret\":\"" + SECRET + "\"}", headers, "I know: " + SECRET), "key=" + SECRET);

        assertThat(html)
                .contains("shown", "***")
                .doesNotContain(SECRET, "p4ssw0rd", "4cc355", "dTpw", "s3ss10n", "4p1k3y");
    }

    @Test
    void a_word_that_only_begins_like_a_secret_stays() {
        assertThat(new Secrets(List.of("hush", "abc")).masked("hushed hush, abc"))
                .isEqualTo("hushed ***, abc");
    }

    @Test
    void a_token_is_shown_without_its_signature() {
        assertThat(Secrets.NONE.masked("eyJh.eyJc.sig.eyJc.sig eyJh.{}.sig bm90.eyJc.sig eyJh.eyJc."))
                .isEqualTo("eyJh.eyJc.*** eyJh.*** bm90.eyJc.*** eyJh.eyJc.");
        assertThat(Secrets.NONE.masked("Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjF9.c2lnbmF0dXJl-_x, then"))
                .isEqualTo("Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjF9.***, then");
    }
}
