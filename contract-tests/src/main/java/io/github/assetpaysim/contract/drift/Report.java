package io.github.assetpaysim.contract.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is compared of a {@code report.json}.
 *
 * @param name what it is called in messages
 * @param version of the kit that wrote it
 * @param plan one word
 * @param verdicts by the requirement's id
 * @param titles sentences of the requirements, by their ids
 * @param shapes null when it has none
 */
public record Report(
        String name,
        String version,
        String plan,
        Map<String, Verdict> verdicts,
        Map<String, String> titles,
        List<Shape> shapes) {

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is none; the message begins with the name
     */
    public static Report read(String name, String text) {
        JsonNode json;
        try {
            json = Json.read(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " is no JSON");
        }
        try {
            Map<String, Verdict> verdicts = new LinkedHashMap<>();
            Map<String, String> titles = new LinkedHashMap<>();
            for (JsonNode check : elements(json.required("checks"))) {
                String id = text(check, "requirement");
                verdicts.put(id, Verdict.valueOf(text(check, "verdict")));
                titles.put(id, text(check, "title"));
            }
            List<Shape> shapes = json.has("shapes") ? new ArrayList<>() : null;
            for (JsonNode shape : elements(json.path("shapes"))) {
                shapes.add(Shape.read(shape));
            }
            return new Report(name, text(json, "version"), text(json, "plan"), verdicts, titles, shapes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is no report.json of this kit: " + e.getMessage());
        }
    }

    private static JsonNode elements(JsonNode array) {
        if (!array.isArray() && !array.isMissingNode()) {
            throw new IllegalArgumentException("an array was expected, not " + array.getNodeType());
        }
        return array;
    }

    private static String text(JsonNode object, String name) {
        JsonNode value = object.required(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("'" + name + "' must be a text, not " + value.getNodeType());
        }
        return value.textValue();
    }
}
