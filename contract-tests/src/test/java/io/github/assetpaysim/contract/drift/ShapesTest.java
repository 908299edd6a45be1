package io.github.assetpaysim.contract.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapesTest {
    private final Shapes shapes = new Shapes();

    private void answer(String body) {
        shapes.add(
                "GET /x",
                "200",
                Map.of(
                        "content-type", List.of("Application/JSON; charset=UTF-8"),
                        "date", List.of("today"),
                        "x-forwarded-for", List.of("somebody"),
                        "x-request-id", List.of("7")),
                body.getBytes(UTF_8));
    }

    private Map<String, String> members() {
        Map<String, String> members = new HashMap<>();
        for (JsonNode member : shapes.json().path(0).path("members")) {
            members.put(
                    member.path("path").asText(),
                    member.path("types") + " " + member.path("present") + "/" + member.path("of") + " in "
                            + member.path("answers") + (member.path("always").booleanValue() ? " always" : ""));
        }
        return members;
    }

    @Test
    void members_at_every_depth_are_counted_by_type_and_by_the_objects_they_could_be_in() {
        answer("""
                {"data":{"items":[{"price":1},{"price":1.50,"charm":null}],"none":[]}}""");
        answer("""
                {"data":{"items":[{"price":"2","charm":{"id":"c"}}],"more":true}}""");

        assertThat(members())
                .containsOnly(
                        Map.entry("$", "{\"object\":2} 2/2 in 2 always"),
                        Map.entry("data", "{\"object\":2} 2/2 in 2 always"),
                        Map.entry("data.items", "{\"array\":2} 2/2 in 2 always"),
                        Map.entry("data.items[]", "{\"object\":3} 3/3 in 2 always"),
                        Map.entry("data.items[].price", "{\"number\":2,\"string\":1} 3/3 in 2 always"),
                        Map.entry("data.items[].charm", "{\"null\":1,\"object\":1} 2/3 in 2"),
                        Map.entry("data.items[].charm.id", "{\"string\":1} 1/1 in 1 always"),
                        Map.entry("data.none", "{\"array\":1} 1/2 in 1"),
                        Map.entry("data.more", "{\"boolean\":1} 1/2 in 1"));
    }

    @Test
    void names_that_are_values_are_no_members() {
        answer("{\"data\":{\"AK-47 | Redline\":1,\"★ Karambit\":2}}");

        assertThat(members()).containsKey("data{}").doesNotContainKey("data.AK-47 | Redline");
    }

    @Test
    void headers_that_vary_by_nature_are_left_out_and_the_content_type_is_by_itself() {
        answer("{}");

        JsonNode shape = shapes.json().path(0);
        assertThat(shape.path("headers")).hasToString("[{\"name\":\"x-request-id\",\"always\":true,\"present\":1}]");
        assertThat(shape.path("contentTypes"))
                .hasToString("[{\"type\":\"application/json;charset=utf-8\",\"seen\":1}]");
    }

    @Test
    void what_is_no_JSON_is_told_from_nothing() {
        answer("<html>");
        answer("");

        assertThat(members()).containsOnly(Map.entry("$", "{\"empty\":1,\"no JSON\":1} 2/2 in 2 always"));
    }

    @Test
    void a_root_that_is_an_array_has_members_too() {
        answer("[{\"id\":1}]");

        assertThat(members()).containsKeys("$", "$[]", "$[].id");
    }

    @Test
    void shapes_are_read_from_a_report_as_they_were_written() {
        answer("{\"data\":[{\"a\":1},{}]}");
        Shape read = Shape.read(shapes.json().path(0));

        assertThat(read.json()).isEqualTo(shapes.json().path(0));
        assertThat(read.places("data[].a")).isEqualTo(2);
    }
}
