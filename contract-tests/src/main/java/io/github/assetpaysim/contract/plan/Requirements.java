package io.github.assetpaysim.contract.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.fixtures.Fixtures;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The catalogues of requirements. */
public final class Requirements {
    /** Those of a merchant's integration, {@code fixtures/requirements.json}, in its order. */
    public static final List<Requirement> MERCHANT = read("requirements.json");
    /** Those of a host that calls itself AssetPay, {@code fixtures/api-requirements.json}, in its order. */
    public static final List<Requirement> API = read("api-requirements.json");

    private Requirements() {}

    private static List<Requirement> read(String fixture) {
        return StreamSupport.stream(Json.parse(Fixtures.bytes(fixture)).spliterator(), false)
                .map(Requirements::read)
                .toList();
    }

    private static Requirement read(JsonNode row) {
        return new Requirement(
                row.required("id").textValue(),
                row.required("group").textValue(),
                Requirement.Level.valueOf(row.required("level").textValue()),
                row.required("sentence").textValue(),
                row.required("source").textValue(),
                row.required("basis").textValue().equals("documented"),
                row.path("reason").textValue(),
                Requirement.Asked.valueOf(row.path("asked").asText(Requirement.Asked.EVERYBODY.name())),
                StreamSupport.stream(row.path("effects").spliterator(), false)
                        .map(effect -> Effect.of(effect.textValue()).orElseThrow())
                        .collect(Collectors.toSet()));
    }

    /**
     * The requirement with this id, of whichever catalogue.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Requirement named(String id) {
        return Stream.of(MERCHANT, API)
                .flatMap(List::stream)
                .filter(requirement -> requirement.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no requirement " + id));
    }
}
