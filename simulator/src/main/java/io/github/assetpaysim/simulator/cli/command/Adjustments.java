package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commands that show and change how a merchant is set. */
final class Adjustments {
    private static final List<String> MODES = List.of("frozen", "paced", "live");
    private static final String NONE = "none";

    private Adjustments() {}

    static ExitStatus clock(Given given, SimulatorClient simulator, Output out) {
        Optional<String> mode = given.optionalWord().map(word -> word.toLowerCase(Locale.ROOT));
        if (mode.isPresent()) {
            if (!MODES.contains(mode.get())) {
                throw UsageError.unknown("mode of a clock", mode.get(), MODES);
            }
            simulator.patch(SimulatorClient.JSON.createObjectNode().put("clock", mode.get()));
        }
        JsonNode clock = simulator.get("/clock");
        out.value(clock);
        out.line("the clock is " + clock.path("mode").asText() + ", now " + Wording.when(clock.path("now"))
                + (clock.has("nextDue")
                        ? "; next due " + Wording.when(clock.path("nextDue"))
                        : "; nothing is scheduled"));
        return ExitStatus.DONE;
    }

    static ExitStatus callbackUrl(Given given, SimulatorClient simulator, Output out) {
        JsonNode merchant = given.optionalWord()
                .map(url -> simulator.patch(
                        SimulatorClient.JSON.createObjectNode().put("callbackUrl", url.equals(NONE) ? null : url)))
                .orElseGet(() -> simulator.get(""));
        out.value(SimulatorClient.JSON.createObjectNode().set("callbackUrl", merchant.get("callbackUrl")));
        out.line(
                merchant.has("callbackUrl")
                        ? "callbacks go to " + merchant.path("callbackUrl").asText()
                        : "there is no callback URL, so the merchant hears nothing");
        return ExitStatus.DONE;
    }
}
