package io.github.assetpaysim.contract.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import java.util.List;
import java.util.Map;

/** Reports of made-up runs. */
public final class Runs {
    private static final Map<String, List<String>> JSON =
            Map.of("content-type", List.of("application/json"), "x-request-id", List.of("r"));

    private final Shapes shapes = new Shapes();
    private final ObjectNode report = Json.object().put("version", "1.2.3").put("plan", "api");
    private final ArrayNode checks = report.putArray("checks");

    /** A run without any check. */
    public static Runs run() {
        return new Runs();
    }

    public Runs verdict(String id, String verdict) {
        checks.addObject().put("requirement", id).put("title", "about " + id).put("verdict", verdict);
        return this;
    }

    Runs answers(int times, String body) {
        return answers(times, "200", JSON, body);
    }

    Runs answers(int times, String status, Map<String, List<String>> headers, String body) {
        for (int i = 0; i < times; i++) {
            shapes.add("GET /x", status, headers, body.getBytes(UTF_8));
        }
        return this;
    }

    /** As it stands in the file. */
    public String text() {
        report.set("shapes", shapes.json());
        return Json.pretty(report);
    }

    Report read(String name) {
        return Report.read(name, text());
    }
}
