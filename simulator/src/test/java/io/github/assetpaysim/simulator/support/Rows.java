package io.github.assetpaysim.simulator.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.fixtures.Fixtures;
import io.github.assetpaysim.simulator.http.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads fixture files that are lists of rows. */
public final class Rows {
    private Rows() {}

    /** The elements of a fixture file that is an array. */
    public static List<JsonNode> of(String file) {
        return elements(read(file)).toList();
    }

    /** The elements of one array in a fixture file that is an object. */
    public static List<JsonNode> of(String file, String member) {
        return elements(read(file).required(member)).toList();
    }

    /** The elements of an array. */
    public static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode read(String file) {
        try {
            return StrictJson.MAPPER.readTree(Fixtures.bytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
