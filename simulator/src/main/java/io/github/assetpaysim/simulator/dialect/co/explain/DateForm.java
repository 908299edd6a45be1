package io.github.assetpaysim.simulator.dialect.co.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How languages write a date again that they have read: other digits of the second, another name of UTC. */
final class DateForm {
    private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2})\\.(\\d{3})Z");

    /** The fraction behind a second, point included, made of its milliseconds. */
    private static final List<UnaryOperator<String>> FRACTIONS = List.of(
            // Java leaves out a fraction of 0, .NET every 0 at its end.
            millis -> millis.equals("000") ? "" : "." + millis,
            millis -> ("." + millis).replaceFirst("\\.?0*$", ""),
            millis -> "",
            millis -> "." + millis,
            // Python, and .NET's round-trip format.
            millis -> "." + millis + "000",
            millis -> millis.equals("000") ? "" : "." + millis + "000",
            millis -> "." + millis + "0000");

    static final List<SignatureMistake.Way> WAYS = Stream.of("Z", "+00:00", "+0000", "")
            .flatMap(zone -> FRACTIONS.stream().map(fraction -> way(fraction, zone)))
            .toList();

    private DateForm() {}

    private static SignatureMistake.Way way(UnaryOperator<String> fraction, String zone) {
        return it -> it.edits.add(trade -> rewrite(trade, fraction, zone));
    }

    private static void rewrite(JsonNode parent, UnaryOperator<String> fraction, String zone) {
        if (parent instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(rewritten(member.getValue(), fraction, zone)));
        } else if (parent instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, rewritten(array.get(i), fraction, zone));
            }
        }
    }

    private static JsonNode rewritten(JsonNode value, UnaryOperator<String> fraction, String zone) {
        if (!value.isTextual()) {
            rewrite(value, fraction, zone);
            return value;
        }
        Matcher date = DATE.matcher(value.textValue());
        return date.matches() ? TextNode.valueOf(date.group(1) + fraction.apply(date.group(2)) + zone) : value;
    }
}
