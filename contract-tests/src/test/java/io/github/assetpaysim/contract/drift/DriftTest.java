package io.github.assetpaysim.contract.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {
    private static final Map<String, List<String>> NONE = Map.of();
    private static final Map<String, List<String>> REQUEST_ID = Map.of("x-request-id", List.of("1"));

    private static Drift drift(Runs before, Runs after) {
        return Drift.between(before.read("A"), after.read("B"));
    }

    private static List<String> shapes(Runs before, Runs after) {
        return drift(before, after).shapes().stream()
                .map(each -> each.place() + " | " + each.what() + " | " + each.before() + " | " + each.after())
                .toList();
    }

    /** {@code x} stands for an answer with the member x, {@code -} for one without; the number is how often it came. */
    private static Runs of(String answers) {
        Runs run = Runs.run();
        for (String each : answers.split(" ")) {
            int times = Integer.parseInt(each.substring(1));
            run.answers(times, each.charAt(0) == 'x' ? "{\"a\":1,\"x\":1}" : "{\"a\":1}");
        }
        return run;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            x3,      -1,      number; always (3 of 3) -> not there
            x1,      -3,
            x2,      -1,
            x2,      -10,     number; always (2 of 2) -> not there
            -1,      x3,      not there -> number; always (3 of 3)
            -3,      x1,
            -30,     x1,      not there -> number; always (1 of 1)
            x5 -5,   -3,
            x5 -5,   -12,     number; optional (5 of 10) -> not there
            -12,     x5 -5,   not there -> number; optional (5 of 10)
            -3,      x1 -9,
            x2,      x1 -1,
            x3,      x9 -1,
            x8,      x5 -5,   number; always (8 of 8) -> number; optional (5 of 10)
            x20,     x19 -1,  number; always (20 of 20) -> number; optional (19 of 20)
            x19 -1,  x20,
            x5 -5,   x12,     number; optional (5 of 10) -> number; always (12 of 12)
            x5 -5,   x4 -6,
            """)
    void a_member_drifts_when_chance_does_not_explain_it(String before, String after, String expected) {
        assertThat(shapes(of(before), of(after)))
                .isEqualTo(
                        expected == null
                                ? List.of()
                                : List.of("GET /x 200 | x | "
                                        + expected.replace(';', ',').replace(" -> ", " | ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1      | 2.50   |
            1      | "1"    | number -> string
            1      | {}     | number -> object
            true   | 1      | boolean -> number
            [1]    | []     |
            [1]    | ["1"]  | number -> string
            null   | 1      |
            """)
    void a_type_drifts_when_none_of_its_values_had_it_before(String before, String after, String expected) {
        List<String> found = shapes(
                Runs.run().answers(1, "{\"x\":" + before + "}"), Runs.run().answers(1, "{\"x\":" + after + "}"));

        if (expected == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).singleElement().asString().endsWith(expected.replace(" -> ", " | "));
        }
    }

    @Test
    void a_null_among_many_values_is_new() {
        Runs before = Runs.run().answers(30, "{\"x\":1}");
        Runs after = Runs.run().answers(29, "{\"x\":1}").answers(1, "{\"x\":null}");

        assertThat(shapes(before, after)).containsExactly("GET /x 200 | x as null | never in 30 | 1 of 30");
    }

    @Test
    void what_lies_in_a_member_that_has_gone_is_not_told_again() {
        assertThat(shapes(
                        Runs.run().answers(3, "{\"x\":{\"y\":{\"z\":1}}}"),
                        Runs.run().answers(3, "{\"w\":1}")))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("GET /x 200 | x | object, always"));
    }

    @Test
    void another_success_drifts_and_another_refusal_once_it_would_have_been_seen() {
        Runs once = Runs.run().answers(1, "200", NONE, "{}");
        Runs often = Runs.run().answers(40, "200", NONE, "{}");

        assertThat(shapes(once, Runs.run().answers(1, "201", NONE, "{}")))
                .containsExactly("GET /x | success | 200 | 201");
        Runs failing = Runs.run().answers(1, "200", NONE, "{}").answers(1, "500", NONE, "{}");
        assertThat(shapes(once, failing)).isEmpty();
        assertThat(shapes(often, failing)).containsExactly("GET /x | status 500 | never in 40 | 1 of 2");
    }

    @Test
    void a_status_that_only_comes_with_a_check_that_was_skipped_before_is_no_drift() {
        Runs before = Runs.run().verdict("A-1", "SKIPPED").answers(40, "200", NONE, "{}");
        Runs after =
                Runs.run().verdict("A-1", "PASS").answers(40, "200", NONE, "{}").answers(40, "409", NONE, "{}");

        assertThat(shapes(before, after)).isEmpty();
        assertThat(shapes(after, before)).isEmpty();
    }

    @Test
    void headers_and_content_types_drift() {
        Map<String, List<String>> html = Map.of("content-type", List.of("text/html"));
        Map<String, List<String>> json = Map.of("content-type", List.of("application/json"));

        assertThat(shapes(
                        Runs.run().answers(5, "200", REQUEST_ID, "{}"),
                        Runs.run().answers(5, "200", NONE, "{}")))
                .containsExactly("GET /x 200 | header x-request-id | string, always (5 of 5) | not there");
        assertThat(shapes(Runs.run().answers(1, "200", json, "{}"), Runs.run().answers(1, "200", html, "{}")))
                .containsExactly("GET /x 200 | content type | application/json | text/html");
    }

    @Test
    void an_operation_that_was_asked_in_one_run_only_is_a_note() {
        Drift drift = drift(Runs.run().answers(50, "{}"), Runs.run());

        assertThat(drift.isThere()).isFalse();
        assertThat(drift.notes()).containsExactly("Seen in one run only, which says nothing: GET /x.");
    }

    @ParameterizedTest
    @CsvSource({
        "PASS, PASS, false",
        "PASS, FAIL, true",
        "FAIL, PASS, true",
        "PASS, WARNING, true",
        "PASS, INCONCLUSIVE, true",
        "PASS, SKIPPED, false",
        "SKIPPED, FAIL, false",
        "SKIPPED, SKIPPED, false"
    })
    void verdicts_drift_where_both_runs_tried(String before, String after, boolean drifts) {
        Drift drift = drift(Runs.run().verdict("A-1", before), Runs.run().verdict("A-1", after));

        assertThat(drift.isThere()).isEqualTo(drifts);
        assertThat(drift.notes().isEmpty()).isEqualTo(before.equals(after) || drifts);
    }

    @Test
    void reports_without_shapes_are_compared_by_verdicts_and_that_is_said() {
        Report without = Report.read("old", "{\"version\":\"1\",\"plan\":\"api\",\"checks\":[]}");

        assertThat(Drift.between(without, Runs.run().answers(9, "{}").read("B")))
                .isEqualTo(new Drift(
                        List.of(),
                        List.of(),
                        List.of("old has no shapes (plan api, kit 1): only verdicts were compared.")));
    }

    @Test
    void reports_of_different_plans_are_not_compared() {
        Report merchant = Report.read("M", "{\"version\":\"1\",\"plan\":\"merchant\",\"checks\":[]}");

        assertThatThrownBy(() -> Drift.between(merchant, Runs.run().read("B")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("M is about the plan merchant", "B about api");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            nothing                                                                                   | is no JSON
            []                                                                                        | is no report.json of this kit
            {"plan":"api"}                                                                            | 'checks'
            {"plan":"api","checks":{}}                                                                | an array was expected
            {"plan":"api","version":"1","checks":[{"requirement":"A","verdict":"GOOD","title":""}]}   | GOOD
            {"plan":7,"version":"1","checks":[]}                                                      | 'plan' must be a text
            {"plan":"api","version":"1","checks":[],"shapes":[{"about":"x"}]}                         | 'seen'
            """)
    void a_foreign_file_is_refused_with_what_is_wrong(String text, String reason) {
        assertThatThrownBy(() -> Report.read("F", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("F ")
                .hasMessageContaining(reason);
    }

    @Test
    void Markdown_and_HTML_in_a_report_are_only_text() {
        Drift drift = new Drift(
                List.of(new Difference("A-1", "<b>a|b</b>\n`c` [d](e) **f** @g", "PASS", "FAIL")),
                List.of(),
                List.of("<script>"));

        assertThat(DriftText.markdown(drift)).isEqualTo("""
                        ### Drift: 1 verdict, 0 changes of shape.

                        | Requirement | What | Before | After |
                        |---|---|---|---|
                        | A-1 | &#60;b&#62;a\\|b&#60;/b&#62; &#96;c&#96; &#91;d&#93;(e) &#42;&#42;f&#42;&#42; &#64;g | PASS | FAIL |

                        - &#60;script&#62;
                        """);
    }

    @Test
    void a_terminal_gets_one_line_for_each_change_below_its_operation() {
        Drift drift = new Drift(
                List.of(new Difference("A-1", "prices \u001b[31m", "PASS", "FAIL")),
                List.of(
                        new Difference("GET /x 200", "data.price", "number", "string"),
                        new Difference("GET /x 200", "data.id", "string", "not there")),
                List.of());

        assertThat(DriftText.plain(drift)).isEqualTo("""
                        A-1: PASS -> FAIL  prices ?[31m
                        GET /x 200
                          data.price: number -> string
                          data.id: string -> not there
                        Drift: 1 verdict, 2 changes of shape.
                        """);
        assertThat(DriftText.plain(new Drift(List.of(), List.of(), List.of()))).isEqualTo("No drift.\n");
    }
}
