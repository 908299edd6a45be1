package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commands about what goes wrong on demand. */
final class Faults {
    private static final String CALLBACK = "callback";

    static final List<Option> TRIGGER = List.of(
            Option.of(
                    "on",
                    "callback, an operation such as deposit, or any-operation",
                    "what it strikes; otherwise any callback; a fault of requests needs it"),
            Option.of("status", "a status", "only callbacks that tell it"),
            Option.of("kind", "deposit or withdrawal", "only callbacks of such a trade"),
            Option.of("steam-id", "a Steam id, or the name of a test user", "only what is about this user"),
            Option.of("external-id", "text", "only callbacks of this trade"),
            Option.of("nth", "a whole number from 1 on", "1", "the first match that is struck"),
            Option.of(
                    "times", "a whole number from 1 on, or always", "1", "how many matches are struck from there on"));

    static final List<Option> OF_LIST = List.of(
            Option.flag("planned", "only the plan, with how often each fault has struck"),
            Option.flag("clear", "empties the plan; what a fault keeps back is sent"));

    private Faults() {}

    static ExitStatus plan(Given given, SimulatorClient simulator, Output out) {
        if (given.words().isEmpty()) {
            throw new UsageError("fault needs the name of a fault; faults lists them");
        }
        JsonNode kinds = simulator.getGlobal("/faults");
        FaultSpec fault = FaultSpec.of(
                kinds,
                given.words().get(0),
                given.words().subList(1, given.words().size()),
                List.of());
        ObjectNode trigger = SimulatorClient.JSON.createObjectNode();
        String on = given.value("on");
        if (on == null && !fault.strikesCallbacks()) {
            throw new UsageError(given.words().get(0) + " is a fault of requests: say which by --on with one of "
                    + String.join(", ", operations(kinds)));
        }
        trigger.put("on", on != null ? on : CALLBACK);
        if (given.value("status") != null) {
            trigger.put("status", Names.status(given.value("status"), Names.STATUSES));
        }
        if (given.value("kind") != null) {
            trigger.put("kind", given.value("kind").toUpperCase(Locale.ROOT));
        }
        if (given.value("steam-id") != null) {
            trigger.put("steamId", Names.user(simulator, given.value("steam-id")));
        }
        if (given.value("external-id") != null) {
            trigger.put("externalId", given.value("external-id"));
        }
        for (String count : List.of("nth", "times")) {
            if (given.value(count) != null) {
                trigger.set(count, FaultSpec.typed(given.value(count), "number"));
            }
        }
        JsonNode plan = add(List.of(fault.planned(trigger)), simulator);
        out.value(plan);
        JsonNode entry = plan.path("faults").path(plan.path("faults").size() - 1);
        out.line("planned: " + FaultSpec.fault(entry) + ", on " + FaultSpec.trigger(entry));
        return ExitStatus.DONE;
    }

    /** What a fault of requests can strike. */
    private static List<String> operations(JsonNode kinds) {
        List<String> operations = new ArrayList<>();
        for (JsonNode member : kinds.path("triggers")) {
            if (member.path("name").asText().equals("on")) {
                member.path("choices").forEach(each -> operations.add(each.asText()));
            }
        }
        operations.remove(CALLBACK);
        return operations;
    }

    /** Adds to the plan; gives all of it. */
    static JsonNode add(List<ObjectNode> entries, SimulatorClient simulator) {
        ObjectNode body = SimulatorClient.JSON.createObjectNode();
        body.putArray("faults").addAll(entries);
        return simulator.post("/faults", body);
    }

    static ExitStatus list(Given given, SimulatorClient simulator, Output out) {
        Optional<String> name = given.optionalWord();
        if (given.flag("clear")) {
            simulator.delete("/faults");
            out.line("the plan is empty");
            out.value(simulator.get("/faults"));
            return ExitStatus.DONE;
        }
        if (name.isPresent()) {
            return kind(
                    FaultSpec.of(simulator.getGlobal("/faults"), name.get(), List.of(), List.of())
                            .kind(),
                    out);
        }
        JsonNode plan = simulator.get("/faults");
        if (given.flag("planned")) {
            out.value(plan);
        } else {
            JsonNode kinds = simulator.getGlobal("/faults");
            ObjectNode both = SimulatorClient.JSON.createObjectNode();
            both.set("kinds", kinds.path("faults"));
            both.set("planned", plan.path("faults"));
            out.value(both.set("neverStruck", plan.path("neverStruck")));
            Table table = new Table("FAULT", "STRIKES", "WHAT HAPPENS");
            for (JsonNode each : kinds.path("faults")) {
                table.row(
                        each.path("name").asText(),
                        each.path("strikes").asText(),
                        each.path("does").asText());
                List<String> parameters = new ArrayList<>();
                each.path("parameters").forEach(parameter -> parameters.add(spelled(parameter)));
                if (!parameters.isEmpty()) {
                    table.row("", "", "  " + String.join(" ", parameters));
                }
            }
            table.print(out);
            out.line("");
        }
        planned(plan, out);
        return ExitStatus.DONE;
    }

    /** A parameter with what holds without it. */
    private static String spelled(JsonNode parameter) {
        return parameter.path("name").asText() + "="
                + parameter.path("otherwise").asText("…");
    }

    private static void planned(JsonNode plan, Output out) {
        if (plan.path("faults").isEmpty()) {
            out.line("no fault is planned");
            return;
        }
        Table table = new Table("STRUCK", "MATCHED", "ON", "PLANNED");
        for (JsonNode each : plan.path("faults")) {
            int struck = each.path("struck").asInt();
            table.row(
                    struck == 0 ? "never" : struck == 1 ? "once" : struck + " times",
                    each.path("matched").asText(),
                    FaultSpec.trigger(each),
                    FaultSpec.fault(each));
        }
        table.print(out);
    }

    private static ExitStatus kind(JsonNode kind, Output out) {
        out.value(kind);
        out.line(kind.path("name").asText() + " strikes "
                + (kind.path("strikes").asText().equals("callback") ? "callbacks" : "requests") + ". "
                + kind.path("does").asText());
        for (JsonNode parameter : kind.path("parameters")) {
            out.line("  " + spelled(parameter));
            out.line("        " + parameter.path("meaning").asText());
            out.line("        " + parameter.path("allowed").asText());
        }
        if (kind.path("parameters").isEmpty()) {
            out.line("  It has no parameters.");
        }
        return ExitStatus.DONE;
    }
}
