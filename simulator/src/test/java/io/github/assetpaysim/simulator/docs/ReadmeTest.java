package io.github.assetpaysim.simulator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.dialect.co.CoApi;
import io.github.assetpaysim.simulator.endpoint.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z]+ /\\S+)` \\|");

    @Test
    void the_table_has_every_endpoint_and_no_other() throws IOException {
        String page = Files.readString(Path.of("../README.md"));

        assertThat(ROW.matcher(page).results().map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(endpoints());
    }

    private static List<String> endpoints() {
        return new CoApi("")
                .endpoints().stream()
                        .map(Endpoint::operation)
                        .map((Operation each) -> each.method() + " " + each.path())
                        .toList();
    }
}
