package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.text.Quoted;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/**
 * Where a command prints, either for people or for programs.
 *
 * @param json whether it prints JSON
 */
record Output(PrintStream stream, boolean json) {
    /** A line for people; what is in it cannot move the cursor. Nothing when JSON is wanted. */
    void line(String line) {
        if (!json) {
            stream.println(Quoted.oneLine(line));
        }
    }

    /** Whether nobody reads any more, as behind {@code head}. */
    boolean closed() {
        return stream.checkError();
    }

    /** A value for programs, on one line. Nothing when it is for people. */
    void value(JsonNode value) {
        if (json) {
            try {
                stream.println(SimulatorClient.JSON.writeValueAsString(value));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
