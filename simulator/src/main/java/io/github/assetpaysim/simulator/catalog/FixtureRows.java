package io.github.assetpaysim.simulator.catalog;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.assetpaysim.fixtures.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads the fixture files that are arrays with one entry for each thing. */
final class FixtureRows {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private FixtureRows() {}

    static <T> List<T> read(String file, Function<JsonNode, T> row) {
        try {
            return StreamSupport.stream(JSON.readTree(Fixtures.bytes(file)).spliterator(), false)
                    .map(row)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read fixture file " + file, e);
        }
    }
}
