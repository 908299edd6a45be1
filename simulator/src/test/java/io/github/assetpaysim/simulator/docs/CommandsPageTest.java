package io.github.assetpaysim.simulator.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.cli.command.Commands;
import io.github.assetpaysim.simulator.support.Page;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page about the commands: it has every one, and its examples run in their order, in this process. */
class CommandsPageTest {
    private static final Page PAGE = Page.of("docs/commands.md");
    private static final String PROGRAM = "$ java -jar assetpay-simulator.jar ";

    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator();

    @Test
    void it_has_every_command_and_an_example_of_each() {
        List<String> headings = PAGE.all("(?m)^## (.*)$", 1).stream()
                .flatMap(heading -> Stream.of(heading.split(", ")))
                .map(heading -> heading.split(" ")[0])
                .distinct()
                .toList();

        assertThat(headings).containsExactlyElementsOf(Commands.names());
        String text = PAGE.text();
        for (String section : List.of(text.split("(?m)^## ")).subList(1, text.split("(?m)^## ").length)) {
            assertThat(section).contains("```console\n" + PROGRAM);
        }
    }

    @Test
    void its_commands_run_in_their_order() {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = SIMULATOR.client().merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            List<String> lines = PAGE.blocks("console").stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith("$ "))
                    .toList();
            assertThat(lines).hasSizeGreaterThan(15).allMatch(line -> line.startsWith(PROGRAM));
            for (String line : lines) {
                String command = line.substring(PROGRAM.length());
                // Its end is Ctrl-C; TailTest runs it.
                if (!command.equals("tail")) {
                    run(command, merchant);
                }
            }
        }
    }

    private static void run(String command, JsonNode merchant) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] arguments = Stream.concat(
                        Arrays.stream(command.split(" ")),
                        Stream.of(
                                "--url=" + SIMULATOR.baseUrl(),
                                "--merchant=" + merchant.path("id").textValue()))
                .toArray(String[]::new);
        StringBuilder complaints = new StringBuilder();
        int status = Commands.run(arguments, Map.of(), new PrintStream(out, true, UTF_8), complaints::append);
        assertThat(status).as(command + ": " + out.toString(UTF_8) + complaints).isZero();
        assertThat(out.toString(UTF_8)).as(command).isNotBlank();
    }
}
