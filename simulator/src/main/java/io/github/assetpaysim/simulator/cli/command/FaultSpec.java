package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fault as it is written on a command line.
 *
 * @param kind what the simulator tells of faults with this name
 * @param parameters as they are given, names and values
 */
record FaultSpec(JsonNode kind, Map<String, String> parameters) {
    /**
     * A fault of this name.
     *
     * @param kinds all that the simulator knows
     * @param assignments {@code name=value} each
     * @param besides names that may be assigned too, though they are no parameters of the fault
     * @throws UsageError for a name that does not exist
     */
    static FaultSpec of(JsonNode kinds, String name, List<String> assignments, List<String> besides) {
        List<String> names = new ArrayList<>();
        JsonNode kind = null;
        for (JsonNode each : kinds.path("faults")) {
            names.add(each.path("name").asText());
            kind = each.path("name").asText().equals(name) ? each : kind;
        }
        if (kind == null) {
            throw UsageError.unknown("fault", name, names);
        }
        List<String> known = new ArrayList<>();
        kind.path("parameters").forEach(each -> known.add(each.path("name").asText()));
        known.addAll(besides);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 0 && known.contains(assignment)) {
                throw new UsageError(assignment + " needs a value: " + assignment + "=" + example(kind, assignment));
            }
            if (equals < 1) {
                throw new UsageError("'" + assignment + "' is no parameter of " + name + ": write name=value"
                        + (known.isEmpty() ? "; it has none" : ", such as " + known.get(0) + "=…"));
            }
            String parameter = assignment.substring(0, equals);
            if (!known.contains(parameter)) {
                throw UsageError.unknown("parameter", parameter, " of " + name, known);
            }
            if (parameters.putIfAbsent(parameter, assignment.substring(equals + 1)) != null) {
                throw new UsageError(parameter + " is given more than once");
            }
        }
        return new FaultSpec(kind, parameters);
    }

    private static String example(JsonNode kind, String name) {
        for (JsonNode parameter : kind.path("parameters")) {
            if (parameter.path("name").asText().equals(name)) {
                return switch (parameter.path("type").asText()) {
                    case "number" -> "3";
                    case "flag" -> "true";
                    default -> parameter.path("otherwise").asText("…");
                };
            }
        }
        return name.equals("status") ? "HOLD" : "1";
    }

    /** One in a single word, {@code duplicate:copies=3,gap=1s}. */
    static FaultSpec of(JsonNode kinds, String word, List<String> besides) {
        int colon = word.indexOf(':');
        return colon < 0
                ? of(kinds, word, List.of(), besides)
                : of(
                        kinds,
                        word.substring(0, colon),
                        List.of(word.substring(colon + 1).split(",")),
                        besides);
    }

    boolean strikesCallbacks() {
        return kind.path("strikes").asText().equals("callback");
    }

    /** As an entry of a plan. */
    ObjectNode planned(ObjectNode trigger) {
        ObjectNode fault = SimulatorClient.JSON
                .createObjectNode()
                .put("name", kind.path("name").asText());
        for (JsonNode parameter : kind.path("parameters")) {
            String name = parameter.path("name").asText();
            String value = parameters.get(name);
            if (value != null) {
                fault.set(name, typed(value, parameter.path("type").asText()));
            }
        }
        ObjectNode entry = SimulatorClient.JSON.createObjectNode();
        entry.set("trigger", trigger);
        entry.set("fault", fault);
        return entry;
    }

    /** What does not fit its type goes as text: the simulator says what it expects. */
    static JsonNode typed(String value, String type) {
        if (type.equals("number") && value.matches("-?\\d{1,18}")) {
            return SimulatorClient.JSON.getNodeFactory().numberNode(new BigInteger(value));
        }
        if (type.equals("flag") && value.matches("true|false")) {
            return SimulatorClient.JSON.getNodeFactory().booleanNode(Boolean.parseBoolean(value));
        }
        return SimulatorClient.JSON.getNodeFactory().textNode(value);
    }

    /** A planned entry for people, without what it is told not to do: {@code duplicate copies=3 gap=PT0S}. */
    static String fault(JsonNode entry) {
        StringBuilder text = new StringBuilder(entry.at("/fault/name").asText());
        entry.path("fault").properties().forEach(member -> {
            boolean no = member.getValue().isBoolean() && !member.getValue().booleanValue();
            if (!member.getKey().equals("name") && !no) {
                text.append(' ')
                        .append(member.getKey())
                        .append('=')
                        .append(member.getValue().asText());
            }
        });
        return text.toString();
    }

    /** What a planned entry waits for: {@code callback status=HOLD}. */
    static String trigger(JsonNode entry) {
        StringBuilder text = new StringBuilder(entry.at("/trigger/on").asText());
        entry.path("trigger").properties().forEach(member -> {
            // Counts are 1 unless told otherwise; an external id may be "1".
            boolean standard = member.getValue().isNumber() && member.getValue().intValue() == 1;
            if (!member.getKey().equals("on") && !standard) {
                text.append(' ')
                        .append(member.getKey())
                        .append('=')
                        .append(member.getValue().asText());
            }
        });
        return text.toString();
    }
}
