package io.github.assetpaysim.simulator.dialect.co.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How languages write a date again that they have read: other digits of the second, another name of UTC, a number, local time. */
final class DateForm {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z");

    /** The fraction behind a second, point included, made of its milliseconds; those that leave out something stand first. */
    private static final List<UnaryOperator<String>> FRACTIONS = List.of(
            // Java leaves out a fraction of 0, .NET every 0 at its end.
            millis -> millis.equals("000") ? "" : "." + millis,
            millis -> ("." + millis).replaceFirst("\\.?0*$", ""),
            millis -> "",
            millis -> "." + millis,
            millis -> millis.equals("000") ? "" : "." + millis + "000",
            // Python, and .NET's round-trip format.
            millis -> "." + millis + "000",
            millis -> "." + millis + "0000",
            millis -> "." + millis + "000000");

    private static final int THAT_LEAVE_OUT = 5;

    /** In UTC. */
    static final List<SignatureMistake.Way> WAYS = Stream.of(
                    FRACTIONS.stream().limit(4).flatMap(fraction -> texts(fraction, "T", "Z", "+00:00")),
                    numbers(),
                    FRACTIONS.stream().flatMap(fraction -> texts(fraction, "T", "Z", "+00:00", "+0000", "", "Z[UTC]")),
                    FRACTIONS.stream().flatMap(fraction -> texts(fraction, " ", "", "+00:00", " UTC", "Z", " +0000")),
                    // Java's toString leaves out seconds of 0, too.
                    Stream.of("Z", "", "Z[UTC]")
                            .map(zone -> text(date -> date.toLocalDate() + "T" + date.toLocalTime() + zone)),
                    Stream.of(text(date -> date.toLocalDate().toString())))
            .flatMap(ways -> ways)
            .toList();

    /** In the time of a zone, which nothing tells: one is tried after the other, those where many people live first. */
    static final List<SignatureMistake.Way> LOCAL_WAYS = FRACTIONS.stream()
            .limit(THAT_LEAVE_OUT)
            .flatMap(fraction -> Stream.of(
                            ("+01 +02 +03 -05 -04 -08 -07 -06 +08 +09 +0530 -03 +04 +05 +07 +10 +11 +12 +13 +14 +06 +0330 +0430"
                                            + " +0545 +0630 +0930 -0330 -01 -02 -09 -10 -11 -12")
                                    .split(" "))
                    .map(ZoneOffset::of)
                    .map(zone -> text(date -> text(date.plusSeconds(zone.getTotalSeconds()), "T", fraction) + zone)))
            .toList();

    private DateForm() {}

    private static Stream<SignatureMistake.Way> texts(
            UnaryOperator<String> fraction, String separator, String... zones) {
        return Stream.of(zones).map(zone -> text(date -> text(date, separator, fraction) + zone));
    }

    /** Seconds or milliseconds since 1970, as numbers and as strings. */
    private static Stream<SignatureMistake.Way> numbers() {
        return Stream.<Function<LocalDateTime, String>>of(
                        date -> seconds(date) + nanos(date).substring(0, 3),
                        DateForm::seconds,
                        date -> seconds(date) + ("." + nanos(date)).replaceFirst("\\.?0*$", ""),
                        // Jackson's instants.
                        date -> seconds(date) + "." + nanos(date))
                .flatMap(number ->
                        Stream.of(text(number), way(date -> DecimalNode.valueOf(new BigDecimal(number.apply(date))))));
    }

    private static String seconds(LocalDateTime date) {
        return String.valueOf(date.toEpochSecond(ZoneOffset.UTC));
    }

    private static String nanos(LocalDateTime date) {
        return String.valueOf(1_000_000_000 + date.getNano()).substring(1);
    }

    private static String text(LocalDateTime date, String separator, UnaryOperator<String> fraction) {
        String time = date.toLocalTime().withNano(1).toString();
        return date.toLocalDate()
                + separator
                + time.substring(0, 8)
                + fraction.apply(nanos(date).substring(0, 3));
    }

    private static SignatureMistake.Way text(Function<LocalDateTime, String> form) {
        return way(date -> TextNode.valueOf(form.apply(date)));
    }

    private static SignatureMistake.Way way(Function<LocalDateTime, JsonNode> form) {
        return it -> it.edits.add(trade -> rewrite(trade, form));
    }

    private static void rewrite(JsonNode parent, Function<LocalDateTime, JsonNode> form) {
        if (parent instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(rewritten(member.getValue(), form)));
        } else if (parent instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, rewritten(array.get(i), form));
            }
        }
    }

    private static JsonNode rewritten(JsonNode value, Function<LocalDateTime, JsonNode> form) {
        if (!value.isTextual()) {
            rewrite(value, form);
            return value;
        }
        String text = value.textValue();
        try {
            return DATE.matcher(text).matches() ? form.apply(LocalDateTime.parse(text.substring(0, 23))) : value;
        } catch (DateTimeParseException e) {
            // It only looks like one.
            return value;
        }
    }
}
