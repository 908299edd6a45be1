package io.github.assetpaysim.contract.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.fixtures.Fixtures;
import java.util.List;
import java.util.stream.StreamSupport;

/** The catalogue of requirements, {@code fixtures/requirements.json}. */
public final class Requirements {
    /** All of them, in the order of the catalogue. */
    public static final List<Requirement> ALL = StreamSupport.stream(
                    Json.parse(Fixtures.bytes("requirements.json")).spliterator(), false)
            .map(Requirements::read)
            .toList();

    private Requirements() {}

    private static Requirement read(JsonNode row) {
        return new Requirement(
                row.required("id").textValue(),
                row.required("group").textValue(),
                Requirement.Level.valueOf(row.required("level").textValue()),
                row.required("sentence").textValue(),
                row.required("source").textValue(),
                row.required("basis").textValue().equals("documented"),
                row.path("reason").textValue(),
                Requirement.Asked.valueOf(row.path("asked").asText(Requirement.Asked.EVERYBODY.name())));
    }

    /**
     * The requirement with this id.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Requirement named(String id) {
        return ALL.stream()
                .filter(requirement -> requirement.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no requirement " + id));
    }
}
