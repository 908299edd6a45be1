package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.cli.command.Failure.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands that do one thing: let time pass, let something happen to a trade, send a callback again. */
final class Actions {
    static final List<Option> OF_RESEND = List.of(
            Option.flag(
                    "failed",
                    "every callback that is RETRYING, EXHAUSTED or UNDELIVERABLE: the merchant has not got it, or it had no URL"
                            + " to go to; what failed at another URL, by --to, does not count"),
            Option.of("to", "a URL", "there instead of the merchant's own"));

    private Actions() {}

    static ExitStatus advance(Given given, SimulatorClient simulator, Output out) {
        String by = given.word();
        JsonNode done;
        if (by.equals("next")) {
            JsonNode due = simulator.get("/clock").path("nextDue");
            if (due.isMissingNode()) {
                throw new Failure(ExitStatus.NOT_AS_ASKED, "nothing is scheduled, so there is no next");
            }
            done = advanceTo(due, simulator);
        } else {
            done = simulator.post("/clock/advance", Map.of("by", by));
        }
        out.value(done);
        for (JsonNode each : done.path("ran")) {
            out.line(Wording.when(each.path("at")) + "  " + each.path("label").asText());
        }
        int ran = done.path("ran").size();
        out.line("now " + Wording.when(done.path("now")) + "; " + (ran == 0 ? "nothing was due" : ran + " ran")
                + (done.has("nextDue")
                        ? "; next due " + Wording.when(done.path("nextDue"))
                        : "; nothing more is scheduled"));
        return ExitStatus.DONE;
    }

    /** Where a clock moves by itself, the instant may have passed meanwhile, so that what was due has run. */
    private static JsonNode advanceTo(JsonNode due, SimulatorClient simulator) {
        try {
            return simulator.post("/clock/advance", Map.of("to", due));
        } catch (Refused e) {
            if (e.code != 400) {
                throw e;
            }
            return simulator.post("/clock/advance", Map.of("by", "PT0S"));
        }
    }

    static ExitStatus event(String event, Given given, SimulatorClient simulator, Output out) {
        JsonNode trade = Names.trade(simulator, given.word());
        JsonNode after = simulator.post(
                "/trades/" + SimulatorClient.encoded(trade.path("id").asText()) + "/events", Map.of("event", event));
        out.value(after);
        out.line(after.path("kind").asText() + " " + Wording.shortId(after.path("id")) + " was "
                + trade.path("status").asText() + ", is " + after.path("status").asText());
        return ExitStatus.DONE;
    }

    static ExitStatus resend(Given given, SimulatorClient simulator, Output out) {
        Optional<String> callback = given.optionalWord();
        if (given.flag("failed") == callback.isPresent()) {
            throw new UsageError("give either a callback or --failed; callbacks --failed lists those that failed");
        }
        List<JsonNode> all = callback.isPresent()
                ? List.of(Names.callback(simulator, callback.get()))
                : Names.list(simulator.get("/callbacks").path("callbacks")).stream()
                        .filter(Wording::failed)
                        .toList();
        ArrayNode attempts = SimulatorClient.JSON.createArrayNode();
        ExitStatus status = ExitStatus.DONE;
        for (JsonNode each : all) {
            JsonNode attempt = resend(each, given.value("to"), simulator);
            attempts.add(attempt);
            out.line("callback " + Wording.shortId(each.path("id")) + "  "
                    + each.path("event").asText() + " of trade " + Wording.shortId(each.path("tradeId")) + ": "
                    + Wording.result(attempt));
            if (!attempt.path("delivered").asBoolean()) {
                status = ExitStatus.NOT_AS_ASKED;
            }
        }
        if (all.isEmpty()) {
            out.line(Listing.noneFailed("", simulator));
        }
        out.value(SimulatorClient.JSON.createObjectNode().set("attempts", attempts));
        return status;
    }

    private static JsonNode resend(JsonNode callback, String to, SimulatorClient simulator) {
        ObjectNode body = SimulatorClient.JSON.createObjectNode();
        if (to != null) {
            body.put("to", to);
        }
        String id = callback.path("id").asText();
        ObjectNode attempt = (ObjectNode) simulator.post("/callbacks/" + SimulatorClient.encoded(id) + "/resend", body);
        return attempt.put("callbackId", id);
    }
}
