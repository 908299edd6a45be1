package io.github.assetpaysim.contract.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportTest {
    private static final RunReport RUN = Runs.mixed();

    @TempDir
    Path directory;

    @Test
    void report_json_says_everything_about_each_check() throws Exception {
        ReportDirectory.at(directory.resolve("new/deep")).write(RUN, Secrets.NONE);

        JsonNode report = Json.read(Files.readAllBytes(directory.resolve("new/deep/report.json")));
        assertThat(report.path("plan").textValue()).isEqualTo("merchant");
        assertThat(report.path("target").textValue()).isEqualTo("http://127.0.0.1:8080");
        assertThat(report.path("exitStatus").intValue()).isEqualTo(1);
        assertThat(report.path("summary").toString())
                .isEqualTo("{\"pass\":2,\"fail\":2,\"warning\":1,\"skipped\":2,\"inconclusive\":1}");
        assertThat(report.at("/ordinaryPaths/0/name").textValue()).isEqualTo("ordinary deposit");
        assertThat(report.at("/ordinaryPaths/0/evidence/callbacks")).hasSize(1);
        assertThat(check(report, "ONCE-03").at("/evidence/see").textValue()).isEqualTo("ordinary deposit");
        JsonNode failed = check(report, "ONCE-02");
        assertThat(names(failed))
                .containsExactly(
                        "requirement",
                        "group",
                        "level",
                        "title",
                        "source",
                        "verdict",
                        "reason",
                        "expected",
                        "came",
                        "cause",
                        "durationMillis",
                        "evidence");
        JsonNode callback = failed.at("/evidence/callbacks/0");
        assertThat(names(callback))
                .containsExactly("id", "tradeId", "event", "fault", "url", "headers", "bodyBase64", "answers");
        assertThat(Base64.getDecoder().decode(callback.path("bodyBase64").textValue()))
                .isEqualTo(Runs.BODY.getBytes(UTF_8));
        assertThat(callback.at("/answers/0/status").intValue()).isEqualTo(500);
        assertThat(callback.at("/headers/Content-Type").textValue()).isEqualTo("application/json");
        assertThat(callback.at("/answers/0").has("sentHeaders"))
                .as("they are the callback's")
                .isFalse();
        assertThat(callback.at("/answers/1/sentHeaders/X-Fresh").textValue()).isEqualTo("2");
        assertThat(callback.at("/answers/1/error").textValue()).isEqualTo("connection refused");
        assertThat(failed.at("/evidence/repeat").textValue()).isEqualTo("c-1");
        assertThat(check(report, "ONCE-03").path("expectedFailure").booleanValue())
                .isTrue();
        assertThat(names(check(report, "CB-01")))
                .containsExactly(
                        "requirement", "group", "level", "title", "source", "verdict", "durationMillis", "evidence");
    }

    private static JsonNode check(JsonNode report, String id) {
        return StreamSupport.stream(report.path("checks").spliterator(), false)
                .filter(check -> check.path("requirement").textValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    @Test
    void junit_xml_is_well_formed_and_its_counts_are_those_of_its_cases() throws Exception {
        Element suites = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        JunitReport.of(RUN, Secrets.NONE).getBytes(UTF_8)))
                .getDocumentElement();

        Element suite = (Element) suites.getElementsByTagName("testsuite").item(0);
        NodeList cases = suite.getElementsByTagName("testcase");
        Map<String, String> inside = new LinkedHashMap<>();
        for (int i = 0; i < cases.getLength(); i++) {
            Element one = (Element) cases.item(i);
            NodeList children = one.getElementsByTagName("*");
            inside.put(
                    one.getAttribute("name").split(" ")[0],
                    children.getLength() == 0 ? "" : children.item(0).getNodeName());
        }
        assertThat(inside)
                .containsExactly(
                        Map.entry("CB-01", ""),
                        Map.entry("CB-02", "failure"),
                        Map.entry("ONCE-02", "failure"),
                        Map.entry("ONCE-03", "skipped"),
                        Map.entry("LATE-01", "system-out"),
                        Map.entry("SIG-01", "skipped"),
                        Map.entry("SIG-02", "skipped"),
                        Map.entry("SIG-03", "skipped"));
        for (Element each : List.of(suites, suite)) {
            assertThat(each.getAttribute("tests")).isEqualTo("8");
            assertThat(each.getAttribute("failures")).isEqualTo("2");
            assertThat(each.getAttribute("skipped")).isEqualTo("4");
            assertThat(each.getAttribute("time")).isEqualTo("5.678");
        }
        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-03-04T10:00:00");
        Element failure = (Element) suite.getElementsByTagName("failure").item(1);
        assertThat(failure.getAttribute("message"))
                .isEqualTo(
                        "FAIL: expected one <credit>, came two & more (likely cause: credited at the <second> copy)");
        assertThat(failure.getTextContent()).isEqualTo("trade t-1: complete\na ? control");
    }

    @Test
    void a_person_reads_only_what_does_not_pass_each_thing_once() {
        String text = Console.text(RUN, Map.of(), false, Secrets.NONE);

        assertThat(text)
                .startsWith("FAIL ONCE-02 COMPLETED that comes several times")
                .contains("  expected: one <credit>\n  came:     two & more\n"
                        + "  likely:   credited at the <second> copy\n  - trade t-1: complete\n  - a \u0001 control\n"
                        + "  - trade t-1 got COMPLETED: 500, no answer (connection refused)\n")
                .contains("to send the callback COMPLETED again (duplicate):\nhead -c ")
                .contains("FAIL, as expected, ONCE-03", "  - see the ordinary deposit\n")
                .containsOnlyOnce("The ordinary deposit:\n  - user 7 deposits\n  - trade t-1 got COMPLETED: 500,")
                .contains("CB-02 was expected to fail, and holds")
                .contains("SKIPPED: no simulator\n  SIG-01, SIG-02\n")
                .contains("The merchant credits everything at COMPLETED.")
                .doesNotContain("CB-01")
                .endsWith("8 requirements in 5.7 s: 2 PASS, 2 FAIL, 1 WARNING, 2 SKIPPED, 1 INCONCLUSIVE;"
                        + " something does not hold that must\n");
    }

    @Test
    void a_person_who_wants_everything_gets_a_table_of_all_requirements_first() {
        assertThat(Console.text(RUN, Map.of(), true, Secrets.NONE))
                .startsWith("PASS          CB-01    MUST     1.2 s  Every callback")
                .contains("\nFAIL          ONCE-02  MUST     1.2 s  COMPLETED that comes several times")
                .contains("\nSKIPPED       SIG-01   MUST     1.2 s  ")
                .contains("\n\nFAIL ONCE-02 COMPLETED that comes several times");
    }

    @Test
    void with_a_report_the_callback_lies_in_a_file_byte_for_byte() throws Exception {
        Map<String, Path> bodies = ReportDirectory.at(directory).write(RUN, Secrets.NONE);

        assertThat(bodies).containsOnlyKeys("ONCE-02");
        assertThat(bodies.get("ONCE-02")).hasBinaryContent(Runs.BODY.getBytes(UTF_8));
        assertThat(Console.text(RUN, bodies, false, Secrets.NONE))
                .contains("--data-binary @'" + directory.resolve("ONCE-02.body") + "'");
    }

    @Test
    void what_never_was_sent_has_no_file() throws Exception {
        Map<String, Path> bodies =
                ReportDirectory.at(directory).write(Runs.violated("came", Runs.callback(null)), Secrets.NONE);

        assertThat(bodies).isEmpty();
    }

    @Test
    void no_secret_stands_in_any_report() throws Exception {
        String secret = "hu<sh";
        RunReport run = Runs.violated(
                "nobody listens at http://u:p4ssw0rd@m/cb?token=t0k3n&a=1 " + secret,
                new SentCallback(
                        "c-1",
                        "t-1",
                        "HOLD",
                        null,
                        true,
                        URI.create("http://u:p4ssw0rd@m/cb?token=t0k3n"),
                        Map.of("Authorization", "Basic dTpw"),
                        new byte[0],
                        List.of(new SentCallback.Answer(
                                "REFUSED_STATUS", Map.of("Authorization", "Basic dTpw"), 500, null, 1, secret))));
        Secrets secrets = new Secrets(List.of(secret));

        ReportDirectory.at(directory).write(run, secrets);

        for (String file : List.of("report.html", "report.json", "junit.xml")) {
            assertThat(Files.readString(directory.resolve(file)))
                    .as(file)
                    .contains("http://***@m/", "***")
                    .doesNotContain(secret, "hu&lt;sh", "p4ssw0rd", "t0k3n", "dTpw");
        }
        assertThat(Console.text(run, Map.of(), true, secrets))
                .contains("nobody listens at http://***@m/cb?token=***&a=1 ***\n", "'http://***@m/cb?token=***' -H")
                .doesNotContain(secret, "p4ssw0rd", "t0k3n", "dTpw");
    }
}
